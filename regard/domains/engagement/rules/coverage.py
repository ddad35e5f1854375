"""Whose voice an exercise has, worked out from counts; and whom to ask next."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from regard.domains.engagement.types import Breakdown, Count, HeardRow
from regard.domains.register.types import Sector, ServiceType, SizeBand
from regard.foundation.analysis import representation
from regard.foundation.analysis.disclosure import is_small, suppress_counts

HOME_CARE_AT = 0.05
"""The level of home care's own test. Asked in advance of one group, it needs no adjustment."""

IN_NO_PLACE = "In no place"


@dataclass(frozen=True)
class Cell:
    """Services that are alike in everything counted, and how many of them were heard."""

    service_type: str
    place_name: str
    size_band: str
    sector: str
    asked: int
    heard: int


@dataclass(frozen=True)
class Field:
    """Something that services are told apart by, and its words on the page."""

    key: str
    title: str
    column: str
    label: Callable[[str], str]
    order: tuple[str, ...] = ()


FIELDS = (
    Field("service_type", "By type of service", "Type", lambda key: ServiceType(key).label),
    Field("place_name", "By place", "Place", lambda key: key or IN_NO_PLACE),
    Field(
        "size_band",
        "By size of provider",
        "Provider",
        lambda key: SizeBand(key).label,
        order=tuple(SizeBand),
    ),
    Field("sector", "By sector", "Sector", lambda key: Sector(key).label),
)
"""A field with an `order` keeps it; the groups of the others are put least heard first."""


@dataclass(frozen=True)
class Findings:
    """What the counts say; the attributes are those of `types.Coverage`."""

    asked: int
    heard: int | None
    share: float | None
    breakdowns: tuple[Breakdown, ...]
    groups: int
    home_care_alarm: bool


def work_out(cells: Sequence[Cell]) -> Findings:
    """
    Return how much of each group was heard, with what is too small to show left out.

    Every group of every breakdown is tested against the whole audience, and the tests are
    adjusted for one another, because they are read on one page. A breakdown of one group only
    would say again what is said of the whole, and is left out.
    """
    asked = sum(cell.asked for cell in cells)
    heard = sum(cell.heard for cell in cells)
    if not asked:
        return Findings(0, 0, None, (), groups=0, home_care_alarm=False)
    fields = [field for field in FIELDS if len({getattr(cell, field.key) for cell in cells}) > 1]
    compared = representation.adjust_together([_compare(cells, field) for field in fields])
    hides = is_small(heard)
    return Findings(
        asked=asked,
        heard=None if hides else heard,
        share=None if hides else heard / asked,
        breakdowns=tuple(
            _breakdown(field, found) for field, found in zip(fields, compared, strict=True)
        ),
        groups=sum(int(np.count_nonzero(~np.isnan(found.adjusted_p))) for found in compared),
        home_care_alarm=any(
            _home_care_alarm(found)
            for field, found in zip(fields, compared, strict=True)
            if field.key == "service_type"
        ),
    )


def hide_small(counts: Mapping[str, int]) -> tuple[tuple[Count, ...], int | None]:
    """Return counts of contributions fit to show, the greatest first, and their total."""
    total = sum(counts.values())
    shown = suppress_counts(list(counts.values()))
    rows = [
        Count(label, None if math.isnan(value) else int(value))
        for label, value in zip(counts, shown, strict=True)
    ]
    rows.sort(key=lambda row: (row.count is None, -(row.count or 0), row.label))
    return tuple(rows), None if is_small(total) else total


def missing_to_its_share(row: HeardRow, *, share: float) -> int:
    """Return how many more services of a group would have to answer to reach its share."""
    return 0 if row.heard is None else max(0, math.ceil(share * row.asked) - row.heard)


@dataclass(frozen=True)
class Calls:
    """
    How many answers would close most of the gap, by group, the most lacking first.

    Attributes:
        groups: a group and how many answers it takes.
    """

    groups: tuple[tuple[HeardRow, int], ...]

    @property
    def count(self) -> int:
        return sum(count for _, count in self.groups)


def plan_calls(breakdowns: Sequence[Breakdown], *, share: float | None) -> Calls | None:
    """
    Return how many answers would close most of the gap: over half of it, in every group.

    The gap is what the groups flagged lack to reach the whole register's share. Where groups
    of several breakdowns are flagged, the breakdown that lacks most decides, as the same
    services stand behind the others.

    :return: None where no group is flagged.
    """
    if share is None:
        return None
    plans = [
        Calls(
            tuple(
                sorted(
                    (
                        (row, missing_to_its_share(row, share=share) // 2 + 1)
                        for row in part.rows
                        if row.is_flagged
                    ),
                    key=lambda group: -group[1],
                )
            ),
        )
        for part in breakdowns
    ]
    best = max(plans, key=lambda plan: plan.count, default=None)
    return best if best and best.groups else None


def weigh(breakdowns: Sequence[Breakdown], *, share: float | None) -> dict[tuple[str, str], float]:
    """
    Return how much an answer from each flagged group would add, by breakdown and group.

    That is how far the group is below the whole register's share, 0 to 1: a group of which
    nobody was heard weighs 1.
    """
    if not share:
        return {}
    return {
        (part.key, row.key): 1 - row.share / share
        for part in breakdowns
        for row in part.rows
        if row.is_flagged and row.share is not None
    }


def _compare(cells: Sequence[Cell], field: Field) -> representation.Coverage:
    asked: Counter[str] = Counter()
    heard: Counter[str] = Counter()
    for cell in cells:
        key = getattr(cell, field.key)
        asked[key] += cell.asked
        heard[key] += cell.heard
    ordered = field.order or tuple(sorted(asked, key=lambda key: (key == "", field.label(key))))
    population = {key: asked[key] for key in ordered if asked[key]}
    return representation.compare_coverage(heard=heard, population=population).hide_small_groups()


def _breakdown(field: Field, found: representation.Coverage) -> Breakdown:
    rows = [
        HeardRow(
            key=key,
            label=field.label(key),
            asked=int(found.population[i]),
            heard=None if math.isnan(found.heard[i]) else int(found.heard[i]),
            share=_known(found.share[i]),
            low=_known(found.low[i]),
            high=_known(found.high[i]),
            chance=_known(found.adjusted_p[i]),
            is_flagged=bool(found.flagged[i]),
        )
        for i, key in enumerate(found.groups)
    ]
    if not field.order:
        rows.sort(key=lambda row: math.inf if row.share is None else row.share)
    return Breakdown(field.key, field.title, field.column, tuple(rows))


def _home_care_alarm(by_type: representation.Coverage) -> bool:
    if ServiceType.HOME_CARE not in by_type.groups:
        return False
    i = by_type.groups.index(ServiceType.HOME_CARE)
    return bool(np.nan_to_num(by_type.p[i], nan=1.0) <= HOME_CARE_AT or by_type.flagged[i])


def _known(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
