"""What of a telling is believed, given who told what is held. Weighed once for many rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from regard.domains.register.types import Source

from . import precedence
from .particulars import ADDRESS, COORDINATES, Particular
from .precedence import LISTING, Held

Facts = Mapping[str, tuple[str, str]]
"""A provenance: for each particular's key who told it, and as at when in ISO 8601."""

LISTED = "listed"
"""Key of a provenance: who last listed a location, by the ranks of `precedence.LISTING`."""

ENDED = "ended"
"""Key of a provenance: who said that it is no more, and on which day it knew."""


class Standing(StrEnum):
    """What becomes of whether a location is live."""

    KEPT = "kept"
    """As it was."""
    LISTED = "listed"
    """It is live, unless a newer list left it out."""
    ENDED = "ended"
    """It ends on the day that the row says."""


@dataclass(frozen=True)
class Case:
    """
    Rows that are weighed alike.

    Attributes:
        held: who told what is held; None for a new row.
        told: the particulars that the rows tell, as the sum of their bits.
        stays: the rows tell the postcode that is held.
        is_listed: False where the rows say that it is no more; None for providers, which are
            there as long as their locations are.
    """

    held: Facts | None
    told: int
    stays: bool = True
    is_listed: bool | None = None


@dataclass(frozen=True)
class Verdict:
    """
    What is believed of the rows of a case.

    Attributes:
        takes: the particulars that are replaced, as the sum of their bits.
        newer: of those, which the source tells as at a later date than what was held.
        facts: the provenance after it.
    """

    takes: int
    newer: int
    facts: Facts
    standing: Standing


def weigh(
    *, case: Case, particulars: tuple[Particular, ...], source: Source, as_at: date
) -> Verdict:
    """Return what of a telling of this source and date is believed."""
    held = dict(case.held or {})
    said = (source.value, as_at.isoformat())
    told = case.told
    takes = newer = 0
    for place, each in enumerate(particulars):
        if each.key == COORDINATES and not case.stays:
            if not takes & _place_of(particulars, ADDRESS):
                continue
            held.pop(COORDINATES, None)
            takes |= 1 << place  # none, where none are told for the new postcode
        if not told & 1 << place:
            continue
        before = read_held(held, each.key)
        if precedence.outranks(fact=each.fact, source=source, as_at=as_at, held=before):
            takes |= 1 << place
            newer |= 1 << place if before is None or as_at > before[1] else 0
            held[each.key] = said
    standing = Standing.KEPT
    if case.is_listed is not None:
        standing = _stand(held, ends=not case.is_listed, source=source, as_at=as_at)
    return Verdict(takes, newer, held, standing)


def read_held(facts: Facts, key: str) -> Held | None:
    """Return who told a particular, and as at when. None if nobody did."""
    told = facts.get(key)
    return (Source(told[0]), date.fromisoformat(told[1])) if told else None


def may_end(*, facts: Facts | None, source: Source, as_at: date) -> bool:
    """
    Test whether a list that leaves a location out ends it.

    A list ends nothing that a fuller one, or a newer one, told of.
    """
    listed = read_held(facts or {}, LISTED)
    if listed is None:
        return True
    return as_at >= listed[1] and _rank(source) <= _rank(listed[0])


def _stand(
    held: dict[str, tuple[str, str]], *, ends: bool, source: Source, as_at: date
) -> Standing:
    key = ENDED if ends else LISTED
    before = read_held(held, key)
    if not precedence.outranks_in(ranks=LISTING.ranks, source=source, as_at=as_at, held=before):
        return Standing.KEPT
    held[key] = (source.value, as_at.isoformat())
    ended, listed = read_held(held, ENDED), read_held(held, LISTED)
    is_ended = ended is not None and (listed is None or not _overrules(listed, ended))
    if ends:
        return Standing.ENDED if is_ended else Standing.KEPT
    return Standing.KEPT if is_ended else Standing.LISTED


def _overrules(listed: Held, ended: Held) -> bool:
    """Test whether being listed says more than having been said to be no more."""
    return _rank(listed[0]) <= _rank(ended[0]) and listed[1] > ended[1]


def _rank(source: Source) -> int:
    place = precedence.find_place(ranks=LISTING.ranks, source=source)
    return len(LISTING.ranks) if place is None else place[0]


def _place_of(particulars: tuple[Particular, ...], key: str) -> int:
    return next((1 << n for n, each in enumerate(particulars) if each.key == key), 0)
