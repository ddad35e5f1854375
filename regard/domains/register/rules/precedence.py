"""
Which source is believed for which group of facts.

Sources in one rank are as good as one another: the newest of them decides. A better rank is
believed whatever its date, so what the register says does not depend on the order of loading.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from regard.domains.register.types import Fact, Source

Ranks = tuple[tuple[Source, ...], ...]
"""Sources, the best first; those in one rank are as good as one another."""

Held = tuple[Source, date]
"""The source that told a fact, and the date as at which it did."""

PEOPLE = (Source.CORRECTION, Source.ENTERED)
RECORD = (Source.API, Source.ACTIVE_LOCATIONS, Source.DEACTIVATED_LOCATIONS)
EXTRACTS = (Source.LOCATIONS_EXPORT, Source.DIRECTORY)
RATINGS = (Source.LATEST_RATINGS, Source.RATINGS_WITH_COORDINATES)


@dataclass(frozen=True)
class Belief:
    """Who is believed for a group of facts, and why so. Who is not named is not believed."""

    ranks: Ranks
    reason: str


_REGISTERED = Belief(
    (PEOPLE, RECORD, EXTRACTS, RATINGS),
    "What a service corrected, and a person accepted, stands. Then the regulator’s own record "
    "comes before its extracts, and these before the ratings, which repeat it.",
)

_ONLY_RECORDED = Belief(
    (RECORD, EXTRACTS, RATINGS, PEOPLE),
    "The law makes it the regulator’s to say. People are believed only where it lists nothing.",
)

BELIEFS: Mapping[Fact, Belief] = {
    Fact.NAME: _REGISTERED,
    Fact.ADDRESS: _REGISTERED,
    Fact.COORDINATES: Belief(
        (PEOPLE, RECORD, (Source.LOCATIONS_EXPORT,), (Source.RATINGS_WITH_COORDINATES,)),
        "Coordinates hold for the postcode that they were told with, and are dropped with it.",
    ),
    Fact.PROVIDER: _ONLY_RECORDED,
    Fact.BRAND: _REGISTERED,
    Fact.OWNERSHIP: Belief(
        (PEOPLE, RECORD, EXTRACTS, RATINGS),
        "A person who knows the provider comes first; the ratings only let it be guessed.",
    ),
    Fact.KINDS: Belief(
        ((Source.CORRECTION,), RECORD, EXTRACTS, (Source.ENTERED,), RATINGS),
        "The record and its extracts list every kind of care. The ratings show only what was "
        "inspected, so they make a kind better known and take none away.",
    ),
    Fact.PEOPLE_SERVED: _REGISTERED,
    Fact.BEDS: _REGISTERED,
    Fact.RATING: Belief(
        ((Source.API, *RATINGS), (Source.ACTIVE_LOCATIONS, *EXTRACTS)),
        "Only the regulator rates. Where ratings are published comes before where they are "
        "repeated, and the newest decides.",
    ),
    Fact.DATES: _ONLY_RECORDED,
    Fact.DORMANCY: _ONLY_RECORDED,
    Fact.IDENTIFIERS: _REGISTERED,
    Fact.LINES: _REGISTERED,
    Fact.STAFF: Belief(
        (PEOPLE, RECORD, EXTRACTS),
        "A service counts its own staff; the regulator repeats what it was told.",
    ),
}

LISTING = Belief(
    (RECORD, EXTRACTS, RATINGS, PEOPLE),
    "A list ends only what no fuller list told of: many services are registered, not yet rated.",
)
"""That a location is there at all. Of a lesser list neither presence nor absence counts."""

ONLY_REFINE_KINDS = frozenset(RATINGS)
"""Their kinds of care are added to what is known, and replace nothing but “not stated”."""


def outranks(*, fact: Fact, source: Source, as_at: date, held: Held | None) -> bool:
    """
    Test whether what a source tells replaces what is held.

    :param held: who told what is held, and as at when; None if nobody did.
    :returns: False too for a source that is not believed for these facts at all.
    """
    return outranks_in(ranks=BELIEFS[fact].ranks, source=source, as_at=as_at, held=held)


def outranks_in(*, ranks: Ranks, source: Source, as_at: date, held: Held | None) -> bool:
    """Test as `outranks` does, in these ranks. The same source of the same date replaces."""
    place = find_place(ranks=ranks, source=source)
    if place is None:
        return False
    held_place = find_place(ranks=ranks, source=held[0]) if held else None
    if held is None or held_place is None:
        return True
    if place[0] != held_place[0]:
        return place[0] < held_place[0]
    if as_at != held[1]:
        return as_at > held[1]
    return place[1] <= held_place[1]


def find_place(*, ranks: Ranks, source: Source) -> tuple[int, int] | None:
    """Return a source's rank, 0 being the best, and its place in it. None: not believed."""
    for rank, sources in enumerate(ranks):
        if source in sources:
            return rank, sources.index(source)
    return None
