"""
Who speaks for whom on the bodies of a system, on a day and a year before.

All of it is public. A fixed number of queries, however many bodies and seats there are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import F, Max, Q, QuerySet
from django.db.models.functions import Coalesce

from regard.domains.governance.models import Body, Seat
from regard.domains.governance.rules import filling
from regard.domains.governance.rules import representation as rules
from regard.domains.governance.rules.days import is_live
from regard.domains.governance.rules.served import Served, count_served
from regard.domains.governance.types import (
    AppointmentKind,
    BodyFacts,
    BodyKind,
    DecisionCounts,
    Outcome,
    SeatFacts,
    ToFill,
)
from regard.domains.register import queries as register
from regard.domains.register.types import AreaLevel, MixRow, NetworkMix

from .days import live_on
from .decisions import count_decisions_of
from .seat_facts import list_seat_facts_of

if TYPE_CHECKING:
    from regard.domains.register.models import System

Outcomes = Mapping[str, Outcome]

BODY = (
    *("valid_from", "valid_to", "kind", "id", "slug", "name", "level"),
    *("place_id", "place__name", "council_id", "council__name"),
)
ROLE = ("roles__kind", "roles__valid_from", "roles__valid_to")


@dataclass(frozen=True)
class Picture:
    """
    The bodies of a system as they stood on a day, and what each check finds on them.

    Attributes:
        bodies: the widest area first.
        seats: of those bodies.
        served: how many services of the register each check is about.
        found: by the body's number and the check's code.
    """

    on: date
    bodies: Sequence[BodyFacts]
    seats: Sequence[SeatFacts]
    served: Served
    found: Mapping[int, Outcomes]


@dataclass(frozen=True)
class Compared:
    """
    Who speaks for whom, on a day and a year before it.

    Attributes:
        mix: the services of the day. The year before is judged by them too, so that what
            differs is the seats.
        networks: of the day, that could nominate, with the mix of their members.
    """

    now: Picture
    before: Picture
    mix: Sequence[MixRow]
    networks: Sequence[NetworkMix]


@dataclass(frozen=True)
class Representation(Compared):
    """
    Who speaks for whom on all bodies of a system, with the decisions they took.

    Attributes:
        decisions: recorded in the year that ends with the day.
        decisions_before: in the year before that one.
    """

    decisions: DecisionCounts
    decisions_before: DecisionCounts


@dataclass(frozen=True)
class SeatNote:
    """
    What is known of a seat to fill, beside what checks look at.

    Attributes:
        nominator: who nominates, by name; "" where nobody has said.
        vacant_since: the last day somebody left it; None: nobody ever held it, or one does.
        term_ended_on: the first day after its holder's term; None: vacant, or no fixed term.
    """

    nominator: str
    vacant_since: date | None
    term_ended_on: date | None


def get_representation(*, system: System, on: date) -> Representation:
    """Return who speaks for whom in a system on a day, and a year before."""
    earlier = a_year_before(on)
    mix, networks = register.count_mixes(system=system, on=on)
    now, before = _pictures(_bodies_of(system), [on, earlier], mix)
    decisions, decisions_before = count_decisions_of(
        system=system, periods=[_year_to(on), _year_to(earlier)]
    )
    return Representation(now, before, mix, networks, decisions, decisions_before)


def get_picture(*, system: System, on: date) -> tuple[Picture, list[NetworkMix]]:
    """Return the bodies of a system on one day, judged, and the networks that it had."""
    mix, networks = register.count_mixes(system=system, on=on)
    (picture,) = _pictures(_bodies_of(system), [on], mix)
    return picture, networks


def get_representation_on(*, system: System, slug: str, on: date) -> Compared:
    """
    Return who speaks for whom on one body, on a day and a year before.

    A picture in which the body was not there has no bodies.
    """
    mix, networks = register.count_mixes(system=system, on=on)
    body = _bodies_of(system).filter(slug=slug)
    now, before = _pictures(body, [on, a_year_before(on)], mix)
    return Compared(now, before, mix, networks)


def list_body_facts(*, system: System, on: date) -> list[BodyFacts]:
    """Return all that checks look at of each body there was on a day. One query."""
    return _body_facts(_bodies_of(system), [on])[on]


def list_seats_to_fill(*, picture: Picture) -> list[ToFill]:
    """Return the seats to fill on every body, those first that matter most. No query."""
    return filling.order_to_fill(
        [
            row
            for body in picture.bodies
            for row in filling.list_to_fill(
                body,
                outcomes=picture.found[body.body_id],
                services=picture.served.of(body),
            )
        ]
    )


def list_seat_notes(*, seat_ids: Collection[int], on: date) -> dict[int, SeatNote]:
    """Return what else is known of seats to fill, by their number. One query."""
    held = Q(appointments__kind=AppointmentKind.HOLDER)
    left = held & Q(appointments__valid_to__lte=on)
    seats = Seat.objects.filter(pk__in=seat_ids).annotate(
        who=Coalesce(F("network__name"), F("nominator")),
        left_on=Max("appointments__valid_to", filter=left),
        over_on=Max("appointments__term_ends_on", filter=held & live_on(on, "appointments__")),
        held_on=Max("appointments__valid_from", filter=held & live_on(on, "appointments__")),
    )
    return {
        number: SeatNote(who, None if held_on else left_on, over_on)
        for number, who, left_on, over_on, held_on in seats.values_list(
            "id", "who", "left_on", "over_on", "held_on"
        )
    }


def a_year_before(on: date) -> date:
    """Return the same day a year before; of 29 February the last day of that month."""
    try:
        return on.replace(year=on.year - 1)
    except ValueError:
        return on.replace(year=on.year - 1, day=28)


def _year_to(on: date) -> tuple[date, date]:
    """Return the year that ends with a day, as its first day and the first after it."""
    day = timedelta(days=1)
    return a_year_before(on) + day, on + day


def _bodies_of(system: System) -> QuerySet[Body]:
    return Body.objects.filter(system=system)


def _pictures(of: QuerySet[Body], days: Sequence[date], mix: Sequence[MixRow]) -> list[Picture]:
    """Return these bodies on each of some days, judged by the services of one."""
    served = count_served(mix)
    bodies = _body_facts(of, days)
    there = {on: {body.body_id for body in bodies[on]} for on in days}
    seats = list_seat_facts_of(there)
    return [
        Picture(
            on=on,
            bodies=bodies[on],
            seats=seats[on],
            served=served,
            found=rules.judge_bodies(bodies=bodies[on], seats=seats[on], served=served),
        )
        for on in days
    ]


def _body_facts(of: QuerySet[Body], days: Iterable[date]) -> dict[date, list[BodyFacts]]:
    """Return those of these bodies that were there on each day, the widest area first."""
    rows = list(of.values_list(*BODY, *ROLE))
    return {on: filling.order_bodies(list(_bodies_on(rows, on))) for on in days}


def _bodies_on(rows: Iterable[tuple[Any, ...]], on: date) -> Iterator[BodyFacts]:
    """Yield each body of a day once, in every role that it had then: it has a row for each."""
    kinds: dict[tuple[Any, ...], set[BodyKind]] = {}
    for begins, ends, kind, *body, role, role_begins, role_ends in rows:
        if is_live(begins, ends, on=on):
            found = kinds.setdefault(tuple(body), {BodyKind(kind)})
            if role is not None and is_live(role_begins, role_ends, on=on):
                found.add(BodyKind(role))
    for (number, slug, name, level, place_id, place, council_id, council), found in kinds.items():
        yield BodyFacts(
            body_id=number,
            slug=slug,
            name=name,
            kinds=frozenset(found),
            level=AreaLevel(level),
            place_id=place_id,
            council_id=council_id,
            area=place or council or "",
        )
