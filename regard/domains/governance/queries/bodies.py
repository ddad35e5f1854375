"""
Bodies: which there are on a day, and who took over from whom.

That a body exists, what it is for and by what right, is public.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regard.domains.governance.models import Body, BodyRole, BodySuccession, LegalBasis
from regard.domains.governance.types import BasisKind, BodyKind, SuccessionKind
from regard.domains.register.types import AreaLevel
from regard.foundation.accounts.callers import require
from regard.foundation.base.errors import NotFound

from .days import live_on

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from django.db.models import QuerySet

    from regard.domains.register.models import System
    from regard.foundation import authority
    from regard.foundation.authority import Caller


@dataclass(frozen=True)
class BodyRow:
    """
    A body as it is listed.

    Attributes:
        kinds: what it is on the day, what it is first before its other roles.
        area: the place or council it is for, by name; empty for the whole of its level.
        bases: how binding each right is by which it was there on the day; none: none known.
        hours_a_year: what its meetings and the reading for them ask of one member.
    """

    body_id: int
    slug: str
    name: str
    kinds: tuple[BodyKind, ...]
    level: AreaLevel
    area: str
    about: str
    run_by: str
    network_id: int | None
    place_id: int | None
    council_id: int | None
    parent_id: int | None
    parent_name: str
    is_open: bool
    meetings_a_year: int
    minutes_each: int
    hours_a_year: float
    bases: tuple[BasisKind, ...]
    valid_from: date | None
    valid_to: date | None

    @property
    def kind(self) -> BodyKind:
        return self.kinds[0]


@dataclass(frozen=True)
class ChainRow:
    """
    A body before or after another.

    Attributes:
        steps: how many successions away; below 0 before it, above 0 after it.
    """

    body_id: int
    slug: str
    name: str
    kind: SuccessionKind
    on: date
    steps: int


def get_body(
    *, system: System, slug: str, caller: Caller, to: authority.Permission | None = None
) -> Body:
    """
    Return a body of the system by the end of its address; one that has ended too.

    :raises NotFound: if there is none.
    :raises NotAllowed: if the caller may not do `to` with it; SignInNeeded if nobody is
        signed in.
    """
    related = ("system", "place", "council", "network", "parent")
    body = Body.objects.filter(system=system, slug=slug).select_related(*related).first()
    if body is None:
        raise NotFound("There is no such body in this system")
    if to is not None:
        require(caller, to, body)
    return body


def list_bodies(*, system: System, on: date) -> list[BodyRow]:
    """Return the bodies that were there on a day, from the widest level, by name."""
    return list_rows(Body.objects.filter(live_on(on), system=system), on)


def get_row(*, body: Body, on: date) -> BodyRow:
    """Return a body with its roles and rights of a day, whether or not it was there then."""
    return list_rows(Body.objects.filter(pk=body.pk), on)[0]


def list_below(*, body: Body, on: date) -> list[BodyRow]:
    """Return the bodies of a day that answer to this one, by name."""
    return list_rows(Body.objects.filter(live_on(on), parent=body), on)


def list_ended_bodies(*, system: System, on: date) -> list[BodyRow]:
    """Return the bodies that had ended by a day with what each was first, the newest first."""
    ended = Body.objects.filter(system=system, valid_to__lte=on)
    rows = list_rows(ended, on)
    return sorted(rows, key=lambda row: (row.valid_to or on, row.name), reverse=True)


def list_chain(*, body: Body) -> list[ChainRow]:
    """Return every body from which it came and all that came of it, the oldest first."""
    links = BodySuccession.objects.filter(predecessor__system=body.system_id)
    found = list(links.select_related("predecessor", "successor"))
    before = _walk(found, body.pk, is_back=True)
    after = _walk(found, body.pk, is_back=False)
    return sorted([*before, *after], key=lambda row: (row.steps, row.on, row.name))


def _walk(links: Sequence[BodySuccession], start: int, *, is_back: bool) -> list[ChainRow]:
    """Return what is reached from a body in one direction, each once, the nearest way."""
    reached: dict[int, ChainRow] = {}
    edge, steps = {start}, 0
    while edge:
        steps += 1
        here = [link for link in links if (_after(link) if is_back else _before(link)) in edge]
        edge = set()
        for link in here:
            other = link.predecessor if is_back else link.successor
            if other.pk in reached or other.pk == start:
                continue
            reached[other.pk] = ChainRow(
                body_id=other.pk,
                slug=other.slug,
                name=other.name,
                kind=SuccessionKind(link.kind),
                on=link.on,
                steps=-steps if is_back else steps,
            )
            edge.add(other.pk)
    return list(reached.values())


def _before(link: BodySuccession) -> int:
    return link.predecessor_id


def _after(link: BodySuccession) -> int:
    return link.successor_id


def list_rows(bodies: QuerySet[Body], on: date) -> list[BodyRow]:
    """Return bodies with their roles and rights of a day, from the widest level, by name."""
    found = list(bodies.select_related("place", "council", "parent"))
    ids = [body.pk for body in found]
    roles: dict[int, list[BodyKind]] = defaultdict(list)
    for role in BodyRole.objects.filter(live_on(on), body__in=ids).order_by("pk"):
        roles[role.body_id].append(BodyKind(role.kind))
    bases: dict[int, list[BasisKind]] = defaultdict(list)
    for basis in LegalBasis.objects.filter(live_on(on), body__in=ids).order_by("pk"):
        bases[basis.body_id].append(BasisKind(basis.kind))
    order = list(AreaLevel)
    rows = [_row(body, roles[body.pk], bases[body.pk]) for body in found]
    return sorted(rows, key=lambda row: (order.index(row.level), row.name, row.body_id))


def _row(body: Body, roles: Sequence[BodyKind], bases: Sequence[BasisKind]) -> BodyRow:
    area = body.place or body.council
    first = BodyKind(body.kind)
    minutes = body.meetings_a_year * (body.minutes_each + body.minutes_before)
    return BodyRow(
        body_id=body.pk,
        slug=body.slug,
        name=body.name,
        kinds=(first, *(kind for kind in roles if kind is not first)),
        level=AreaLevel(body.level),
        area=area.name if area else "",
        about=body.about,
        run_by=body.run_by,
        network_id=body.network_id,
        place_id=body.place_id,
        council_id=body.council_id,
        parent_id=body.parent_id,
        parent_name=body.parent.name if body.parent else "",
        is_open=body.is_open,
        meetings_a_year=body.meetings_a_year,
        minutes_each=body.minutes_each,
        hours_a_year=minutes / 60,
        bases=tuple(bases),
        valid_from=body.valid_from,
        valid_to=body.valid_to,
    )
