"""Ask questions of the register. Reads only."""

from .contacts import list_contacts as list_contacts
from .loads import get_load as get_load
from .loads import get_source as get_source
from .loads import list_loads as list_loads
from .loads import list_refused_rows as list_refused_rows
from .locations import find_locations as find_locations
from .locations import get_location as get_location
from .locations import get_place as get_place
from .locations import list_location_services as list_location_services
from .locations import list_provider_locations as list_provider_locations
from .locations import search_locations as search_locations
from .networks import count_by_kind as count_by_kind
from .networks import get_network as get_network
from .networks import list_members as list_members
from .networks import list_networks as list_networks
from .networks import may_view_members as may_view_members
from .networks import speaks_for as speaks_for
from .reach import count_matches as count_matches
from .reach import get_reach as get_reach
from .services import count_audience as count_audience
from .services import list_audience as list_audience
from .services import list_services as list_services
from .systems import get_system as get_system
from .systems import list_places as list_places
from .systems import list_systems as list_systems
from .systems import may_view_contacts as may_view_contacts
