"""Which two records may be one, and which of the two is kept."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from .particulars import Particular

LEGAL_FORMS = re.compile(
    r"\b(limited|ltd|plc|llp|lp|cic|cio|uk|the|and|of|company|group|care|services?|homes?|house)\b"
)
"""Words that two names of the same thing often differ in, and that set nothing apart."""

LIKE_SHARE = 0.82
"""Share of letters in common, in order, from which two names at one postcode are alike."""

NEVER_TAKEN = frozenset({"name", "provider", "kinds", "dates", "dates:registered", "dates:ended"})
"""Particulars that every record has of its own, or that its services say."""


def takeable(particulars: tuple[Particular, ...]) -> dict[str, tuple[str, ...]]:
    """Return the columns of each particular that a merge may take from the other, by its key."""
    return {
        each.key: tuple(name for name in each.columns if name != "council_id")
        for each in particulars
        if each.key not in NEVER_TAKEN
    }


@dataclass(frozen=True)
class Standing:
    """
    What decides whether a record may be merged.

    Attributes:
        number: the regulator's; None where it does not list it.
        ended_on: None while it stands.
        is_merged: whether it was merged into another already.
    """

    record_id: int
    name: str
    number: str | None
    ended_on: date | None
    is_merged: bool


def reason_not_to_merge(*, kept: Standing, merged: Standing) -> str | None:
    """
    Return why the second may not be merged into the first, in words for the person asking.

    None means that it may.
    """
    if kept.record_id == merged.record_id:
        return "Choose two records: this is one and the same"
    for each in (kept, merged):
        if each.is_merged:
            return f"{each.name} was merged into another record already"
    if kept.number is None and merged.number is not None and merged.ended_on is None:
        return f"Keep {merged.name}: the regulator lists it, and the other not"
    if kept.ended_on is not None and merged.ended_on is None:
        return f"Keep {merged.name}: {kept.name} has ended"
    return None


def bare_name(name: str) -> str:
    """Return a name as it is compared: small letters, without legal forms and usual words."""
    letters = " ".join(re.sub(r"[^a-z0-9]+", " ", name.lower().replace("'", "")).split())
    bare = " ".join(LEGAL_FORMS.sub(" ", letters).split())
    return bare or letters


def are_alike(one: str, other: str) -> bool:
    """Test whether two names, of services at one postcode, may be of the same service."""
    first, second = bare_name(one), bare_name(other)
    if first == second:
        return True
    words, others = set(first.split()), set(second.split())
    shorter, longer = sorted((words, others), key=len)
    if len(shorter) > 1 and shorter <= longer:
        return True
    return SequenceMatcher(None, first, second).ratio() >= LIKE_SHARE


def is_empty(values: Mapping[str, object]) -> bool:
    """Test whether nothing is known of a group of facts."""
    return all(value in (None, "", "not_known") or value == [] for value in values.values())
