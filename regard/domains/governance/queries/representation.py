"""
Who speaks for whom on the bodies of a system, on a day and a year before.

All of it is public. A fixed number of queries, however many bodies and seats there are.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.fields import ArrayField
from django.db.models import F, Max, Q, TextField, Value
from django.db.models.functions import Coalesce

from regard.domains.governance.models import Body, Seat
from regard.domains.governance.rules import filling
from regard.domains.governance.rules import representation as rules
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
from .decisions import count_decisions
from .seats import list_seat_facts_of_days

if TYPE_CHECKING:
    from regard.domains.register.models import System

Outcomes = Mapping[str, Outcome]


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
class Representation:
    """
    Who speaks for whom, on a day and a year before it.

    Attributes:
        mix: the services of the day. The year before is judged by them too, so that what
            differs is the seats.
        decisions: recorded in the year that ends with the day.
        decisions_before: in the year before that one.
    """

    now: Picture
    before: Picture
    mix: Sequence[MixRow]
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
    mix = register.count_mix(system=system, on=on)
    served = count_served(mix)
    seats, seats_before = list_seat_facts_of_days(system=system, days=[on, earlier])
    return Representation(
        now=_picture(system, on, served, seats),
        before=_picture(system, earlier, served, seats_before),
        mix=mix,
        decisions=count_decisions(
            system=system, since=earlier + timedelta(days=1), until=on + timedelta(days=1)
        ),
        decisions_before=count_decisions(
            system=system,
            since=a_year_before(earlier) + timedelta(days=1),
            until=earlier + timedelta(days=1),
        ),
    )


def list_body_facts(*, system: System, on: date) -> list[BodyFacts]:
    """Return all that checks look at of each body there was on a day. One query."""
    roles = ArrayAgg(
        "roles__kind",
        filter=Q(roles__isnull=False) & live_on(on, "roles__"),
        default=Value([], output_field=ArrayField(TextField())),
    )
    here = Body.objects.filter(live_on(on), system=system).annotate(
        more=roles,
        area=Coalesce("place__name", "council__name", Value(""), output_field=TextField()),
    )
    rows = here.values_list(
        "id", "slug", "name", "kind", "more", "level", "place_id", "council_id", "area"
    )
    return [
        BodyFacts(
            body_id=number,
            slug=slug,
            name=name,
            kinds=frozenset(BodyKind(each) for each in (kind, *more)),
            level=AreaLevel(level),
            place_id=place_id,
            council_id=council_id,
            area=area,
        )
        for number, slug, name, kind, more, level, place_id, council_id, area in rows
    ]


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


def list_network_mixes(*, system: System, on: date) -> list[NetworkMix]:
    """Return the networks that could nominate in a system, with the mix of their members."""
    return register.list_network_mixes(system=system, on=on)


def a_year_before(on: date) -> date:
    """Return the same day a year before; of 29 February the last day of that month."""
    try:
        return on.replace(year=on.year - 1)
    except ValueError:
        return on.replace(year=on.year - 1, day=28)


def _picture(system: System, on: date, served: Served, seats: Sequence[SeatFacts]) -> Picture:
    bodies = filling.order_bodies(list_body_facts(system=system, on=on))
    found = rules.judge_bodies(bodies=bodies, seats=seats, served=served)
    return Picture(on=on, bodies=bodies, seats=seats, served=served, found=found)
