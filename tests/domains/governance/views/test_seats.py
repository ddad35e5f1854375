from datetime import date

import pytest
from django.conf import settings
from django.urls import reverse

from regard.domains.governance.rules.checks import CHECKS
from regard.domains.governance.types import AppointmentKind
from tests.factories.accounts import GrantFactory, PersonFactory
from tests.factories.governance import (
    AppointmentFactory,
    BodyFactory,
    HolderFactory,
    LotEntryFactory,
    SeatFactory,
)
from tests.matrix.world import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon(time_machine):
    time_machine.move_to(NOON)


@pytest.fixture
def body():
    return BodyFactory(name="Westmere Health and Wellbeing Board", slug="westmere")


@pytest.fixture
def secretary(body, client):
    """A browser in which the board secretary of the body's system is signed in."""
    person = PersonFactory()
    GrantFactory(person=person, role="Board secretary", scope_key=f"system:{body.system_id}")
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def address(body, name, **more):
    return reverse(f"governance:{name}", kwargs={"system": body.system.slug} | more)


class TestSeats:
    def test_says_how_seats_stand_and_which_to_fill(self, body, client):
        AppointmentFactory(seat__body=body)
        AppointmentFactory(seat__body=body, term_ends_on=date(2026, 4, 1))
        SeatFactory(body=body, name="Unpaid carers’ seat")

        page = client.get(address(body, "seats")).content.decode()

        assert "3 seats on 1 body: 1 filled, 1 vacant and 1 held past its term." in page
        assert page.index("Unpaid carers’ seat") < page.index("Held past its term")

    def test_leads_the_secretary_to_the_first_seat_to_fill(self, body, secretary):
        AppointmentFactory(seat__body=body, seat__name="Chair", term_ends_on=date(2026, 4, 1))

        page = secretary.get(address(body, "seats")).content.decode()

        assert "Past its term: Chair, Westmere Health and Wellbeing Board" in page

    def test_says_it_as_at_another_day(self, body, client):
        AppointmentFactory(seat__body=body, valid_from=date(2026, 10, 1))

        page = client.get(address(body, "seats") + "?on=2026-03-31").content.decode()

        assert "On 31 March 2026: 1 seat on 1 body: 0 filled and 1 vacant." in page

    def test_takes_nonsense_for_today(self, body, client):
        SeatFactory(body=body)

        page = client.get(address(body, "seats") + "?on=2026-02-31").content.decode()

        assert "1 seat on 1 body" in page

    def test_says_what_to_do_where_there_is_none(self, body, client, secretary):
        page = secretary.get(address(body, "seats")).content.decode()

        assert "No seat is known" in page

    def test_names_bodies_without_seats(self, body, client):
        SeatFactory(body=BodyFactory(system=body.system))

        page = client.get(address(body, "seats")).content.decode()

        assert "Bodies of which no seat is known" in page
        assert body.name in page

    @pytest.mark.parametrize("seats", [2, 40])
    def test_asks_the_database_as_often_whatever_the_volume(
        self, body, client, seats, django_assert_num_queries
    ):
        for _ in range(seats):
            AppointmentFactory(seat__body=body)
            SeatFactory(body=body)

        with django_assert_num_queries(12):
            client.get(address(body, "seats"))


class TestSeatsCsv:
    def test_lists_every_seat_with_who_holds_it(self, body, client):
        there = AppointmentFactory(
            seat__body=body, holder__name="Priya Raman", holder__email="p@example.org"
        )
        AppointmentFactory(seat=there.seat, kind=AppointmentKind.DEPUTY, holder__name="Tom Ellery")
        SeatFactory(body=body, name="Council’s seat")

        response = client.get(address(body, "seats_csv"))

        text = response.getvalue().decode()
        assert "Priya Raman,Registered manager,Harbour Home Care,Care provider" in text
        assert "Tom Ellery" in text
        assert "Council’s seat" in text
        assert "p@example.org" not in text


class TestBodySeats:
    def test_shows_seats_to_everyone_without_addresses(self, body, client):
        AppointmentFactory(
            seat__body=body, holder__name="Priya Raman", holder__email="p@example.org"
        )

        page = client.get(address(body, "body_seats", slug="westmere")).content.decode()

        assert "1 seat: 1 filled. 1 speaks for care providers." in page
        assert "Priya Raman" in page
        assert "p@example.org" not in page
        assert "Add a seat" not in page

    def test_leads_the_secretary_to_the_first_vacant_seat(self, body, secretary):
        AppointmentFactory(seat__body=body, term_ends_on=date(2026, 4, 1))
        vacant = SeatFactory(body=body, name="Unpaid carers’ seat")

        page = secretary.get(address(body, "body_seats", slug="westmere")).content.decode()

        assert "Vacant: Unpaid carers’ seat" in page
        assert address(body, "appoint", seat_id=vacant.pk) in page

    def test_leads_the_secretary_to_the_first_seat_of_all(self, body, secretary):
        page = secretary.get(address(body, "body_seats", slug="westmere")).content.decode()

        assert "Say who sits on it" in page

    def test_asks_nothing_where_all_is_well(self, body, secretary):
        AppointmentFactory(seat__body=body)

        page = secretary.get(address(body, "body_seats", slug="westmere")).content.decode()

        assert "rg-next" not in page

    @pytest.mark.parametrize("seats", [1, 20])
    def test_asks_the_database_as_often_whatever_the_volume(
        self, body, client, seats, django_assert_num_queries
    ):
        for _ in range(seats):
            AppointmentFactory(seat__body=body)

        with django_assert_num_queries(6):
            client.get(address(body, "body_seats", slug="westmere"))


class TestSeat:
    def _page(self, client, seat):
        url = address(seat.body, "seat", seat_id=seat.pk)
        return client.get(url).content.decode()

    def test_says_who_holds_it_and_who_did(self, body, client):
        seat = SeatFactory(body=body)
        AppointmentFactory(
            seat=seat,
            holder__name="Tom Ellery",
            valid_to=date(2026, 3, 1),
            why_ended="Left the sector",
        )
        AppointmentFactory(seat=seat, holder__name="Priya Raman", valid_from=date(2026, 3, 1))

        page = self._page(client, seat)

        assert "Held by Priya Raman since 1 March 2026, with no fixed term." in page
        assert "1 April 2024 to 1 March 2026" in page
        assert "Left the sector" in page

    def test_says_since_when_it_is_vacant_and_who_can_nominate(self, body, secretary):
        seat = AppointmentFactory(seat__body=body, valid_to=date(2026, 3, 1)).seat

        page = self._page(secretary, seat)

        assert "Vacant since 1 March 2026." in page
        assert "Northmarch Care Association can nominate." in page

    def test_says_when_a_term_was_over(self, body, client):
        seat = AppointmentFactory(seat__body=body, term_ends_on=date(2026, 4, 1)).seat

        assert "Their term was over on 1 April 2026." in self._page(client, seat)

    def test_says_that_it_ended(self, body, client):
        seat = SeatFactory(body=body, valid_to=date(2026, 3, 1))

        assert "It ended on 1 March 2026." in self._page(client, seat)

    def test_is_not_found_in_another_system(self, body, client):
        other = SeatFactory()

        assert client.get(address(body, "seat", seat_id=other.pk)).status_code == 404


class TestNewSeat:
    def test_adds_it_and_shows_it(self, body, secretary):
        said = {
            "name": "Home care providers’ seat",
            "speaks_for": "providers",
            "service_types": ["home_care"],
            "size_bands": ["one"],
            "nominated_by": "association",
            "nominator": "Northmarch Care Association",
            "standing": "voting",
            "term_months": "36",
        }

        response = secretary.post(address(body, "new_seat", slug="westmere"), said, follow=True)

        page = response.content.decode()
        assert "Added Home care providers’ seat. Nobody holds it yet." in page
        assert "Care providers: home care, provider with one service" in page
        assert "36 months" in page

    def test_begins_with_what_a_check_of_representation_needs(self, body, secretary):
        code = next(check.code for check in CHECKS if check.needs and check.needs.service_types)

        url = address(body, "new_seat", slug="westmere") + f"?for={code}"

        page = secretary.get(url).content.decode()
        assert 'value="providers" selected' in page
        assert '<details class="nhsuk-details" open>' in page

    def test_says_what_cannot_be_so(self, body, secretary):
        said = {
            "name": "Council’s seat",
            "speaks_for": "council",
            "service_types": ["home_care"],
            "nominated_by": "council",
            "standing": "voting",
        }

        page = secretary.post(address(body, "new_seat", slug="westmere"), said).content.decode()

        assert "Only a seat that speaks for care providers can name types" in page


class TestChangingASeat:
    def test_corrects_it(self, body, secretary):
        seat = SeatFactory(body=body, place=None)
        url = address(body, "edit_seat", seat_id=seat.pk)
        assert "Northmarch Care Association" in secretary.get(url).content.decode()
        said = {
            "name": "Chair",
            "speaks_for": "independent",
            "nominated_by": "independent",
            "standing": "voting",
            "is_chair": "on",
        }

        page = secretary.post(url, said, follow=True).content.decode()

        assert "Saved." in page
        assert "takes the chair" in page

    def test_makes_it_something_else_from_a_day_on(self, body, secretary):
        seat = AppointmentFactory(seat__body=body, seat__standing="advisory").seat
        said = {
            "name": "Providers’ seat",
            "speaks_for": "providers",
            "nominated_by": "association",
            "standing": "voting",
            "on-day": "1",
            "on-month": "11",
            "on-year": "2026",
        }

        response = secretary.post(address(body, "change_seat", seat_id=seat.pk), said, follow=True)

        assert "It is so from 1 November 2026." in response.content.decode()
        seat.refresh_from_db()
        assert seat.valid_to == date(2026, 11, 1)

    def test_ends_it(self, body, secretary):
        seat = SeatFactory(body=body)
        said = {"on-day": "1", "on-month": "11", "on-year": "2026"}

        page = secretary.post(
            address(body, "end_seat", seat_id=seat.pk), said, follow=True
        ).content.decode()

        assert "It ended on 1 November 2026." in page

    @pytest.mark.parametrize("name", ["edit_seat", "change_seat", "end_seat"])
    def test_says_why_it_cannot(self, body, secretary, name):
        seat = AppointmentFactory(seat__body=body, valid_from=date(2026, 11, 2)).seat
        said = {
            "name": "Chair",
            "speaks_for": "independent",
            "nominated_by": "independent",
            "standing": "voting",
        }
        for day in ("on", "valid_from"):
            said |= {f"{day}-day": "20", f"{day}-month": "11", f"{day}-year": "2026"}
        AppointmentFactory(seat=seat, kind="deputy", valid_from=date(2026, 12, 1))
        if name == "edit_seat":
            said["valid_from-month"] = "12"

        response = secretary.post(address(body, name, seat_id=seat.pk), said)

        assert response.status_code == 200
        assert "There is a problem" in response.content.decode()


class TestAppoint:
    def test_finds_somebody_and_appoints_them(self, body, secretary):
        seat = SeatFactory(body=body)
        priya = HolderFactory(system=body.system, name="Priya Raman")
        url = address(body, "appoint", seat_id=seat.pk) + "?words=priya"
        assert (
            "Priya Raman, Registered manager, Harbour Home Care"
            in secretary.get(url).content.decode()
        )
        said = {
            "holder": str(priya.pk),
            "kind": "holder",
            "on-day": "1",
            "on-month": "11",
            "on-year": "2026",
        }

        page = secretary.post(url, said, follow=True).content.decode()

        assert "Held by Priya Raman since 1 November 2026" in page

    def test_says_why_not(self, body, secretary):
        there = AppointmentFactory(seat__body=body, valid_from=date(2026, 11, 10))
        said = {
            "holder": str(there.holder_id),
            "kind": "holder",
            "on-day": "1",
            "on-month": "11",
            "on-year": "2026",
        }

        page = secretary.post(
            address(body, "appoint", seat_id=there.seat_id), said
        ).content.decode()

        assert "Choose a later day" in page

    def test_offers_to_add_who_is_not_known(self, body, secretary):
        seat = SeatFactory(body=body)

        page = secretary.get(
            address(body, "appoint", seat_id=seat.pk) + "?words=nobody"
        ).content.decode()

        assert "Nobody here is called that." in page


class TestEndAppointment:
    def test_lets_them_go(self, body, secretary):
        there = AppointmentFactory(seat__body=body)
        url = address(body, "end_appointment", seat_id=there.seat_id, appointment_id=there.pk)
        said = {"on-day": "1", "on-month": "11", "on-year": "2026", "why": "Retired"}

        page = secretary.post(url, said, follow=True).content.decode()

        assert "Vacant since 1 November 2026." in page
        assert "Retired" in page

    def test_says_why_not(self, body, secretary):
        there = AppointmentFactory(seat__body=body)
        url = address(body, "end_appointment", seat_id=there.seat_id, appointment_id=there.pk)
        said = {"on-day": "1", "on-month": "4", "on-year": "2024"}

        assert "Choose a later day" in secretary.post(url, said).content.decode()


class TestLotEntry:
    def test_is_on_the_page_of_the_body(self, body, client):
        LotEntryFactory(lot__body=body)

        page = client.get(address(body, "body_seats", slug="westmere")).content.decode()

        assert "Two seats for home care" in page
