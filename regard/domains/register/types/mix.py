"""What kinds of services a system has, how many of each, and who has them as members."""

from collections.abc import Mapping
from dataclasses import dataclass

from .belonging import NetworkKind
from .care import Sector, ServiceType, SizeBand


@dataclass(frozen=True)
class MixRow:
    """
    How many live services are alike in all of these.

    Attributes:
        place_id: the system's place in which they lie; None: in none of them. So for the
            neighbourhood, which may lie in a place.
        services: 1 or more.
    """

    place_id: int | None
    neighbourhood_id: int | None
    council_id: int
    service_type: ServiceType
    sector: Sector
    size_band: SizeBand
    services: int


@dataclass(frozen=True)
class NetworkMix:
    """
    A network that works in a system.

    Attributes:
        services: live services of the system that belong to it, by kind; kinds that it has
            none of are left out.
    """

    network_id: int
    slug: str
    name: str
    kind: NetworkKind
    services: Mapping[ServiceType, int]
