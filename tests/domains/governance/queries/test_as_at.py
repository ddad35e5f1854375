"""
As at any day, what is asked of the database is what a plain replay of the acts says.

Random histories are put through the actions. What an action refuses did not happen. The replay
knows no SQL and no rows: it goes through the acts that were taken, in their order, and says who
sat where on a day.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regard.domains.governance import actions, queries
from regard.domains.governance.actions.bodies import BodyFacts
from regard.domains.governance.models import Appointment
from regard.domains.governance.queries.representation import list_body_facts
from regard.domains.governance.queries.seat_facts import list_seat_facts_of
from regard.domains.governance.types import BodyKind, Constituency, Side, Standing
from regard.domains.register.types import AreaLevel
from regard.foundation.base.errors import Refusal
from tests.factories.register import SystemFactory

pytestmark = pytest.mark.django_db

FIRST = date(2024, 1, 1)
SPAN = 900
"""Days in which everything happens. Terms of a few months end within it."""
DAYS = st.integers(0, SPAN).map(lambda number: FIRST + timedelta(days=number))
SIDES = (Side.PROVIDER, Side.COUNCIL, Side.CARERS)
AT = datetime(2024, 1, 1, 9, tzinfo=UTC)
BY = {"by": "person:1", "at": AT}

few = st.integers(0, 3)
acts = st.one_of(
    st.tuples(st.just("add_body"), st.none() | DAYS),
    st.tuples(st.just("add_seat"), few, st.none() | DAYS, st.sampled_from([None, 3, 12])),
    st.tuples(st.just("appoint"), few, few, DAYS),
    st.tuples(st.just("appoint"), few, few, DAYS),
    st.tuples(st.just("leave"), few, DAYS),
    st.tuples(st.just("end_seat"), few, DAYS),
    st.tuples(st.just("end_body"), few, DAYS),
)


@dataclass
class Told:
    """What was done, act by act, with what the replay needs to know and nothing more."""

    bodies: dict = field(default_factory=dict)
    """From when to when, by body; a missing end is none."""
    seats: dict = field(default_factory=dict)
    """Body, months of a term, from when and to when, by seat."""
    moves: list = field(default_factory=list)
    """Seat, day, and who came; None: whoever was there left."""


class History:
    """Puts acts through the actions, and notes those that were taken."""

    def __init__(self):
        self.system = SystemFactory()
        self.told = Told()
        self.bodies, self.seats = [], []
        self.holders = [
            actions.add_holder(
                system=self.system,
                details=actions.HolderDetails(name=f"Holder {number}", side=side),
                **BY,
            )
            for number, side in enumerate(SIDES)
        ]

    def play(self, act, *facts):
        try:
            getattr(self, act)(*facts)
        except Refusal:
            return

    def add_body(self, begins):
        facts = BodyFacts(
            name=f"Body {len(self.bodies)}",
            kind=BodyKind.PARTNERSHIP,
            level=AreaLevel.SYSTEM,
            valid_from=begins,
        )
        body = actions.add_body(system=self.system, facts=facts, **BY)
        self.bodies.append(body)
        self.told.bodies[body.pk] = [begins, None]

    def add_seat(self, number, begins, months):
        if not self.bodies:
            return
        body = self._one(self.bodies, number)
        body.refresh_from_db()
        details = actions.SeatDetails(
            name=f"Seat {len(self.seats)}",
            nominated_by=Side.PROVIDER,
            speaks_for=Constituency.PROVIDERS,
            standing=Standing.VOTING,
            term_months=months,
            valid_from=begins,
        )
        seat = actions.add_seat(body=body, details=details, **BY)
        self.seats.append(seat)
        self.told.seats[seat.pk] = [body.pk, months, begins, None]

    def appoint(self, number, who, on):
        if not self.seats:
            return
        seat, holder = self._one(self.seats, number), self._one(self.holders, who)
        actions.appoint(seat=seat, holder=holder, on=on, **BY)
        self.told.moves.append((seat.pk, on, holder.pk))

    def leave(self, number, on):
        if not self.seats:
            return
        seat = self._one(self.seats, number)
        there = Appointment.objects.filter(seat=seat, valid_to=None).first()
        if there is None:
            return
        actions.end_appointment(appointment=there, on=on, **BY)
        self.told.moves.append((seat.pk, on, None))

    def end_seat(self, number, on):
        if not self.seats:
            return
        seat = self._one(self.seats, number)
        actions.end_seat(seat=seat, on=on, **BY)
        self.told.seats[seat.pk][3] = on

    def end_body(self, number, on):
        if not self.bodies:
            return
        body = self._one(self.bodies, number)
        actions.end_body(body=body, ending=actions.Ending(on=on, why="It was over"), **BY)
        self.told.bodies[body.pk][1] = on

    @staticmethod
    def _one(things, number):
        return things[number % len(things)]


def was_there(begins, ends, on):
    return (begins is None or begins <= on) and (ends is None or on < ends)


def bodies_by_replay(told, on):
    return {body for body, (begins, ends) in told.bodies.items() if was_there(begins, ends, on)}


def seats_by_replay(told, on):
    """Return who held each seat that was there on a day, and whether their term was over."""
    there = bodies_by_replay(told, on)
    found = {}
    for seat, (body, months, begins, ends) in told.seats.items():
        if body not in there or not was_there(begins, ends, on):
            continue
        holder, since = None, None
        for moved, day, who in told.moves:
            if moved == seat and day <= on:
                holder, since = who, day
        found[seat] = (holder, holder is not None and is_over(since, months, on))
    return found


def is_over(since, months, on):
    """Count months by hand: a term is over from the same day of the month that it ends in."""
    if months is None:
        return False
    month, year = since.month, since.year
    for _ in range(months):
        month, year = (1, year + 1) if month == 12 else (month + 1, year)
    day = since.day
    while True:
        try:
            return date(year, month, day) <= on
        except ValueError:
            day -= 1


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(
    st.lists(acts, min_size=1, max_size=14),
    st.lists(DAYS, min_size=1, max_size=4),
)
def test_any_day_is_as_a_replay_of_what_was_done_says(history, days):
    played = History()
    played.play("add_body", None)
    played.play("add_seat", 0, None, 12)
    for act in history:
        played.play(*act)

    turns = {day for _, day, _ in played.told.moves}
    eves = {day - timedelta(days=1) for day in turns}
    asked = sorted({*days, *turns, *eves})
    at_once = list_seat_facts_of({day: bodies_by_replay(played.told, day) for day in asked})
    for day in asked:
        facts = queries.list_seat_facts(system=played.system, on=day)
        found = {one.seat_id: (one.holder_id, one.is_lapsed) for one in facts}
        assert found == seats_by_replay(played.told, day), day
        assert at_once[day] == facts, day

        bodies = list_body_facts(system=played.system, on=day)
        assert {one.body_id for one in bodies} == bodies_by_replay(played.told, day), day
        listed = queries.list_bodies(system=played.system, on=day)
        assert {one.body_id for one in listed} == bodies_by_replay(played.told, day), day


def test_the_replay_tells_a_term_that_is_over():
    assert is_over(date(2024, 8, 31), 6, date(2025, 2, 28))
    assert not is_over(date(2024, 8, 31), 6, date(2025, 2, 27))
    assert not is_over(date(2024, 8, 31), None, date(2030, 1, 1))
