"""What the pages of governance say."""

from .minute_slots import DECISION_SLOT as DECISION_SLOT
from .minute_slots import KEPT_SLOT as KEPT_SLOT
from .minute_slots import LINE_SLOT as LINE_SLOT
from .parts import list_parts as list_parts
from .sitting import sitting_of_location as sitting_of_location
from .sitting import sitting_of_provider as sitting_of_provider
