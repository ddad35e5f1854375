from datetime import date

import pytest
from django.urls import reverse

from regard.domains.governance.models import Appointment, Holder
from regard.domains.register.types import Sector
from tests.factories.governance import AppointmentFactory, BodyFactory, HolderFactory, SeatFactory
from tests.factories.register import LocationFactory, OrganisationFactory
from tests.matrix.world import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon(time_machine):
    time_machine.move_to(NOON)


@pytest.fixture
def body():
    return BodyFactory(name="Westmere Health and Wellbeing Board", slug="westmere")


@pytest.fixture
def secretary(body, client_as):
    return client_as("Board secretary", body.system)


def address(body, name, **more):
    return reverse(f"governance:{name}", kwargs={"system": body.system.slug} | more)


class TestHolders:
    def test_lists_who_sits_and_how_often(self, body, client):
        there = AppointmentFactory(seat__body=body, holder__name="Priya Raman")
        AppointmentFactory(seat__body=body, holder=there.holder)
        AppointmentFactory(seat__body=body, holder__name="Tom Ellery")
        HolderFactory(system=body.system, name="Not Appointed")
        AppointmentFactory(seat__body=body, holder__name="Long Gone", valid_to=date(2025, 1, 1))

        page = client.get(address(body, "holders")).content.decode()

        assert "2 people sit on a body here; 1 of them in more than one seat." in page
        assert "Priya Raman" in page
        assert "Not Appointed" not in page
        assert "Long Gone" not in page

    def test_shows_those_who_appoint_everyone_and_who_gets_no_papers(self, body, secretary):
        HolderFactory(system=body.system, name="Not Appointed")

        page = secretary.get(address(body, "holders")).content.decode()

        assert "Not Appointed" in page
        assert "No address known" in page

    def test_finds_by_words(self, body, client):
        AppointmentFactory(seat__body=body, holder__name="Priya Raman")
        AppointmentFactory(seat__body=body, holder__name="Tom Ellery")

        page = client.get(address(body, "holders") + "?words=ELLERY+harbour").content.decode()

        assert "1 person found for “ELLERY harbour”." in page
        assert "Priya Raman" not in page

    @pytest.mark.parametrize("people", [1, 30])
    def test_asks_the_database_as_often_whatever_the_volume(
        self, body, client, people, django_assert_num_queries
    ):
        for _ in range(people):
            AppointmentFactory(seat__body=body, holder__location=LocationFactory())

        with django_assert_num_queries(2):
            client.get(address(body, "holders"))


class TestHolder:
    def test_shows_where_they_sit_and_sat(self, body, client):
        there = AppointmentFactory(seat__body=body, holder__email="p@example.org")
        AppointmentFactory(
            seat__body=body, holder=there.holder, kind="deputy", valid_to=date(2025, 1, 1)
        )
        url = address(body, "holder", holder_id=there.holder_id)

        page = client.get(url).content.decode()

        assert "Holds 1 seat." in page
        assert "1 April 2024 to 1 January 2025" in page
        assert "p@example.org" not in page

    def test_shows_those_who_appoint_the_address_and_what_is_missing(self, body, secretary):
        there = AppointmentFactory(seat__body=body, holder__email="p@example.org")

        page = secretary.get(address(body, "holder", holder_id=there.holder_id)).content.decode()

        assert "p@example.org" in page
        assert "Where do they work in the register?" in page

    def test_hides_who_never_sat_anywhere(self, body, client, secretary):
        url = address(body, "holder", holder_id=HolderFactory(system=body.system).pk)

        assert secretary.get(url).status_code == 200
        secretary.logout()
        assert client.get(url).status_code == 404

    def test_says_that_they_sit_nowhere_now(self, body, client):
        there = AppointmentFactory(seat__body=body, valid_to=date(2025, 1, 1))

        page = client.get(address(body, "holder", holder_id=there.holder_id)).content.decode()

        assert "They sit on no body now." in page


class TestNewHolder:
    def test_leads_from_the_seat_by_where_they_work_back_to_the_seat(self, body, secretary):
        seat = SeatFactory(body=body)
        home = LocationFactory(system=body.system, name="Harbour Home Care, Quayside")
        said = {
            "name": "Priya Raman",
            "job": "Registered manager",
            "side": "provider",
            "works_at": "Harbour Home Care",
        }

        added = secretary.post(address(body, "new_holder") + f"?seat={seat.pk}", said)
        works_at = secretary.get(added.url).content.decode()
        linked = secretary.post(added.url, {"where": f"l{home.pk}"})
        appoint = secretary.get(linked.url).content.decode()
        day = {"on-day": "1", "on-month": "11", "on-year": "2026"}
        holder = Holder.objects.get()
        secretary.post(linked.url, {"holder": str(holder.pk), "kind": "holder"} | day)

        assert "Harbour Home Care, Quayside" in works_at
        assert holder.location == home
        assert f'value="{holder.pk}" checked' in " ".join(appoint.split())
        assert Appointment.objects.get().seat == seat

    def test_asks_nobody_else_where_they_work(self, body, secretary):
        said = {"name": "Tom Ellery", "side": "council"}

        page = secretary.post(address(body, "new_holder"), said, follow=True).content.decode()

        assert "Added Tom Ellery." in page
        assert "Where do they work" not in page

    def test_says_what_is_missing(self, body, secretary):
        page = secretary.post(address(body, "new_holder"), {"name": " "}).content.decode()

        assert "There is a problem" in page


class TestEditHolder:
    def test_keeps_where_they_work(self, body, secretary):
        holder = HolderFactory(system=body.system, location=LocationFactory())
        said = {"name": "Priya Raman-Holt", "side": "provider"}

        secretary.post(address(body, "edit_holder", holder_id=holder.pk), said)

        holder.refresh_from_db()
        assert holder.name == "Priya Raman-Holt"
        assert holder.location is not None

    def test_never_makes_a_councils_service_a_care_provider(self, body, secretary):
        public = LocationFactory(organisation=OrganisationFactory(sector=Sector.PUBLIC))
        holder = HolderFactory(system=body.system, side="council", location=public)
        said = {"name": "Tom Ellery", "side": "provider"}

        page = secretary.post(
            address(body, "edit_holder", holder_id=holder.pk), said
        ).content.decode()

        assert "A council or the NHS runs that provider." in page


class TestHolderWorksAt:
    def test_links_them_to_a_provider(self, body, secretary):
        home = LocationFactory(system=body.system, name="Elm Grange")
        holder = HolderFactory(system=body.system, works_at="")
        url = address(body, "holder_works_at", holder_id=holder.pk) + "?words=elm"

        secretary.post(url, {"where": f"o{home.organisation_id}"})

        holder.refresh_from_db()
        assert (holder.organisation, holder.location) == (home.organisation, None)

    def test_takes_it_that_it_is_not_there(self, body, secretary):
        holder = HolderFactory(system=body.system, location=LocationFactory())

        page = secretary.post(
            address(body, "holder_works_at", holder_id=holder.pk), {"where": "none"}, follow=True
        ).content.decode()

        holder.refresh_from_db()
        assert holder.location is None
        assert "Saved." in page

    def test_says_why_it_cannot_be(self, body, secretary):
        public = LocationFactory(
            system=body.system,
            name="Council home",
            organisation=OrganisationFactory(sector=Sector.PUBLIC),
        )
        holder = HolderFactory(system=body.system)
        url = address(body, "holder_works_at", holder_id=holder.pk) + "?words=council"

        page = secretary.post(url, {"where": f"l{public.pk}"}).content.decode()

        assert "A council or the NHS runs that provider." in page

    def test_says_that_nothing_is_called_that(self, body, secretary):
        holder = HolderFactory(system=body.system)
        url = address(body, "holder_works_at", holder_id=holder.pk) + "?words=atlantis"

        assert "Nothing in the register here" in secretary.get(url).content.decode()


class TestWhoFromHereSitsWhere:
    def test_is_on_the_page_of_the_service_and_its_provider(self, body, client):
        home = LocationFactory(system=body.system)
        AppointmentFactory(
            seat__body=body,
            holder__name="Priya Raman",
            holder__location=home,
            term_ends_on=date(2026, 4, 1),
        )

        for name, where in (
            ("location", {"system": body.system.slug, "location_id": home.pk}),
            ("provider", {"organisation_id": home.organisation_id}),
        ):
            page = client.get(reverse(f"register:{name}", kwargs=where)).content.decode()
            assert "Who from here sits where" in page
            assert "Priya Raman" in page
            assert "Past its term" in page

    def test_says_nothing_where_nobody_does(self, body, client):
        home = LocationFactory(system=body.system)
        AppointmentFactory(seat__body=body, holder__location=home, valid_to=date(2026, 4, 1))
        where = {"organisation_id": home.organisation_id}

        page = client.get(reverse("register:provider", kwargs=where)).content.decode()

        assert "Who from here sits where" not in page
