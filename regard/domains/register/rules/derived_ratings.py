"""
The rating of a location that has none of its own, by those of its services.

Since 2024 the regulator rates a location of several kinds of care by kind, and writes "Not
Rated" for the location itself. In May 2026 that was so of 7 of Lincolnshire's 356.

The rule: a location without a rating of its own is rated as its lowest-rated service is, and
since the newest date on which a service was rated so. What one service lacks is not made good
by another. Services that are not rated do not count, so one alone decides; where none is
rated, neither is the location. A location's own rating always stands.
"""

from collections.abc import Iterable

LOWEST_FIRST = ("inadequate", "requires improvement", "good", "outstanding")
"""The regulator's four ratings, in small letters. Words such as "Regulations met" are none."""

Rated = tuple[str | None, str | None]
"""A rating as the regulator words it, and when it was published, as ISO 8601."""


def derive_rating(services: Iterable[Rated]) -> Rated:
    """Return the rating of a location by those of its services; two Nones if none is rated."""
    rated = [
        (LOWEST_FIRST.index(rating.lower()), rating, published_on or "")
        for rating, published_on in services
        if rating and rating.lower() in LOWEST_FIRST
    ]
    if not rated:
        return None, None
    lowest = min(level for level, *_ in rated)
    _, rating, published_on = max(
        (each for each in rated if each[0] == lowest), key=lambda each: each[2]
    )
    return rating, published_on or None
