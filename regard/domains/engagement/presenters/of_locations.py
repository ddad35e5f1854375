"""What services were asked and said, on the register's pages."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from regard.domains.engagement import queries
from regard.domains.engagement.queries.board import list_board
from regard.domains.engagement.rules.board import Service, fits_some
from regard.domains.register import queries as register

from .exercises import STAGE_TAGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from regard.domains.engagement.types.inviting import BoardRow
    from regard.domains.register.models import Location, System
    from regard.domains.register.types import ServiceType
    from regard.foundation.authority import Caller


TITLES_SHOWN = 3
"""Of what there is to take part in: the soonest to end. The board has the rest."""


class HasLocation(Protocol):
    """A row of the register's page of one's own services, as far as this needs it."""

    @property
    def location(self) -> Location: ...

    @property
    def system(self) -> System | None: ...

    @property
    def place_name(self) -> str: ...

    @property
    def kinds(self) -> tuple[ServiceType, ...]: ...


@dataclass(frozen=True)
class Offered:
    """What somebody's services in one system can take part in."""

    system: System
    how_many: int
    first: tuple[BoardRow, ...]


def services_of(rows: Iterable[HasLocation], places: Mapping[int, str]) -> list[Service]:
    """Return services as the board knows them, those with something going on there today."""
    numbers: dict[str, set[int]] = defaultdict(set)
    for number, name in places.items():
        numbers[name].add(number)
    return [
        Service(
            name=row.location.name,
            service_types=frozenset(str(kind) for kind in row.kinds),
            place_ids=frozenset(numbers.get(row.place_name, ())),
        )
        for row in rows
        if row.kinds
    ]


def said_of_location(system: System, location: Location, caller: Caller) -> SafeString:
    """
    Return what a service was asked and said, under any record of its chain, as HTML.

    Nothing in drafts, and no more of who said what than the caller may know.
    """
    chain = register.chain_of(location=location.pk)
    rows = queries.list_asked_of(location_ids=chain, caller=caller)
    context = {"system": system, "location": location, "rows": rows, "tags": STAGE_TAGS}
    return _render("engagement/of_location.jinja", context)


def asked_of_own(rows: Sequence[HasLocation], caller: Caller) -> SafeString:
    """Return what somebody's own services were asked, and what became of it, as HTML."""
    names = {row.location.pk: row.location.name for row in rows}
    asked = queries.list_asked_of(location_ids=list(names), caller=caller)
    context = {
        "rows": asked,
        "names": names,
        "tags": STAGE_TAGS,
        "offered": [offered for offered in _offered(rows) if offered.how_many],
    }
    return _render("engagement/of_own.jinja", context)


def _offered(rows: Sequence[HasLocation]) -> Iterator[Offered]:
    """Yield what is on the board of each system for the services there. A dozen queries each."""
    systems = {row.system.pk: row.system for row in rows if row.system is not None}
    for number, system in sorted(systems.items(), key=lambda item: item[1].name):
        places = {place.pk: place.name for place in register.list_places(system=system)}
        here = [row for row in rows if row.system is not None and row.system.pk == number]
        services = services_of(here, places)
        found = [
            row
            for row in list_board(system=system, today=timezone.localdate())
            if fits_some(row, services)
        ]
        yield Offered(system, len(found), tuple(found[:TITLES_SHOWN]))


def _render(name: str, context: Mapping[str, object]) -> SafeString:
    return mark_safe(render_to_string(name, dict(context)))  # noqa: S308 (our own template, escaped)
