"""The finder: a page of what a search finds, how many, and what each filter would leave."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db import connection
from django.db.models import Q
from numpy.typing import NDArray

from regard.domains.register.models import Council, Network, System
from regard.domains.register.permissions import Permission
from regard.domains.register.rules import facets, paging
from regard.domains.register.rules.drawing import Outline
from regard.domains.register.rules.finding import Found, count_different
from regard.domains.register.types import Criteria, Facet, Page, ServiceRow, Sort, Stretch
from regard.foundation.accounts.callers import require
from regard.foundation.authority import EVERYWHERE, Caller, is_allowed

from .outlines import list_council_outlines, list_outlines
from .searching import Search, begin
from .service_rows import stream_rows
from .services import read_page

AREAS = ("place", "council", "system")
"""Filters whose choices stand beside a map."""

LABELS = """
select 'place_ids', id::text, name from register_place where id = any(%(place_ids)s::bigint[])
union all
select 'neighbourhood_ids', id::text, name from register_place
    where id = any(%(neighbourhood_ids)s::bigint[])
union all
select 'council_ids', id::text, name from register_council
    where id = any(%(council_ids)s::bigint[])
union all
select 'system_ids', id::text, name from register_system where id = any(%(system_ids)s::bigint[])
union all
select 'network_ids', id::text, name from register_network
    where id = any(%(network_ids)s::bigint[])
union all
(select distinct on (brand_id) 'brand_ids', brand_id, brand_name from register_organisation
    where brand_id = any(%(brand_ids)s::text[]) and brand_id <> '' order by brand_id, id desc)
"""


@dataclass(frozen=True)
class England:
    """All of England, where no one system is asked about."""

    def scope_keys(self) -> frozenset[str]:
        return frozenset({EVERYWHERE})


@dataclass(frozen=True)
class Finding:
    """
    What a search found.

    Attributes:
        services, providers, locations: how many met it.
        everything: how many services there are before any word or filter.
        first: the place of the page's first service among them, from 1; 0 on an empty page.
        asked: the words that were looked for; "" for none.
        meant: the words that were found instead; "" where those asked for were.
    """

    page: Page[ServiceRow]
    services: int
    providers: int
    locations: int
    everything: int
    first: int
    facets: tuple[Facet, ...]
    sort: Sort
    asked: str = ""
    meant: str = ""


@dataclass(frozen=True)
class Wanted:
    """
    Which page of a search is wanted, in which order, and which filters to count in full.

    Attributes:
        sort: None for the usual one.
        in_full: names of filters of which every choice is wanted, not only the first few.
    """

    stretch: Stretch
    sort: Sort | None = None
    in_full: Collection[str] = ()


def find_services(
    *, system: System | None, criteria: Criteria, wanted: Wanted, caller: Caller, today: date
) -> Finding:
    """
    Return a page of the services that meet the criteria, with counts for every filter.

    :param system: None for all of England.
    :raises NotAllowed: if it is asked whom nobody can reach by one who may not view that.
    """
    return _finding(_look(system, criteria, caller, today), system, wanted)


def stream_services(
    *, system: System | None, criteria: Criteria, sort: Sort | None, caller: Caller, today: date
) -> Iterator[ServiceRow]:
    """
    Return every service that meets the criteria, in order, a chunk in memory at a time.

    :raises NotAllowed: as `find_services`.
    """
    search = _begin(system, criteria, caller, today)
    rows = search.narrow().rows
    ordered = paging.in_order(search.scene, rows, search.order(sort))
    return stream_rows(search.scene, ordered, system)


@dataclass(frozen=True)
class MapFinding:
    """
    Where the locations lie that a search found.

    Attributes:
        longitude, latitude: in degrees, of each location whose coordinates are known.
        locations: how many there are, with those that have none.
    """

    longitude: NDArray[np.float64]
    latitude: NDArray[np.float64]
    locations: int


def find_points(
    *,
    system: System | None,
    criteria: Criteria,
    in_full: Collection[str] = (),
    caller: Caller,
    today: date,
) -> tuple[Finding, MapFinding]:
    """
    Return where the locations lie that meet the criteria, with counts and no rows.

    :raises NotAllowed: as `find_services`.
    """
    look = _look(system, criteria, caller, today)
    finding = _finding(look, system, Wanted(Stretch(limit=0), in_full=in_full))
    rows, columns = look.found.rows, look.search.scene.columns
    _, first = np.unique(columns["location"][rows], return_index=True)
    longitude, latitude = columns["longitude"][rows[first]], columns["latitude"][rows[first]]
    known = ~np.isnan(longitude)
    return finding, MapFinding(longitude[known], latitude[known], len(first))


def may_see_reach(*, system: System | None, caller: Caller) -> bool:
    return is_allowed(caller, Permission.VIEW_REACH, system or England())


@dataclass(frozen=True)
class _Look:
    """A search made, and what it is to be shown with: the filters that the caller may see."""

    search: Search
    found: Found
    criteria: Criteria
    shown: list[str]


def _look(system: System | None, criteria: Criteria, caller: Caller, today: date) -> _Look:
    search = _begin(system, criteria, caller, today)
    shown = facets.list_shown(
        is_in_system=system is not None, sees_reach=may_see_reach(system=system, caller=caller)
    )
    return _Look(search, search.narrow(shown), criteria, shown)


def _finding(look: _Look, system: System | None, wanted: Wanted) -> Finding:
    search, found, words = look.search, look.found, look.search.words
    order = search.order(wanted.sort)
    cut = paging.cut(search.scene, found.rows, order=order, stretch=wanted.stretch)
    picked = facets.pick(found.counts, criteria=look.criteria, in_full=wanted.in_full)
    return Finding(
        page=read_page(search, cut, order, system),
        services=len(found.rows),
        providers=count_different(search.scene.providers[found.rows]),
        locations=count_different(search.scene.columns.locations[1][found.rows]),
        everything=search.everything,
        first=cut.first + 1 if len(cut.rows) else 0,
        facets=facets.label(
            picked, criteria=look.criteria, counts=found.counts, names=_read_labels(picked)
        ),
        sort=order.sort,
        asked=" ".join(words.words) if words else "",
        meant=" ".join(words.meant) if words and words.meant != words.words else "",
    )


def _begin(system: System | None, criteria: Criteria, caller: Caller, today: date) -> Search:
    if criteria.is_reachable is not None:
        require(caller, Permission.VIEW_REACH, system or England())
    return begin(
        system=system,
        criteria=criteria,
        networks=_networks_to_see(system, caller),
        today=today,
    )


def _networks_to_see(system: System | None, caller: Caller) -> list[int]:
    """Return the networks here of which the caller may see who belongs to them."""
    found = Network.objects.filter(ended_on=None)
    if system is not None:
        found = found.filter(systems=system)
    if not is_allowed(caller, Permission.KEEP_ROLL, system or England()):
        scopes = [
            grant.scope_key for grant in caller.grants if Permission.KEEP_ROLL in grant.permissions
        ]
        kept = [scope.removeprefix("network:") for scope in scopes if scope.startswith("network:")]
        found = found.filter(Q(shows_members=True) | Q(pk__in=[int(number) for number in kept]))
    return list(found.values_list("pk", flat=True).distinct())


def _read_labels(picked: Mapping[str, Sequence[tuple[object, int]]]) -> dict[tuple[str, str], str]:
    """Return the name of each choice that is a thing of the register, by filter and value."""
    names = (
        "place_ids",
        "neighbourhood_ids",
        "council_ids",
        "system_ids",
        "network_ids",
        "brand_ids",
    )
    parameters = {name: [value for value, _ in picked.get(name, ())] for name in names}
    with connection.cursor() as cursor:
        cursor.execute(LABELS, parameters)
        return {(name, value): label for name, value, label in cursor.fetchall()}


def list_finder_outlines(*, system: System | None, on: date) -> list[Outline]:
    """Return what a map of the finder is drawn from: a system's outlines, or all councils'."""
    if system is not None:
        return list_outlines(system=system, on=on)
    councils = Council.objects.filter(valid_to=None, is_made_up=False)
    return list_council_outlines(council_ids=councils.values_list("pk", flat=True), on=on)
