from datetime import date

import pytest

from regard.domains.governance import queries
from regard.domains.governance.types import AppointmentKind, SeatState
from tests.factories.governance import (
    AppointmentFactory,
    BodyFactory,
    HolderFactory,
    SeatFactory,
)
from tests.factories.register import LocationFactory, OrganisationFactory

ON = date(2026, 11, 3)
pytestmark = pytest.mark.django_db


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
