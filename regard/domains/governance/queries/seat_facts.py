"""
Seats as checks look at them, on one day or on several: each of some bodies, and who held it.

The three statements ask by number only. So the database goes to the rows of these bodies, where
it would otherwise look through the seats of every system.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import connection

from regard.domains.governance.models import Body
from regard.domains.governance.rules.days import is_live
from regard.domains.governance.types import Constituency, SeatFacts, Side, Standing

from .days import live_on

if TYPE_CHECKING:
    from regard.domains.register.models import System

SEATS = """
select valid_from, valid_to, id, body_id, name, nominated_by, speaks_for, standing,
    service_types, sectors, size_bands, place_id
from governance_seat
where body_id = any(%(bodies)s)
order by body_id, id
"""

SAT = """
select seat_id, holder_id, valid_from, valid_to, term_ends_on
from governance_appointment
where seat_id = any(%(seats)s)
    and kind = 'holder'
    and valid_from <= %(last)s
    and (valid_to is null or valid_to > %(first)s)
"""

WORK_FOR = "select id, side from governance_holder where id = any(%(holders)s)"

SIDES = {each.value: each for each in Side}
CONSTITUENCIES = {each.value: each for each in Constituency}
STANDINGS = {each.value: each for each in Standing}
"""Looked up for every seat of a system: three times as quick as asking the enumeration."""

VACANT = (None, None, False)


def list_seat_facts(*, system: System, on: date) -> list[SeatFacts]:
    """
    Return all that a check of representation may look at: each seat of a system on a day.

    A seat is there while it and its body are. Four queries, in the order of bodies and seats.
    """
    bodies = Body.objects.filter(live_on(on), system=system).values_list("id", flat=True)
    return list_seat_facts_of({on: list(bodies)})[on]


def list_seat_facts_of(bodies: Mapping[date, Collection[int]]) -> dict[date, list[SeatFacts]]:
    """
    Return `list_seat_facts` of some bodies, for each of some days. Three queries.

    :param bodies: the numbers of those that were there, by the day.
    """
    if not bodies:
        return {}
    rows = [_told(row) for row in _read(SEATS, bodies=sorted(set().union(*bodies.values())))]
    sat = _read(SAT, seats=[who[0] for _, _, who, _ in rows], first=min(bodies), last=max(bodies))
    sides = dict(_read(WORK_FOR, holders=list({holder for _, holder, *_ in sat})))
    found = {}
    for on, there in bodies.items():
        held = _held(sat, sides, on)
        found[on] = [
            SeatFacts(*who, *held.get(who[0], VACANT), *whom)
            for begins, ends, who, whom in rows
            if who[1] in there and is_live(begins, ends, on=on)
        ]
    return found


def _read(statement: str, **given: object) -> list[tuple[Any, ...]]:
    parameters: dict[str, Any] = {**given}
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _told(row: tuple[Any, ...]) -> tuple[Any, Any, tuple[Any, ...], tuple[Any, ...]]:
    """Return from when to when, and what `SeatFacts` has before and after who holds a seat."""
    begins, ends, number, body, name, chosen_by, speaks_for, standing, *whom, place = row
    who = (number, body, name, SIDES[chosen_by], CONSTITUENCIES[speaks_for], STANDINGS[standing])
    return begins, ends, who, (*map(frozenset, whom), place)


def _held(
    sat: Iterable[tuple[Any, ...]], sides: Mapping[int, str], on: date
) -> dict[int, tuple[int, Side, bool]]:
    """Return who held each seat on a day, from which side, and whether their term was over."""
    return {
        seat: (holder, SIDES[sides[holder]], term_ends_on is not None and term_ends_on <= on)
        for seat, holder, begins, ends, term_ends_on in sat
        if is_live(begins, ends, on=on)
    }
