from datetime import date

import pytest

from regard.domains.governance import queries
from regard.domains.governance.types import AppointmentKind, SeatState, Side
from regard.domains.register.types import ServiceType
from tests.factories.governance import (
    BEGAN,
    AppointmentFactory,
    BodyFactory,
    HolderFactory,
    SeatFactory,
)
from tests.factories.register import LocationFactory, OrganisationFactory, SystemFactory

ON = date(2026, 11, 3)
pytestmark = pytest.mark.django_db


class TestListSeatFacts:
    def test_says_who_held_each_seat_on_a_day_in_two_queries(self, django_assert_num_queries):
        system = SystemFactory()
        body = BodyFactory(system=system)
        seat = SeatFactory(body=body, service_types=[ServiceType.HOME_CARE])
        priya = HolderFactory(system=system)
        AppointmentFactory(seat=seat, holder=priya)
        AppointmentFactory(seat=seat, kind=AppointmentKind.DEPUTY)
        empty = SeatFactory(body=BodyFactory(system=system))
        SeatFactory(body=BodyFactory())

        with django_assert_num_queries(2):
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


class TestListSeats:
    def test_shows_holder_and_deputy_the_chair_first(self, django_assert_num_queries):
        body = BodyFactory()
        seat = SeatFactory(body=body)
        works = LocationFactory(name="Harbour Home Care, Quayside")
        priya = HolderFactory(system=body.system, name="Priya Raman", location=works)
        AppointmentFactory(seat=seat, holder=priya)
        tom = HolderFactory(system=body.system, name="Tom Ellery", works_at="Elm Grange")
        AppointmentFactory(seat=seat, holder=tom, kind=AppointmentKind.DEPUTY)
        chair = SeatFactory(body=body, is_chair=True, name="Chair")

        with django_assert_num_queries(2):
            rows = queries.list_seats(body=body, on=ON)

        assert [(row.seat_id, row.state) for row in rows] == [
            (chair.pk, SeatState.VACANT),
            (seat.pk, SeatState.FILLED),
        ]
        holder, deputy = rows[1].holder, rows[1].deputy
        assert holder
        assert deputy
        assert (holder.name, holder.works_at) == ("Priya Raman", "Harbour Home Care, Quayside")
        assert (deputy.name, deputy.works_at) == ("Tom Ellery", "Elm Grange")

    def test_names_the_provider_where_no_service_is_known(self):
        provider = OrganisationFactory(name="Larch Care Group")
        appointment = AppointmentFactory(term_ends_on=date(2026, 4, 1))
        appointment.holder.organisation = provider
        appointment.holder.save()

        (row,) = queries.list_seats(body=appointment.seat.body, on=ON)

        assert row.state is SeatState.LAPSED
        assert row.holder
        assert row.holder.works_at == "Larch Care Group"

    def test_keeps_those_of_several_bodies_apart(self):
        one, other = SeatFactory(), SeatFactory()
        SeatFactory()

        found = queries.list_seats_of(body_ids=[one.body_id, other.body_id], on=ON)

        assert {body: [row.seat_id for row in rows] for body, rows in found.items()} == {
            one.body_id: [one.pk],
            other.body_id: [other.pk],
        }
