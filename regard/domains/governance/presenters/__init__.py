"""What the pages of governance say."""

from .minute_slots import fill_decision_slot as fill_decision_slot
from .minute_slots import fill_kept_slot as fill_kept_slot
from .minute_slots import fill_line_slot as fill_line_slot
from .parts import list_parts as list_parts
from .sitting import sitting_of_location as sitting_of_location
from .sitting import sitting_of_provider as sitting_of_provider
