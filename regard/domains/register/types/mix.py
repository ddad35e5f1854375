"""What kinds of services a system has, and how many of each."""

from dataclasses import dataclass

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
