"""Work of governance that takes longer than a person should wait."""

from .duties import remind_of_duties as remind_of_duties
from .telling import tell_members as tell_members
