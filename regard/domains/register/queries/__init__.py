"""Ask questions of the register. Reads only."""

from .contacts import list_contacts as list_contacts
from .locations import find_locations as find_locations
from .locations import get_location as get_location
from .locations import list_location_services as list_location_services
from .locations import search_locations as search_locations
from .services import count_audience as count_audience
from .services import list_audience as list_audience
from .services import list_services as list_services
from .systems import get_system as get_system
from .systems import list_places as list_places
from .systems import list_systems as list_systems
