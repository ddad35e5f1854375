"""What the pages of governance say."""

from .parts import list_parts as list_parts
from .sitting import sitting_of_location as sitting_of_location
from .sitting import sitting_of_provider as sitting_of_provider
