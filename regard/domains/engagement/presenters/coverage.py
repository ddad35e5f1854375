"""How coverage is worded and laid out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regard.domains.engagement.rules.coverage import plan_calls
from regard.domains.engagement.rules.words import count, day
from regard.domains.register.types import Sector, ServiceType, SizeBand
from regard.foundation.design.words import percent_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from regard.domains.engagement.types import Breakdown, Coverage, HeardRow, MissingRow

WITHIN: dict[str, str] = {
    ServiceType.CARE_HOME_NURSING: "care homes with nursing",
    ServiceType.CARE_HOME: "care homes",
    ServiceType.HOME_CARE: "home care",
    ServiceType.SUPPORTED_LIVING: "supported living",
    ServiceType.EXTRA_CARE: "extra care",
    ServiceType.COMMUNITY: "day and community services",
    ServiceType.ADVICE: "information and advice services",
    ServiceType.NOT_STATED: "community care of a kind not stated",
    SizeBand.ONE: "providers with one service",
    SizeBand.TWO_TO_FIVE: "providers with 2 to 5 services",
    SizeBand.SIX_TO_NINETEEN: "providers with 6 to 19 services",
    SizeBand.TWENTY_OR_MORE: "providers with 20 services or more",
    Sector.INDEPENDENT: "the independent sector",
    Sector.PUBLIC: "the public sector",
    Sector.VOLUNTARY: "the voluntary sector",
    Sector.NOT_KNOWN: "services of a sector not known",
}
"""Groups as they stand within a sentence; places stand under their names."""

SINGULAR: set[str] = {
    ServiceType.HOME_CARE,
    ServiceType.SUPPORTED_LIVING,
    ServiceType.EXTRA_CARE,
    ServiceType.SHARED_LIVES,
    ServiceType.NOT_STATED,
    Sector.INDEPENDENT,
    Sector.PUBLIC,
    Sector.VOLUNTARY,
}

CSV_HEADER = (
    "breakdown",
    "group",
    "heard",
    "asked",
    "share heard",
    "low end of 95% interval",
    "high end of 95% interval",
    "adjusted chance",
    "heard less than its share",
)

HIDDEN = "too few to show"

MISSING_HEADER = (
    "service",
    "provider",
    "type",
    "place",
    "would add",
    "invited",
    "contact",
    "telephone",
    "email",
    "their wish",
)

MOST_NAMED = 3
"""Groups named in the lede; the page shows them all."""


@dataclass(frozen=True)
class CallPlan:
    """The next step: how many calls would close most of the gap, and to whom."""

    title: str
    words: str


def coverage_lede(coverage: Coverage) -> str:
    """Return the finding in numbers: how many were heard, and which groups are lacking."""
    if not coverage.asked:
        return "Nobody has been asked yet. The services are taken from the register on opening."
    return " ".join(filter(None, [_heard(coverage), _lacking(coverage)]))


def missing_lede(coverage: Coverage, *, missing: int, is_narrowed: bool) -> str:
    """Return how many places there are to ask, and what an answer would do."""
    if not missing:
        whom = "in this group" if is_narrowed else "that was asked"
        return f"Nobody is missing: every service {whom} has answered."
    where = " in this group" if is_narrowed else ""
    lede = f"{count(missing, 'place')}{where} from which nobody has answered."
    if not coverage.flagged:
        return f"{lede} No group is heard less than its share, so they are in order of name."
    return f"{lede} Those whose answer would add most come first."


def call_plan(coverage: Coverage) -> CallPlan | None:
    """Return what to do next, or None where every group is heard as much as its share."""
    plan = plan_calls(coverage.breakdowns, share=coverage.share)
    if plan is None:
        return None
    groups = [f"{n:,} from {words_for(row)}" for row, n in plan.groups]
    title = count(plan.count, "call would close", "calls would close") + " most of the gap"
    return CallPlan(
        title=title,
        words=f"{in_a_list(groups)}, if each answers. The list puts first whoever adds most.",
    )


def coverage_csv(coverage: Coverage) -> list[Sequence[object]]:
    """Return the rows of the table under `CSV_HEADER`, the whole audience first."""
    whole = (
        "All services",
        "All",
        HIDDEN if coverage.heard is None else coverage.heard,
        coverage.asked,
        "" if coverage.share is None else round(coverage.share, 4),
        *("",) * 4,
    )
    return [whole, *(_csv_row(part, row) for part in coverage.breakdowns for row in part.rows)]


def missing_csv(rows: Iterable[MissingRow]) -> list[Sequence[object]]:
    """Return the rows of the list to chase under `MISSING_HEADER`."""
    return [
        (
            row.name,
            row.organisation_name,
            "; ".join(row.services),
            row.place_name,
            "; ".join(row.adds),
            "yes" if row.was_invited else "no",
            row.contact_name,
            row.telephone,
            row.email,
            row.wish,
        )
        for row in rows
    ]


def group_choices(coverage: Coverage) -> list[tuple[str, str]]:
    """Return every group that a list can be narrowed to, as value and words."""
    return [("", "Everyone still missing")] + [
        (f"{part.key}:{row.key}", row.label) for part in coverage.breakdowns for row in part.rows
    ]


def in_a_list(words: Sequence[str]) -> str:
    """Return e.g. "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def words_for(row: HeardRow) -> str:
    """Return a group as it stands within a sentence: "care homes", "Fell Road"."""
    return WITHIN.get(row.key) or row.label


def _heard(coverage: Coverage) -> str:
    asked = count(coverage.asked, "service")
    if coverage.heard is None:
        return f"Fewer than 6 of {asked} have answered."
    if coverage.heard == 0:
        return f"None of {asked} has answered."
    return f"{coverage.heard:,} of {asked} have answered ({percent_words(coverage.share)})."


def _lacking(coverage: Coverage) -> str:
    if not coverage.share:
        return ""
    rows = _named(coverage)
    if not rows:
        return "No group is heard less than its share by more than chance explains."
    names = in_a_list([words_for(row) for row in rows])
    far = all(row.share is not None and 2 * row.share < coverage.share for row in rows)
    verb, their = ("is", "its") if _is_singular(rows) else ("are", "their")
    lacking = f"{names} {verb} heard {'far less' if far else 'less'} than {their} share."
    return f"{lacking[:1].upper()}{lacking[1:]}{_so_are(coverage, rows)}"


def _named(coverage: Coverage) -> list[HeardRow]:
    """Return the groups to name: flagged types, else others; standing alarms first."""
    for part in coverage.breakdowns:
        flagged = [row for row in part.rows if row.is_flagged]
        asked_after = {alarm.key for alarm in coverage.alarms if alarm.breakdown == part.key}
        alarmed = [row for row in part.rows if row.key in asked_after]
        flagged = alarmed + [row for row in flagged if row not in alarmed]
        if flagged:
            return flagged[:MOST_NAMED]
    return []


def _so_are(coverage: Coverage, named: Sequence[HeardRow]) -> str:
    """Return the groups that are flagged besides, as a sentence, or nothing."""
    others = [row for row in coverage.flagged if row not in named]
    if not others:
        return ""
    if len(others) > MOST_NAMED:
        return f" So are {len(others)} other groups."
    whom = in_a_list([words_for(row) for row in others])
    return f" So {'is' if _is_singular(others) else 'are'} {whom}."


def _is_singular(rows: Sequence[HeardRow]) -> bool:
    is_a_place = rows[0].key not in WITHIN
    return len(rows) == 1 and (is_a_place or rows[0].key in SINGULAR)


def _csv_row(part: Breakdown, row: HeardRow) -> Sequence[object]:
    if row.heard is None:
        return (part.title, row.label, HIDDEN, row.asked, *("",) * 4, HIDDEN)
    shown = (row.share, row.low, row.high, row.chance)
    return (
        part.title,
        row.label,
        row.heard,
        row.asked,
        *("" if value is None else round(value, 4) for value in shown),
        "yes" if row.is_flagged else "no",
    )


def as_at(coverage: Coverage) -> str:
    """Return the day on which the audience was taken from the register, or nothing."""
    return day(coverage.as_at) if coverage.as_at else ""
