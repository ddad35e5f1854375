"""
Places on the register's pages that upper domains fill.

`config` fills each with functions: one is given the system, the location and the caller,
checks what the caller may see, and returns safe HTML, or nothing.
"""

from collections.abc import Callable, Sequence

from django.utils.safestring import SafeString

from regard.domains.register.models import Location, Organisation, System
from regard.domains.register.queries.providers import OwnRow
from regard.foundation.authority import Caller
from regard.foundation.base.slots import SharedSlot

LocationSlot = Callable[[System, Location, Caller], SafeString]
OwnSlot = Callable[[Sequence[OwnRow], Caller], SafeString]
ProviderSlot = Callable[[Organisation, Caller], SafeString]

LOCATION_SLOT = SharedSlot[LocationSlot]("the foot of every location's page")
OWN_SLOT = SharedSlot[OwnSlot]("the foot of the page of one's own services")
PROVIDER_SLOT = SharedSlot[ProviderSlot]("the foot of every provider's page")


def location_slots(system: System, location: Location, caller: Caller) -> list[SafeString]:
    """Return what fills a location's page, in the order of registration."""
    filled = (offer(system, location, caller) for offer in LOCATION_SLOT.offers)
    return [fragment for fragment in filled if fragment]


def own_slots(rows: Sequence[OwnRow], caller: Caller) -> list[SafeString]:
    """Return what fills the page of one's own services, in the order of registration."""
    filled = (offer(rows, caller) for offer in OWN_SLOT.offers)
    return [fragment for fragment in filled if fragment]


def provider_slots(organisation: Organisation, caller: Caller) -> list[SafeString]:
    """Return what fills a provider's page, in the order of registration."""
    filled = (offer(organisation, caller) for offer in PROVIDER_SLOT.offers)
    return [fragment for fragment in filled if fragment]
