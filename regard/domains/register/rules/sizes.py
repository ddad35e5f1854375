"""How big a provider is."""

from bisect import bisect_right

from regard.domains.register.types import SizeBand

BANDS = tuple(SizeBand)
STARTS = (2, 6, 20)
"""Number of services at which the second, third and fourth band begin."""


def size_band(services: int) -> SizeBand:
    """Return the band of a provider by the services its group runs, at least one."""
    return BANDS[bisect_right(STARTS, services)]
