"""How who was heard is worded, beside everyone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regard.domains.engagement.rules.monitoring import BY_KEY
from regard.domains.engagement.rules.words import count, day
from regard.foundation.design.words import percent_words

from .coverage import in_a_list

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regard.domains.engagement.models import Population
    from regard.domains.engagement.types.monitoring import (
        CharacteristicHeard,
        Equality,
        GroupHeard,
    )

HEARD_HEAD = (
    "Group",
    "Heard",
    "Share of those who told",
    "95% interval",
    "Of everyone",
    "Finding",
)

POPULATIONS_HEAD = ("Characteristic", "Group", "People", "Source", "As at")


def equality_lede(found: Equality) -> str:
    """Return the finding in numbers: who told, and which groups are heard less."""
    if found.people == 0:
        return "No person has spoken for themselves yet."
    if found.told is None or found.people is None:
        return "Too few people have told us about themselves to count them."
    told = f"{found.told:,} of {count(found.people, 'person', 'people')} told us about themselves."
    few = [
        f"{group.label} ({each.name.lower()})"
        for each in found.characteristics
        for group in each.groups
        if group.is_flagged
    ]
    if few:
        return f"{told} Heard less than their share of everyone: {in_a_list(few)}."
    if all(each.source is None for each in found.characteristics):
        return f"{told} No population is loaded to compare them with."
    return f"{told} No group is heard less than its share by more than chance explains."


def heard_rows(each: CharacteristicHeard) -> list[tuple[str, ...]]:
    """Return the groups of a characteristic, a row each, under HEARD_HEAD."""
    return [_heard_row(group) for group in each.groups]


def source_words(each: CharacteristicHeard) -> str:
    """Return where the population comes from, or that there is none."""
    if each.source is None or each.as_at is None:
        return "No population is loaded to compare with."
    return f"Everyone: {each.source}, as at {day(each.as_at)}."


def population_rows(rows: Iterable[Population]) -> list[tuple[object, ...]]:
    """Return what is loaded under POPULATIONS_HEAD."""
    return [
        (
            BY_KEY[row.characteristic].name
            if row.characteristic in BY_KEY
            else row.characteristic,
            BY_KEY[row.characteristic].label(row.value)
            if row.characteristic in BY_KEY
            else row.value,
            row.people,
            row.source,
            day(row.as_at),
        )
        for row in rows
    ]


def _heard_row(group: GroupHeard) -> tuple[str, ...]:
    stated = "–" if group.stated is None else percent_words(group.stated)
    if group.heard is None:
        return (group.label, "Too few to show", "–", "–", stated, "")
    if group.share is None or group.low is None or group.high is None:
        return (group.label, f"{group.heard:,}", "–", "–", stated, "")
    interval = f"{percent_words(group.low)} to {percent_words(group.high)}"
    finding = "Heard less than its share" if group.is_flagged else ""
    return (group.label, f"{group.heard:,}", percent_words(group.share), interval, stated, finding)
