"""How big a provider is."""

from bisect import bisect_right
from enum import StrEnum

from regard.domains.register.types import SizeBand

BANDS = tuple(SizeBand)
STARTS = (2, 6, 20)
"""Number of services at which the second, third and fourth band begin."""


def size_band(services: int) -> SizeBand:
    """Return the band of a provider by the services its group runs, at least one."""
    return BANDS[bisect_right(STARTS, services)]


class StaffBand(StrEnum):
    """How many people a provider employs, as European and British statistics band it."""

    MICRO = "micro"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"

    @property
    def label(self) -> str:
        return STAFF_BAND_LABELS[self]


STAFF_BAND_LABELS = {
    StaffBand.MICRO: "Micro: fewer than 10 people",
    StaffBand.SMALL: "Small: 10 to 49 people",
    StaffBand.MEDIUM: "Medium: 50 to 249 people",
    StaffBand.LARGE: "Large: 250 people or more",
}

STAFF_STARTS = (10, 50, 250)
"""
People employed from which the second, third and fourth band begin.

The headcounts of Commission Recommendation 2003/361/EC, article 2, and of the Companies Act 2006,
sections 382, 384A and 465, which adds turnover and balance sheet; the register knows neither.
"""


def staff_band(people: int | None) -> StaffBand | None:
    """
    Return the band of a provider by the people it employs. None where that is not known.

    It stands beside `size_band`, which counts services, and is never mixed with it.
    """
    return None if people is None else tuple(StaffBand)[bisect_right(STAFF_STARTS, people)]
