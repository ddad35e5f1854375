"""What each address of the API needs."""

from regard.domains.register.permissions import Permission as R

from .whom import PUBLIC, Needs

API: Needs = {
    "api:api-root": PUBLIC,
    "api:export_services": PUBLIC,
    "api:export_services_here": PUBLIC,
    "api:get_area": PUBLIC,
    "api:get_boundary": PUBLIC,
    "api:get_group": PUBLIC,
    "api:get_history": PUBLIC,
    "api:get_load": R.LOAD,
    "api:get_location": PUBLIC,
    "api:get_place": PUBLIC,
    "api:get_provider": PUBLIC,
    "api:get_reach": R.VIEW_REACH,
    "api:get_system": PUBLIC,
    "api:list_areas": PUBLIC,
    "api:list_boundaries": PUBLIC,
    "api:list_changes": R.LOAD,
    "api:list_groups": PUBLIC,
    "api:list_loads": R.LOAD,
    "api:list_locations": PUBLIC,
    "api:list_members": R.KEEP_ROLL,
    "api:list_networks": PUBLIC,
    "api:list_places": PUBLIC,
    "api:list_provenance": PUBLIC,
    "api:list_providers": PUBLIC,
    "api:list_reach": R.VIEW_REACH,
    "api:list_refused": R.LOAD,
    "api:list_segments": R.EDIT_SEGMENTS,
    "api:list_services": PUBLIC,
    "api:list_services_here": PUBLIC,
    "api:list_systems": PUBLIC,
    "api:openapi-json": PUBLIC,
}
