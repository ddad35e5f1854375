"""
Places on the register's pages that upper domains fill.

`config` registers a function for each: it is given the system, the location and the caller,
checks what the caller may see, and returns safe HTML, or nothing.
"""

from collections.abc import Callable, Sequence

from django.utils.safestring import SafeString

from regard.domains.register.models import Location, Organisation, System
from regard.domains.register.queries.providers import OwnRow
from regard.foundation.authority import Caller

LocationSlot = Callable[[System, Location, Caller], SafeString]
OwnSlot = Callable[[Sequence[OwnRow], Caller], SafeString]
ProviderSlot = Callable[[Organisation, Caller], SafeString]

_LOCATION_SLOTS: list[LocationSlot] = []
_OWN_SLOTS: list[OwnSlot] = []
_PROVIDER_SLOTS: list[ProviderSlot] = []


def fill_location_slot(slot: LocationSlot) -> LocationSlot:
    """Show what this function returns at the foot of every location's page."""
    _LOCATION_SLOTS.append(slot)
    return slot


def location_slots(system: System, location: Location, caller: Caller) -> list[SafeString]:
    """Return what fills a location's page, in the order of registration."""
    filled = (slot(system, location, caller) for slot in _LOCATION_SLOTS)
    return [fragment for fragment in filled if fragment]


def fill_own_slot(slot: OwnSlot) -> OwnSlot:
    """Show what this function returns at the foot of the page of one's own services."""
    _OWN_SLOTS.append(slot)
    return slot


def own_slots(rows: Sequence[OwnRow], caller: Caller) -> list[SafeString]:
    """Return what fills the page of one's own services, in the order of registration."""
    filled = (slot(rows, caller) for slot in _OWN_SLOTS)
    return [fragment for fragment in filled if fragment]


def fill_provider_slot(slot: ProviderSlot) -> ProviderSlot:
    """Show what this function returns at the foot of every provider's page."""
    _PROVIDER_SLOTS.append(slot)
    return slot


def provider_slots(organisation: Organisation, caller: Caller) -> list[SafeString]:
    """Return what fills a provider's page, in the order of registration."""
    filled = (slot(organisation, caller) for slot in _PROVIDER_SLOTS)
    return [fragment for fragment in filled if fragment]
