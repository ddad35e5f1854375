from datetime import date

import pytest

from regard.domains.governance import queries
from regard.domains.governance.queries.seat_facts import list_seat_facts_of
from regard.domains.governance.types import AppointmentKind, Side
from regard.domains.register.types import ServiceType
from tests.factories.governance import (
    BEGAN,
    AppointmentFactory,
    BodyFactory,
    HolderFactory,
    SeatFactory,
)
from tests.factories.register import SystemFactory

ON = date(2026, 11, 3)
pytestmark = pytest.mark.django_db


class TestListSeatFacts:
    def test_says_who_held_each_seat_on_a_day_in_four_queries(self, django_assert_num_queries):
        system = SystemFactory()
        body = BodyFactory(system=system)
        seat = SeatFactory(body=body, service_types=[ServiceType.HOME_CARE])
        priya = HolderFactory(system=system)
        AppointmentFactory(seat=seat, holder=priya)
        AppointmentFactory(seat=seat, kind=AppointmentKind.DEPUTY)
        empty = SeatFactory(body=BodyFactory(system=system))
        SeatFactory(body=BodyFactory())

        with django_assert_num_queries(4):
            found = queries.list_seat_facts(system=system, on=ON)

        assert [(one.seat_id, one.holder_id, one.held_side) for one in found] == [
            (seat.pk, priya.pk, Side.PROVIDER),
            (empty.pk, None, None),
        ]
        assert found[0].service_types == frozenset({"home_care"})
        assert found[0].body_id == body.pk

    def test_knows_a_term_that_is_over_from_its_first_day_after(self):
        appointment = AppointmentFactory(term_ends_on=ON)
        system = appointment.seat.body.system

        (before,) = queries.list_seat_facts(system=system, on=date(2026, 11, 2))
        (after,) = queries.list_seat_facts(system=system, on=ON)

        assert (before.is_lapsed, after.is_lapsed) == (False, True)

    def test_leaves_out_seats_and_bodies_of_other_days(self):
        system = SystemFactory()
        ended = BodyFactory(system=system, valid_to=ON)
        SeatFactory(body=ended)
        SeatFactory(body=BodyFactory(system=system), valid_from=date(2026, 11, 4))

        assert queries.list_seat_facts(system=system, on=ON) == []
        assert len(queries.list_seat_facts(system=system, on=BEGAN)) == 1

    def test_knows_nobody_who_had_left_or_not_yet_come(self):
        seat = SeatFactory()
        AppointmentFactory(seat=seat, valid_to=date(2026, 3, 31))
        AppointmentFactory(seat=seat, valid_from=date(2026, 12, 1))

        (found,) = queries.list_seat_facts(system=seat.body.system, on=ON)

        assert found.holder_id is None


class TestListSeatFactsOf:
    def test_asks_as_often_for_many_days_and_tells_each_apart(self, django_assert_num_queries):
        seat = SeatFactory()
        first = AppointmentFactory(seat=seat, valid_to=date(2026, 3, 31))
        second = AppointmentFactory(seat=seat, valid_from=date(2026, 3, 31))
        days = {day: [seat.body_id] for day in (date(2026, 3, 30), date(2026, 3, 31), ON)}

        with django_assert_num_queries(3):
            found = list_seat_facts_of(days)

        assert [each.holder_id for (each,) in found.values()] == [
            first.holder_id,
            second.holder_id,
            second.holder_id,
        ]

    def test_is_of_the_bodies_of_each_day(self):
        one, other = SeatFactory(), SeatFactory()

        found = list_seat_facts_of({BEGAN: [one.body_id], ON: [other.body_id]})

        assert [each.seat_id for each in found[BEGAN]] == [one.pk]
        assert [each.seat_id for each in found[ON]] == [other.pk]

    def test_of_no_day_is_nothing(self):
        assert list_seat_facts_of({}) == {}
