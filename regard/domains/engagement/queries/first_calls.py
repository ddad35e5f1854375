"""Whom to ring first, so that few calls close most gaps."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regard.domains.engagement.models import AudienceMember, AudienceNetwork
from regard.domains.engagement.rules.gaps import (
    RING_FIRST,
    Contacts,
    Gap,
    choose_contacts,
    list_gaps,
)
from regard.domains.register import queries as register

from .coverage import add_contacts, groups_of, list_missing, list_network_names
from .heard import is_heard_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from regard.domains.engagement.models import Exercise
    from regard.domains.engagement.types import Coverage, MissingRow
    from regard.foundation.authority import Caller

    Group = tuple[str, str]


@dataclass(frozen=True)
class FirstCalls:
    """
    The few locations whose answers would close most gaps.

    Attributes:
        gaps: the groups heard less than their share, what lacks most first.
        rows: the first to ring, at most `rules.gaps.RING_FIRST`, in order, with how to reach them.
        contacts: all that would close the gaps, of which `rows` are the first.
        first: what the rows alone would bring, by group.
        through: by location, who could ask it: networks whose members the caller may see, and
            its council.
    """

    gaps: tuple[Gap, ...]
    rows: tuple[MissingRow, ...]
    contacts: Contacts
    first: Mapping[tuple[str, str], int]
    through: Mapping[int, tuple[str, ...]]


def choose_locations(*, exercise: Exercise, coverage: Coverage) -> tuple[list[Gap], Contacts]:
    """
    Return the gaps, and the locations that would close most of them, in the order to ask them.

    For a reader who may see who is missing. Two queries. For the chase list too, which puts
    these first. A gap counts as mostly closed when over half of what it lacks has come.
    """
    gaps = list_gaps(coverage)
    needs = {gap.group: gap.to_share // 2 + 1 for gap in gaps if gap.to_share}
    if not needs:
        return gaps, Contacts((), {}, enough=True)
    return gaps, choose_contacts(adds=_adds(exercise, coverage, needs), needs=needs)


def get_first_calls(
    *, exercise: Exercise, coverage: Coverage, caller: Caller, on: date
) -> FirstCalls:
    """
    Return whom to ring first, for a caller who may see who is missing and how to reach them.

    :param on: today; who may see a network's members is asked of that day.
    """
    gaps, contacts = choose_locations(exercise=exercise, coverage=coverage)
    wanted = contacts.location_ids[:RING_FIRST]
    found = {
        row.location_id: row
        for row in list_missing(exercise=exercise, coverage=coverage, locations=wanted)
    }
    rows = add_contacts(exercise=exercise, rows=[found[location_id] for location_id in wanted])
    needs = {gap.group: gap.to_share // 2 + 1 for gap in gaps if gap.to_share}
    adds = _adds(exercise, coverage, needs, locations=wanted) if wanted else {}
    return FirstCalls(
        gaps=tuple(gaps),
        rows=tuple(rows),
        contacts=contacts,
        first=choose_contacts(adds=adds, needs=needs).closed,
        through=_through(exercise, wanted, caller, on),
    )


def _adds(
    exercise: Exercise,
    coverage: Coverage,
    needs: Mapping[Group, int],
    *,
    locations: Sequence[int] | None = None,
) -> dict[int, Counter[Group]]:
    """Return how many services of each group a silent location would add, by name of location."""
    labels = {(part.key, row.key): row.label for part in coverage.breakdowns for row in part.rows}
    networks = list_network_names(exercise=exercise)
    silent = AudienceMember.objects.filter(exercise=exercise).exclude(is_heard_in(exercise))
    if locations is not None:
        silent = silent.filter(location__in=locations)
    adds: dict[int, Counter[Group]] = defaultdict(Counter)
    for member in silent.order_by("location__name", "location", "pk"):
        groups = groups_of([member], networks.get(member.location_id, ()), labels)
        adds[member.location_id].update(group for group in groups if group in needs)
    return {location_id: counts for location_id, counts in adds.items() if counts}


def _through(
    exercise: Exercise, locations: Sequence[int], caller: Caller, on: date
) -> dict[int, tuple[str, ...]]:
    """Return who could ask each location. A network's members stay its own, unless shown."""
    ties = (
        AudienceNetwork.objects.filter(member__exercise=exercise, member__location__in=locations)
        .select_related("network")
        .order_by("network__name", "member__location")
    )
    names: dict[int, list[str]] = defaultdict(list)
    may_see: dict[int, bool] = {}
    for tie in ties.select_related("network", "member"):
        if tie.network_id not in may_see:
            may_see[tie.network_id] = register.may_view_members(
                network=tie.network, caller=caller, on=on
            )
        if may_see[tie.network_id]:
            names[tie.member.location_id].append(tie.network.name)
    councils = AudienceMember.objects.filter(exercise=exercise, location__in=locations)
    for location_id, council in councils.values_list("location", "location__council__name"):
        names[location_id].append(council)
    return {location_id: tuple(dict.fromkeys(found)) for location_id, found in names.items()}
