from datetime import date

import pytest

from regard.domains.governance.models import BodyRole
from regard.domains.governance.queries import representation as queries
from regard.domains.governance.types import BodyKind, Constituency, Side, Standing, Voice
from regard.domains.register.types import ServiceType
from tests.factories.governance import (
    AppointmentFactory,
    BodyFactory,
    DecisionFactory,
    HolderFactory,
    SeatFactory,
)
from tests.factories.register import PlaceFactory, ServiceFactory, SystemFactory

ON = date(2026, 11, 3)
pytestmark = pytest.mark.django_db


@pytest.fixture
def system():
    return SystemFactory()


class TestGetRepresentation:
    def test_says_what_each_check_found_on_a_day_and_a_year_before(self, system):
        body = BodyFactory(system=system)
        seat = SeatFactory(body=body)
        AppointmentFactory(seat=seat, valid_from=date(2026, 3, 1))

        found = queries.get_representation(system=system, on=ON)

        assert found.now.found[body.pk]["providers"].voice is Voice.MET
        assert found.before.found[body.pk]["providers"].voice is Voice.VACANT
        assert found.before.on == date(2025, 11, 3)

    def test_asks_the_same_number_of_queries_of_many_bodies(
        self, system, django_assert_num_queries
    ):
        for _ in range(5):
            AppointmentFactory(seat=SeatFactory(body=BodyFactory(system=system)))

        with django_assert_num_queries(9):
            queries.get_representation(system=system, on=ON)

    def test_is_on_each_of_the_two_days_what_that_day_alone_is(self, system):
        for number in range(4):
            body = BodyFactory(system=system, valid_to=ON if number == 3 else None)
            BodyRole.objects.create(
                body=body, kind=BodyKind.WORKFORCE_GROUP, valid_from=date(2026, number + 1, 1)
            )
            seat = SeatFactory(body=body, valid_from=date(2025, 10 + number % 3, 1))
            AppointmentFactory(seat=seat, valid_to=date(2026, 3, 1))
            if number % 2:
                AppointmentFactory(seat=seat, valid_from=date(2026, 3, 1), term_ends_on=ON)

        found = queries.get_representation(system=system, on=ON)

        assert found.now == queries.get_picture(system=system, on=ON)[0]
        assert found.before == queries.get_picture(system=system, on=date(2025, 11, 3))[0]
        assert (len(found.now.bodies), len(found.before.bodies)) == (3, 4)

    def test_of_one_body_is_what_it_is_among_all(self, system):
        for number in range(3):
            seat = SeatFactory(body=BodyFactory(system=system, slug=f"body-{number}"))
            AppointmentFactory(seat=seat, valid_from=date(2026, number + 1, 1))

        every = queries.get_representation(system=system, on=ON)
        (one,) = [body for body in every.now.bodies if body.slug == "body-1"]
        found = queries.get_representation_on(system=system, slug="body-1", on=ON)

        assert found.now.bodies == [one]
        assert found.now.found == {one.body_id: every.now.found[one.body_id]}
        assert found.before.found == {one.body_id: every.before.found[one.body_id]}

    def test_counts_services_where_a_body_works(self, system):
        place = PlaceFactory(system=system, districts=["LN1"])
        here = BodyFactory(system=system, place=place, kind=BodyKind.PLACE_PARTNERSHIP)
        there = BodyFactory(
            system=system, place=PlaceFactory(system=system), kind=BodyKind.PLACE_PARTNERSHIP
        )
        ServiceFactory(system=system, service_type=ServiceType.HOME_CARE)

        found = queries.get_representation(system=system, on=ON).now.found

        assert found[here.pk]["home_care"].voice is Voice.NONE
        assert found[there.pk]["home_care"].voice is None

    def test_counts_the_decisions_of_the_year(self, system):
        body = BodyFactory(system=system)
        for day in (date(2025, 11, 3), date(2025, 11, 4), ON, date(2026, 11, 4)):
            DecisionFactory(body=body, decided_on=day, state="recorded")

        found = queries.get_representation(system=system, on=ON)

        assert (found.decisions.all, found.decisions_before.all) == (2, 1)


class TestListBodyFacts:
    def test_lists_those_of_the_day_in_every_role(self, system, django_assert_num_queries):
        body = BodyFactory(system=system, kind=BodyKind.PARTNERSHIP)
        BodyRole.objects.create(body=body, kind=BodyKind.WORKFORCE_GROUP, valid_from=ON)
        BodyRole.objects.create(
            body=body, kind=BodyKind.OTHER, valid_from=date(2025, 1, 1), valid_to=ON
        )
        BodyFactory(system=system, valid_to=ON)
        BodyFactory(system=system, valid_from=date(2027, 1, 1))
        BodyFactory()

        with django_assert_num_queries(1):
            (found,) = queries.list_body_facts(system=system, on=ON)

        assert found.body_id == body.pk
        assert found.kinds == {BodyKind.PARTNERSHIP, BodyKind.WORKFORCE_GROUP}

    def test_names_the_area(self, system):
        BodyFactory(system=system, name="A", place=PlaceFactory(system=system, name="Westmere"))
        BodyFactory(system=system, name="B", council=system.councils.first())

        found = {body.name: body for body in queries.list_body_facts(system=system, on=ON)}

        assert found["A"].area == "Westmere"
        assert found["B"].area == system.councils.first().name


class TestListSeatsToFill:
    def test_is_of_all_bodies(self, system):
        first = BodyFactory(system=system, kind=BodyKind.PARTNERSHIP)
        second = BodyFactory(system=system, kind=BodyKind.OTHER)
        seat = SeatFactory(body=first)
        found = queries.get_representation(system=system, on=ON)

        rows = queries.list_seats_to_fill(picture=found.now)

        said = [(row.body.body_id, row.code, row.seat and row.seat.seat_id) for row in rows]
        assert said[:2] == [(first.pk, "providers", seat.pk), (second.pk, "providers", None)]


class TestListSeatNotes:
    def test_says_since_when_and_who_nominates(self, system, django_assert_num_queries):
        body = BodyFactory(system=system)
        empty, left, held = (SeatFactory(body=body) for _ in range(3))
        AppointmentFactory(seat=left, valid_to=date(2025, 5, 1))
        AppointmentFactory(seat=left, valid_from=date(2025, 5, 1), valid_to=date(2026, 5, 1))
        AppointmentFactory(seat=held, valid_to=date(2025, 5, 1))
        AppointmentFactory(seat=held, valid_from=date(2025, 5, 1), term_ends_on=date(2026, 10, 1))

        with django_assert_num_queries(1):
            found = queries.list_seat_notes(seat_ids=[empty.pk, left.pk, held.pk], on=ON)

        assert found[empty.pk] == queries.SeatNote("Northmarch Care Association", None, None)
        assert found[left.pk].vacant_since == date(2026, 5, 1)
        assert (found[held.pk].vacant_since, found[held.pk].term_ended_on) == (
            None,
            date(2026, 10, 1),
        )


class TestAYearBefore:
    def test_is_the_same_day(self):
        assert queries.a_year_before(ON) == date(2025, 11, 3)
        assert queries.a_year_before(date(2028, 2, 29)) == date(2027, 2, 28)


def test_a_director_of_a_council_is_no_provider_voice(system):
    """The sentence of the guidance that this part is for, from the database to the finding."""
    body = BodyFactory(system=system)
    director = HolderFactory(system=system, side=Side.COUNCIL, job="Director of adult services")
    for speaks_for in (Constituency.COUNCIL, Constituency.PROVIDERS):
        for nominated_by in (Side.COUNCIL, Side.ASSOCIATION):
            seat = SeatFactory(
                body=body,
                speaks_for=speaks_for,
                nominated_by=nominated_by,
                standing=Standing.VOTING,
            )
            AppointmentFactory(seat=seat, holder=director)

    found = queries.get_representation(system=system, on=ON)

    assert found.now.found[body.pk]["providers"].voice is Voice.PROXY
