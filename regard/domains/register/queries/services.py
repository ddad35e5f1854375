"""The services that criteria mean: all of them, how many, or a stretch at a time."""

from django.utils import timezone

from regard.domains.register.models import System
from regard.domains.register.rules import paging
from regard.domains.register.rules.columns import Ints
from regard.domains.register.types import Criteria, Page, ServiceRow, Sort, Stretch

from .searching import Search, begin
from .service_rows import read_rows


def list_audience(*, system: System, criteria: Criteria) -> list[ServiceRow]:
    """Return every live service in the system that meets the criteria, by name."""
    search, rows = _meeting(system, criteria)
    ordered = paging.in_order(search.scene, rows, paging.Order(Sort.NAME))
    return read_rows(search.scene, ordered, system)


def list_services_of(*, system: System, location_id: int) -> list[ServiceRow]:
    """Return the live services at one location of the system; none once it has ended."""
    search, rows = _meeting(system, Criteria())
    ours = rows[search.scene.columns["location"][rows] == location_id]
    return read_rows(search.scene, ours, system)


def count_audience(*, system: System, criteria: Criteria) -> int:
    """Return how many live services in the system meet the criteria."""
    _, rows = _meeting(system, criteria)
    return len(rows)


def list_services(
    *, system: System, criteria: Criteria, after: str | None, limit: int, before: str | None = None
) -> Page[ServiceRow]:
    """
    Return a stretch of the live services that meet the criteria, by name.

    :param after: the `after` of the stretch before; None to begin. What it cannot read
        begins too.
    :param before: the `before` of the stretch after; it goes first if both are given.
    """
    search, rows = _meeting(system, criteria)
    order = paging.Order(Sort.NAME)
    stretch = Stretch(limit=limit, after=after, before=before)
    return read_page(
        search, paging.cut(search.scene, rows, order=order, stretch=stretch), order, system
    )


def read_page(
    search: Search, cut: paging.Cut, order: paging.Order, system: System | None
) -> Page[ServiceRow]:
    """Return a stretch as rows, with what to ask for the next and the one before."""
    rows = read_rows(search.scene, cut.rows, system)
    some = len(cut.rows) > 0
    return Page(
        rows=tuple(rows),
        after=paging.write_cursor(search.scene, cut.rows[-1], order)
        if some and cut.is_more
        else None,
        before=paging.write_cursor(search.scene, cut.rows[0], order)
        if some and cut.first
        else None,
    )


def _meeting(system: System, criteria: Criteria) -> tuple[Search, Ints]:
    search = begin(
        system=system,
        criteria=criteria,
        networks=criteria.network_ids,
        today=timezone.localdate(),
    )
    return search, search.narrow().rows
