"""What kinds of services a system has, and which networks have them among their members."""

from collections.abc import Sequence
from datetime import date

import numpy as np
from django.utils import timezone

from regard.domains.register.models import Network, System
from regard.domains.register.rules import finding
from regard.domains.register.rules.columns import Ints
from regard.domains.register.types import Criteria, MixRow, NetworkKind, NetworkMix, ServiceType

from .searching import Search, begin


def count_mixes(*, system: System, on: date) -> tuple[list[MixRow], list[NetworkMix]]:
    """
    Return how many live services a system had on a day, and the networks that it had, by name.

    Services by place, council, kind, sector and size; networks each with the mix of their
    members. From the finder's columns, which stand in memory: as far as the register knows the
    day.
    """
    here = Network.objects.filter(systems=system).order_by("name", "pk")
    networks = [
        each
        for each in here
        if (each.founded_on is None or each.founded_on <= on)
        and (each.ended_on is None or each.ended_on > on)
    ]
    search = _begin(system, on, [each.pk for each in networks])
    return _services(search), _members(search, networks)


def _services(search: Search) -> list[MixRow]:
    rows, scene = search.ground.rows, search.scene
    of_each = (
        search.ground.places,
        search.ground.neighbourhoods,
        scene.columns["council"][rows],
        scene.columns["kind"][rows],
        scene.sector[rows],
        scene.size[rows],
    )
    alike, counts = _count_alike(of_each)
    return [
        MixRow(
            place_id=place or None,
            neighbourhood_id=neighbourhood or None,
            council_id=council,
            service_type=finding.KINDS[kind],
            sector=finding.SECTORS[sector],
            size_band=finding.SIZES[size],
            services=count,
        )
        for (place, neighbourhood, council, kind, sector, size), count in zip(
            alike, counts, strict=True
        )
    ]


def _members(search: Search, networks: Sequence[Network]) -> list[NetworkMix]:
    row, network = search.ground.networks
    is_here = np.isin(row, search.ground.rows)
    kinds = search.scene.columns["kind"][row[is_here]]
    found: dict[int, dict[ServiceType, int]] = {each.pk: {} for each in networks}
    alike, counts = _count_alike((network[is_here], kinds))
    for (network_id, kind), count in zip(alike, counts, strict=True):
        found[network_id][finding.KINDS[kind]] = count
    return [
        NetworkMix(each.pk, each.slug, each.name, NetworkKind(each.kind), found[each.pk])
        for each in networks
    ]


def _begin(system: System, on: date, networks: list[int]) -> Search:
    today = timezone.localdate()
    criteria = Criteria(as_at=None if on == today else on)
    return begin(system=system, criteria=criteria, networks=networks, today=today)


def _count_alike(columns: tuple[Ints, ...]) -> tuple[list[list[int]], list[int]]:
    """Return each combination that there is, ascending, and how many rows have it."""
    table = np.stack(columns, axis=1)[np.lexsort(columns[::-1])]
    is_other = np.ones(len(table), bool)
    is_other[1:] = (table[1:] != table[:-1]).any(axis=1)
    first = np.flatnonzero(is_other)
    return table[first].tolist(), np.diff(first, append=len(table)).tolist()
