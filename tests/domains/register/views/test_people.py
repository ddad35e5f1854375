import json
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from regard.domains.register.models import Individual, Preference
from regard.foundation.accounts import links
from regard.foundation.mail.models import Message, OptOut
from tests.factories.accounts import GrantFactory
from tests.factories.people import IndividualFactory, ReachTaskFactory, RepresentativeFactory
from tests.factories.register import ContactFactory, PlaceFactory, ServiceFactory, SystemFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
SAID = {
    "kind": "unpaid_carer",
    "name": "Ann",
    "email": "ann@example.org",
    "reached_by": "email",
    "level": "place",
    "place": "",
    "telephone": "",
    "address": "",
    "needs": "",
    "agrees": "on",
}


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOW)


@pytest.fixture
def system():
    return SystemFactory(slug="here")


def main(answer):
    return answer.content.decode().partition("<main")[2].partition("</main>")[0]


def own_path(person, rest=""):
    link = links.issue(
        purpose="register.person", subject_id=person.pk, expires_at=NOW + timedelta(days=9)
    )
    return f"/me/{links.token(link)}/{rest}"


class TestJoin:
    def test_keeps_nothing_as_active_until_it_is_confirmed(self, client, system):
        place = PlaceFactory(system=system)

        page = client.post("/here/join/", SAID | {"place": str(place.pk)}, follow=True)

        assert "Look for our email" in page.content.decode()
        person = Individual.objects.get()
        assert (person.place, person.confirmed_on, person.added_by) == (place, None, "public")
        assert Message.objects.get().to == "ann@example.org"

    def test_answers_the_same_whoever_is_there_already(self, client, system):
        client.post("/here/join/", SAID)
        first = main(client.get("/here/join/?asked"))
        IndividualFactory(system=system, email="kim@example.org")

        page = client.post("/here/join/", SAID | {"email": "kim@example.org"}, follow=True)

        assert main(page) == first
        assert Individual.objects.count() == 2

    @pytest.mark.parametrize(
        ("other", "words"),
        [
            ({"agrees": ""}, "Tick the box if you agree"),
            ({"email": "ann"}, "Enter an email address in full"),
            ({"reached_by": "letter"}, "Enter a postal address"),
            ({"kind": "manager"}, "Choose one of the answers"),
            ({"place": "999"}, "Choose one of the answers"),
        ],
    )
    def test_says_what_is_wrong(self, client, system, other, words):
        page = client.post("/here/join/", SAID | other).content.decode()

        assert "There is a problem" in page
        assert words in page
        assert not Individual.objects.exists()

    def test_writes_to_one_address_three_times_an_hour_at_most(self, client, system):
        answers = [client.post("/here/join/", SAID).status_code for _ in range(4)]

        assert answers == [302, 302, 302, 429]
        assert client.post("/here/join/", SAID | {"email": "b@example.org"}).status_code == 302


class TestMe:
    def test_only_shows_what_is_held_when_it_is_opened(self, client):
        person = IndividualFactory(waiting=True, needs="Easy Read")

        page = client.get(own_path(person)).content.decode()

        assert "Was it you?" in page
        assert "Easy Read" in page
        person.refresh_from_db()
        assert person.confirmed_on is None

    def test_lets_them_say_which_emails_they_want(self, client):
        person = IndividualFactory()
        path = own_path(person)

        client.post(f"{path}stop/", {"stop": "asking"})
        assert OptOut.objects.get().by == f"individual:{person.pk}"
        client.post(f"{path}stop/", {"stop": "nothing"})

        assert not OptOut.objects.exists()

    def test_keeps_them_longer_and_opens_as_before(self, client):
        person = IndividualFactory()

        page = client.post(f"{(path := own_path(person))}keep/", follow=True)

        assert page.redirect_chain[0][0] == path
        person.refresh_from_db()
        assert person.keep_until == NOW.date() + timedelta(days=731)

    def test_gives_them_all_that_is_held_as_a_file(self, client):
        person = IndividualFactory(email="ann@example.org")

        answer = client.get(own_path(person, "held.json"))

        held = json.loads(answer.content)
        assert {"what": "Email address", "value": "ann@example.org", "what_for": "for emails"} in (
            held["held"]
        )
        assert answer["Content-Disposition"].startswith("attachment")

    def test_says_so_when_nothing_is_held_any_more(self, client):
        path = own_path(person := IndividualFactory())
        client.post(f"{path}forget/")

        page = client.get(path)

        assert page.status_code == 410
        assert not Individual.objects.filter(pk=person.pk).exists()


class TestPerson:
    def test_shows_each_thing_with_what_it_is_for(self, client_as, system):
        spoken = RepresentativeFactory(individual__system=system, by_individual__name="Rose")
        client = client_as("Partnership lead", system)

        page = client.get(f"/here/register/people/{spoken.individual.pk}/").content.decode()

        assert "for emails" in page
        assert "Rose: asked them to" in page

    def test_is_not_for_who_buys_care(self, client_as, system):
        person = IndividualFactory(system=system)
        client = client_as("Commissioner", system)

        assert client.get(f"/here/register/people/{person.pk}/").status_code == 403


class TestReach:
    @pytest.fixture
    def failed(self, system):
        service = ServiceFactory(system=system, location__name="Ash House")
        ContactFactory(
            location=service.location,
            name="Jo Bell",
            email="jo@example.org",
            failed_on=NOW.date(),
            failed_why="550 <jo@example.org> is unknown",
        )
        return service.location

    @pytest.mark.parametrize("page", ["", "services/", "services.csv", "tasks/"])
    def test_shows_who_buys_care_no_person(self, client_as, system, failed, page):
        ReachTaskFactory(system=system, location=failed)
        client = client_as("Commissioner", system)

        answer = client.get(f"/here/register/reach/{page}")

        words = (b"".join(answer) if answer.streaming else answer.content).decode()
        assert "Ash House" in words or not page
        assert "jo@example.org" not in words
        assert "Jo Bell" not in words

    def test_takes_any_address_that_somebody_writes(self, client_as, system, failed):
        client = client_as("Partnership lead", system)
        query = "state=x&way=y&group=place:z&group=size:&words=%00%25&after=1~~~&refusing"

        assert client.get(f"/here/register/reach/services/?{query}").status_code == 200

    def test_needs_to_be_told_why_nobody_is_reached(self, client_as, system, failed):
        client = client_as("Partnership lead", system)

        page = client.post(f"/here/register/{failed.pk}/reached/tried/", {"how": "failed"})

        assert "Say what happened" in page.content.decode()


class TestPreference:
    def test_is_said_by_the_service_s_own_people_too(self, settings, system):
        location = ServiceFactory(system=system).location
        grant = GrantFactory(role="Provider", scope_key=f"organisation:{location.organisation_id}")
        own, other = Client(), ServiceFactory(system=system).location
        own.force_login(grant.person, backend=settings.AUTHENTICATION_BACKENDS[0])
        said = {"reached_by": "letter", "level": "place"}

        answer = own.post(f"/here/register/{location.pk}/reached/preference/", said)
        shut = own.post(f"/here/register/{other.pk}/reached/preference/", said)

        assert (answer.status_code, shut.status_code) == (302, 403)
        assert Preference.objects.get().location == location


class TestCommissioned:
    def test_is_kept_for_each_service(self, client_as, system):
        service = ServiceFactory(system=system)
        client = client_as("Partnership lead", system)

        client.post(
            f"/here/register/{service.location_id}/commissioned/",
            {f"service_{service.pk}": "no"},
        )

        service.refresh_from_db()
        assert service.is_commissioned is False
