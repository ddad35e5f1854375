"""Whose voice an exercise has, worked out from counts; and whom to ask next."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from regard.domains.engagement.types import Alarm, Breakdown, Count, HeardRow, Likeness
from regard.domains.register.types import Sector, ServiceType, SizeBand
from regard.foundation.analysis import likeness, representation
from regard.foundation.analysis.disclosure import is_small, suppress_counts

from .network_coverage import NetworkCell, compare_networks

ALARM_AT = 0.05
"""The level of a standing alarm. Asked in advance of one group, it needs no adjustment."""

ALARMS = (("service_type", ServiceType.HOME_CARE), ("size_band", SizeBand.ONE))
"""Who is hardest to hear and easiest to miss: always asked after, by a test of their own."""

IN_NO_PLACE = "In no place"
IN_NO_GROUP = "In no group"
OTHER_GROUPS = "other groups"
"""The key of all groups of providers that are too small to stand alone."""

MOST_GROUPS = 20
SMALLEST_GROUP = 20
"""Groups of providers shown by name: the greatest, each of at least so many services."""

Tally = Mapping[str, tuple[int, int]]
"""By group: how many services were asked, and how many of them were heard."""


@dataclass(frozen=True)
class Counted:
    """
    How many services were asked and heard, in all and by each thing counted.

    Attributes:
        tallies: by a field's key; each adds up to `asked` and `heard`.
        networks: services that belong to the very same networks, taken together; none where
            nobody belongs to any. They add up to `asked` and `heard`.
    """

    asked: int
    heard: int
    tallies: Mapping[str, Tally]
    networks: Sequence[NetworkCell] = ()


@dataclass(frozen=True)
class Field:
    """Something that services are told apart by, and its words on the page."""

    key: str
    title: str
    column: str
    label: Callable[[str], str]
    order: tuple[str, ...] = ()


GROUP_WORDS = {"": IN_NO_GROUP, OTHER_GROUPS: "Smaller groups together"}

RATINGS_IN_ORDER = ("Outstanding", "Good", "Requires improvement", "Inadequate", "")
"""As the regulator words them, the best first; what is worded otherwise comes after."""

DEPRIVATION_WORDS = {"1": "1, the most deprived", "10": "10, the least deprived"}

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
    Field("group_name", "By group", "Group", lambda key: GROUP_WORDS.get(key, key)),
    Field("rating", "By rating", "Rating", lambda key: key or "Not rated", order=RATINGS_IN_ORDER),
    Field("rurality", "By kind of area", "Area", lambda key: key or "Not known"),
    Field(
        "deprivation",
        "By deprivation",
        "Tenth of areas",
        lambda key: DEPRIVATION_WORDS.get(key, key or "Not known"),
        order=(*(str(decile) for decile in range(1, 11)), ""),
    ),
)
"""A field with an `order` keeps it; the groups of the others are put least heard first."""


NETWORKS = Field("network", "By network", "Network", lambda key: key or "In no network")
"""Counted apart: a service can be in several."""


@dataclass(frozen=True)
class Findings:
    """What the counts say; the attributes are those of `types.Coverage`."""

    asked: int
    heard: int | None
    share: float | None
    breakdowns: tuple[Breakdown, ...]
    groups: int
    alarms: tuple[Alarm, ...] = ()
    absent: tuple[str, ...] = ()

    @property
    def home_care_alarm(self) -> bool:
        return any(alarm.key == ServiceType.HOME_CARE for alarm in self.alarms)


def work_out(counted: Counted) -> Findings:
    """
    Return how much of each group was heard, with what is too small to show left out.

    Every group of every breakdown is tested against the whole audience, and the tests are
    adjusted for one another, because they are read on one page. A breakdown of one group only
    would say again what is said of the whole, and is left out.
    """
    asked, heard = counted.asked, counted.heard
    if not asked:
        return Findings(0, 0, None, (), groups=0)
    fields = [each for each in FIELDS if len(counted.tallies.get(each.key, ())) > 1]
    found = [_compare(counted.tallies[each.key], each) for each in fields]
    if counted.networks:
        fields.append(NETWORKS)
        found.append(compare_networks(counted.networks, asked=asked, heard=heard))
    compared = representation.adjust_together(found)
    hides = is_small(heard)
    pairs = list(zip(fields, compared, strict=True))
    return Findings(
        asked=asked,
        heard=None if hides else heard,
        share=None if hides else heard / asked,
        breakdowns=tuple(_breakdown(each, result) for each, result in pairs),
        groups=sum(int(np.count_nonzero(~np.isnan(result.adjusted_p))) for result in compared),
        alarms=_alarms(pairs),
        absent=tuple(
            key for key in ("rurality", "deprivation") if set(counted.tallies.get(key, ())) == {""}
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


def _compare(tally: Tally, field: Field) -> representation.Coverage:
    if field.key == "group_name":
        tally = _gather_small_groups(tally)
    known = sorted(tally, key=lambda key: (key == "", field.label(key)))
    ordered = (*field.order, *(key for key in known if key not in field.order))
    population = {key: tally[key][0] for key in ordered if key in tally and tally[key][0]}
    heard = {key: tally[key][1] for key in population}
    return representation.compare_coverage(heard=heard, population=population).hide_small_groups()


def _gather_small_groups(tally: Tally) -> Tally:
    """Return the greatest groups by themselves, all others as one."""
    named = sorted((key for key in tally if key), key=lambda key: (-tally[key][0], key))
    shown = [key for key in named if tally[key][0] >= SMALLEST_GROUP][:MOST_GROUPS]
    others = [tally[key] for key in named if key not in shown]
    gathered = {key: tally[key] for key in ("", *shown) if key in tally}
    if others:
        asked, heard = zip(*others, strict=True)
        gathered[OTHER_GROUPS] = (sum(asked), sum(heard))
    return gathered


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
    adds_up = field is not NETWORKS
    return Breakdown(
        field.key,
        field.title,
        field.column,
        tuple(rows),
        likeness=_likeness(found) if adds_up else Likeness(),
    )


def _likeness(found: representation.Coverage) -> Likeness:
    """Return the figures of others. Groups that are hidden count as one, as their sum is known."""
    if is_small(found.total_heard):
        return Likeness()
    hidden = found.hidden
    heard = found.heard[~hidden]
    population = found.population[~hidden]
    score = likeness.r_score(heard, population)
    if hidden.any():
        heard = np.append(heard, found.total_heard - heard.sum())
        population = np.append(population, found.total_population - population.sum())
    return Likeness(
        r_score=_known(score),
        similarity=_known(likeness.proportional_similarity(heard, population)),
        r_indicator=_known(likeness.r_indicator(heard, population)),
    )


def _alarms(pairs: Sequence[tuple[Field, representation.Coverage]]) -> tuple[Alarm, ...]:
    """Return the standing alarms that are raised, of groups that are shown."""
    raised = []
    for breakdown, group in ALARMS:
        for field, found in pairs:
            if field.key != breakdown or group not in found.groups:
                continue
            i = found.groups.index(group)
            if np.nan_to_num(found.p[i], nan=1.0) <= ALARM_AT:
                chance = float(found.p[i])
                raised.append(Alarm(breakdown, str(group), field.label(group), chance))
    return tuple(raised)


def _known(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
