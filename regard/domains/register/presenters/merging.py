"""Two records side by side, and what a merge did, in words."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from regard.domains.register.actions.merge_facts import list_taken
from regard.domains.register.actions.merge_moving import Planned as Planned
from regard.domains.register.actions.merge_moving import find_pointer
from regard.domains.register.actions.telling import sources_of
from regard.domains.register.models import Correction, Location, Merge, Organisation
from regard.domains.register.rules.corrections import GROUPS, Decision, in_words
from regard.domains.register.types import Fact, Sector, Source
from regard.foundation.design.words import date_words, plural_words


@dataclass(frozen=True)
class Side:
    """
    One fact of two records.

    Attributes:
        keeps: which of the two is kept: "first", "second", or "" where they are the same.
    """

    label: str
    first: str
    first_source: str
    second: str
    second_source: str
    keeps: str


Sides = list[Side]


@dataclass(frozen=True)
class MergeRow:
    merge_id: int
    kept: str
    merged: str
    kept_url_name: str
    kept_id: int
    on: str
    is_undone: bool
    undone_on: str


LOCATION_LABELS = (
    ("Name", "name", ("name",)),
    ("Regulator’s number", "", ("regulator_id",)),
    ("Address", "address", ("address", "city", "postcode")),
    ("Council", "address", ("council",)),
    ("On the map", "coordinates", ("longitude", "latitude")),
    ("Provider", "provider", ("organisation",)),
    ("Rating", "rating", ("rating", "rated_on")),
    ("Beds", "beds", ("beds",)),
    ("People served", "people_served", ("people_served",)),
    ("Property number", "identifiers:uprn", ("uprn",)),
    ("NHS code", "identifiers:ods_code", ("ods_code",)),
    ("Published telephone", "lines:telephone", ("telephone",)),
    ("Website", "lines:website", ("website",)),
    ("Registered on", "dates", ("registered_on",)),
    ("Ended on", "", ("ended_on",)),
    ("As at", "", ("as_at",)),
)
"""The label of each fact, the key under which its source is kept, and its columns."""

ORGANISATION_LABELS = (
    ("Name", "name", ("name",)),
    ("Regulator’s number", "", ("regulator_id",)),
    ("Group", "brand", ("brand_name",)),
    ("Sector", "ownership:sector", ("sector",)),
    ("Legal form", "ownership:type", ("ownership_type",)),
    ("Company number", "identifiers:company", ("companies_house_number",)),
    ("Charity number", "identifiers:charity", ("charity_number",)),
    ("NHS code", "identifiers:ods_code", ("ods_code",)),
    ("People employed", "staff", ("people_employed",)),
    ("Published telephone", "lines:telephone", ("telephone",)),
    ("Website", "lines:website", ("website",)),
)


def location_sides(kept: Location, merged: Location) -> Sides:
    """Return each fact of two locations, with where it came from and which is kept."""
    return _sides(kept, merged, LOCATION_LABELS, set(list_taken(kept=kept, merged=merged)))


def organisation_sides(kept: Organisation, merged: Organisation) -> Sides:
    """Return each fact of two providers, with where it came from and which is kept."""
    return _sides(kept, merged, ORGANISATION_LABELS, set(list_taken(kept=kept, merged=merged)))


def upkeep_lede(alike: int, providers: int, corrections: int) -> str:
    """Return the finding: what waits for a person."""
    parts = [
        f"{plural_words(alike, 'pair')} of services" if alike else "",
        f"{plural_words(providers, 'pair')} of providers" if providers else "",
    ]
    pairs = " and ".join(part for part in parts if part)
    found = f"{pairs} may be one" if pairs else "Nothing here looks as if it were there twice"
    if corrections:
        one = "waits" if corrections == 1 else "wait"
        return f"{found}; {plural_words(corrections, 'correction')} {one} for an answer."
    return f"{found}, and no correction waits for an answer."


def correction_row(correction: Correction) -> dict[str, Any]:
    """Return a correction as pages show it."""
    kind = {"accepted": "ok", "refused": "gap"}.get(correction.decision, "part")
    state = Decision(correction.decision).label if correction.decision else "Waits for an answer"
    return {
        "id": correction.pk,
        "location_id": correction.location_id,
        "service": correction.location.name,
        "what": GROUPS[correction.fact].label,
        "value": in_words(correction.value),
        "reason": correction.reason,
        "asked": date_words(correction.asked_at),
        "state": (state, kind),
        "is_open": not correction.decision,
        "answer": correction.answer,
    }


def merge_row(merge: Merge) -> MergeRow:
    """Return a merge as pages show it."""
    kept = merge.kept_location or merge.kept_organisation
    merged = merge.merged_location or merge.merged_organisation
    return MergeRow(
        merge_id=merge.pk,
        kept=kept.name if kept else "",
        merged=merged.name if merged else "",
        kept_url_name="location" if merge.kept_location_id else "provider",
        kept_id=kept.pk if kept else 0,
        on=date_words(merge.merged_at),
        is_undone=merge.undone_at is not None,
        undone_on=date_words(merge.undone_at) if merge.undone_at else "",
    )


def moves_of(merge: Merge) -> list[tuple[str, int, int]]:
    """Return how many of each kind of thing went over and how many stayed, by their words."""
    counted: dict[str, tuple[int, int]] = {}
    for each in merge.moved["moves"]:
        _, handling = find_pointer(each["pointer"])
        if handling.is_secret:
            continue
        moved, stayed = counted.get(handling.words, (0, 0))
        counted[handling.words] = (moved + len(each["moved"]), stayed + len(each["stayed"]))
    return [(words, moved, stayed) for words, (moved, stayed) in counted.items()]


def taken_of(merge: Merge) -> list[str]:
    """Return what the one kept learnt from the other, in words."""
    return [fact_label(key) for key in merge.moved["facts"]]


def fact_label(key: str) -> str:
    """Return what the key of a particular is called, e.g. "lines:website" as "Website"."""
    fact, _, part = key.partition(":")
    if part:
        return PART_LABELS.get(part, part.replace("_", " ").capitalize())
    return FACT_LABELS.get(fact) or Fact(fact).label


FACT_LABELS = {
    "listed": "That it is listed",
    "ended": "That it ended",
    "kinds": "Kinds of care",
    "coordinates": "Where it is on the map",
    "provider": "Who runs it",
    "dormancy": "Whether it is dormant",
}
PART_LABELS = {
    "uprn": "Property number",
    "ods_code": "NHS code",
    "company": "Company number",
    "charity": "Charity number",
    "type": "Legal form",
}


def source_words(told: tuple[str, str] | None) -> str:
    """Return who told a fact and as at when, e.g. "Entered here, 1 May 2026"; empty: unknown."""
    if told is None:
        return ""
    return f"{Source(told[0]).label}, {_day(told[1])}"


def _day(text: str) -> str:
    return date_words(date.fromisoformat(text))


def _sides(
    kept: Location | Organisation,
    merged: Location | Organisation,
    labels: tuple[tuple[str, str, tuple[str, ...]], ...],
    taken: set[str],
) -> Sides:
    sources, theirs = sources_of(kept), sources_of(merged)
    sides = []
    for label, key, columns in labels:
        first, second = _value(kept, columns), _value(merged, columns)
        if not first and not second:
            continue
        keeps = "second" if key in taken else "first"
        sides.append(
            Side(
                label=label,
                first=first or "Not known",
                first_source=source_words(sources.get(key)),
                second=second or "Not known",
                second_source=source_words(theirs.get(key)),
                keeps="" if first == second else keeps,
            )
        )
    return sides


def _value(record: Location | Organisation, columns: tuple[str, ...]) -> str:
    shown = (_shown(name, getattr(record, name)) for name in columns)
    return ", ".join(each for each in shown if each)


def _shown(name: str, value: Any) -> str:  # noqa: ANN401 (any column)
    if value is None:
        return ""
    if name.endswith("_on") or name == "as_at":
        return date_words(value)
    if name == "sector":
        return "" if value == Sector.NOT_KNOWN else Sector(value).label
    if isinstance(value, list):
        return ", ".join(value)
    return str(value).replace("\n", ", ")
