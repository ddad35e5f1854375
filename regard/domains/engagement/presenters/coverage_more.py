"""How the figures beside coverage, its gaps and the first calls are worded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regard.domains.engagement.rules.words import count
from regard.foundation.design.words import percent_words

from .coverage import in_a_list, words_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regard.domains.engagement.queries.first_calls import FirstCalls
    from regard.domains.engagement.types import Coverage

ABSENT_WORDS = {
    "rurality": "kind of area (town or country)",
    "deprivation": "deprivation",
}

LIKENESS_HEAD = ("Breakdown", "R-score", "Proportional similarity", "R-indicator")

GAPS_HEAD = ("Group", "Heard", "To its share", "To no longer stand out", "These calls bring")


@dataclass(frozen=True)
class Call:
    """A location to ring, and who else could ask it."""

    row: object
    through: str


def alarm_words(coverage: Coverage) -> str:
    """Return the standing alarms as a sentence, or nothing where none is raised."""
    labels = {row.key: words_for(row) for part in coverage.breakdowns for row in part.rows}
    names = [labels.get(alarm.key, alarm.label) for alarm in coverage.alarms]
    if not names:
        return ""
    whom = in_a_list(names)
    verb = "is" if len(names) == 1 and coverage.alarms[0].breakdown == "service_type" else "are"
    return (
        f"{whom[:1].upper()}{whom[1:]} {verb} heard less than chance explains. We always ask "
        "after home care and after providers with one service, each by a test of its own."
    )


def absent_words(coverage: Coverage) -> str:
    """Return what there is no breakdown by because the register has not loaded it."""
    if not coverage.absent:
        return ""
    names = in_a_list([ABSENT_WORDS[key] for key in coverage.absent])
    return (
        f"There is no breakdown by {names}: the register had not loaded it on the day this opened."
    )


def likeness_rows(coverage: Coverage) -> list[tuple[str, ...]]:
    """Return the figures of others, a row a breakdown, under LIKENESS_HEAD."""
    return [
        (
            part.title,
            *(
                "Too few to show" if value is None else f"{value:.2f}"
                for value in (
                    part.likeness.r_score,
                    part.likeness.similarity,
                    part.likeness.r_indicator,
                )
            ),
        )
        for part in coverage.breakdowns
        if part.key != "network"
    ]


def first_calls_lede(found: FirstCalls) -> str:
    """Return how few calls would close how much."""
    if not found.rows:
        return "No group is heard less than its share, so there is no gap to close."
    all_of_it = len(found.contacts.location_ids)
    lede = f"{count(len(found.gaps), 'group')} heard less than its share."
    if len(found.gaps) > 1:
        lede = f"{count(len(found.gaps), 'group')} are heard less than their share."
    if all_of_it > len(found.rows):
        end = "" if found.contacts.enough else ", as far as it can be"
        return (
            f"{lede} Answers from {count(all_of_it, 'place')} would close over half of every "
            f"gap{end}. Ring these {len(found.rows)} first."
        )
    return f"{lede} These {count(all_of_it, 'place')} would close over half of every gap."


def gap_rows(found: FirstCalls) -> list[tuple[object, ...]]:
    """Return the gaps under GAPS_HEAD, what lacks most first."""
    return [
        (
            gap.label,
            f"{gap.heard:,} of {gap.asked:,} ({percent_words(gap.heard / gap.asked)})",
            gap.to_share,
            gap.to_chance,
            found.first.get(gap.group, 0),
        )
        for gap in found.gaps
    ]


def calls(found: FirstCalls) -> list[Call]:
    """Return those to ring, in order."""
    return [Call(row, in_a_list(found.through.get(row.location_id, ()))) for row in found.rows]


def through_words(found: FirstCalls) -> str:
    """Return who could ask several of them at once, who most first, as a sentence or nothing."""
    times: dict[str, int] = {}
    for row in found.rows:
        for name in found.through.get(row.location_id, ()):
            times[name] = times.get(name, 0) + 1
    several: Sequence[tuple[str, int]] = sorted(
        ((name, n) for name, n in times.items() if n > 1), key=lambda pair: (-pair[1], pair[0])
    )
    if not several:
        return ""
    whom = in_a_list([f"{name} ({n} of them)" for name, n in several])
    return f"Or ask through {whom}."
