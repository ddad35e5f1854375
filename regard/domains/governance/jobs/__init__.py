"""Work of governance that takes longer than a person should wait."""

from .duties import remind_of_duties as remind_of_duties
from .seats import forget_holders as forget_holders
from .telling import tell_members as tell_members
