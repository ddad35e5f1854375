from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client

from regard.domains.governance.models import Interest
from tests.factories.accounts import PersonFactory
from tests.factories.governance import (
    AppointmentFactory,
    BodyFactory,
    HolderFactory,
    InterestFactory,
)
from tests.factories.register import LocationFactory, OrganisationFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 12, 3, 15, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _it_is_the_day():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def body():
    return BodyFactory(slug="westmere-board", name="Westmere Board")


@pytest.fixture
def sits(body):
    return AppointmentFactory(seat__body=body, holder__name="Priya Raman").holder


@pytest.fixture
def secretary(client_as, body):
    return client_as("Board secretary", body.system)


def at(body, rest=""):
    return f"/{body.system.slug}/interests/{rest}"


def text(response, status=200):
    assert response.status_code == status
    content = b"".join(response) if response.streaming else response.content
    return " ".join(content.decode().split())


class TestInterests:
    def test_say_what_to_do_while_there_are_none(self, client_as, secretary, body):
        public = text(client_as().get(at(body)))

        assert "Nobody sat on a body, and no interest was on the register." in public
        assert "The partnership has not published any yet." in public
        assert "Ask everyone who sits on a body" in text(secretary.get(at(body)))

    def test_tell_the_public_how_many_are_not_published(self, client_as, secretary, body, sits):
        InterestFactory(holder=sits)
        InterestFactory(
            holder=sits, text="Secret", is_published=False, why_not_published="At risk"
        )

        public = text(client_as().get(at(body)))
        mine = text(secretary.get(at(body)))

        assert "1 interest on the register. 1 of 1 person sitting on a body has one." in public
        assert "1 more is not published." in public
        assert "Secret" not in public
        assert "Secret" in mine
        assert "At risk" in mine

    def test_show_those_of_a_day_and_of_a_search(self, client_as, body, sits):
        harbour = OrganisationFactory(name="Harbour Home Care")
        InterestFactory(
            holder=sits, text="Then", valid_from=date(2020, 1, 1), valid_to=date(2026, 1, 1)
        )
        InterestFactory(holder=sits, text="Now", organisation=harbour)

        then = text(client_as().get(at(body, "?on=2025-12-31")))
        found = text(client_as().get(at(body, "?words=harbour&body=westmere-board")))
        none = text(client_as().get(at(body, "?words=nothing")))
        empty = text(client_as().get(at(body, "?on=2026-01-01&words=")))

        assert "on 31 December 2025" in then
        assert "until 1 January 2026" in then
        assert "About Harbour Home Care" in found
        assert "No interest is like that." in none
        assert "Now" in empty

    def test_are_a_file(self, client_as, body, sits):
        InterestFactory(holder=sits)

        file = text(client_as().get(f"/{body.system.slug}/interests.csv"))

        assert "Priya Raman,Westmere Board,Money" in file


class TestDeclaring:
    def form(self, holder, **more):
        return {"holder": holder.pk, "kind": "financial", "text": "Owns it.", **more}

    def test_puts_one_on_the_register_and_asks_what_it_is_about(self, secretary, body, sits):
        sits.organisation = OrganisationFactory(name="Harbour Home Care")
        sits.save()

        response = secretary.post(at(body, "new/"), self.form(sits))
        made = Interest.objects.get()
        page = text(secretary.get(response["Location"]))
        about = {"provider": sits.organisation.pk}
        secretary.post(response["Location"], about)

        made.refresh_from_db()
        assert response["Location"] == at(body, f"{made.pk}/about/")
        assert "Harbour Home Care" in page
        assert made.organisation == sits.organisation

    def test_says_what_is_wrong(self, secretary, body, sits):
        form = self.form(sits, stays_private="on")
        begun = {"valid_from-day": 1, "valid_from-month": 1, "valid_from-year": 2020}

        assert "Say why it is not published" in text(secretary.post(at(body, "new/"), form))
        blank = text(secretary.post(at(body, "new/"), {**self.form(sits), "text": "", **begun}))
        assert "Problem:" in blank
        assert not Interest.objects.exists()

    def test_is_for_people_themselves(self, settings, client_as, body):
        person = PersonFactory()
        mine = HolderFactory(system=body.system, name="Amy", person=person)
        other = HolderFactory(system=body.system, name="Zoe")
        client = Client()
        client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])

        shown = text(client.get(at(body, "new/")))
        refused = text(client.post(at(body, "new/"), self.form(other)))
        client.post(at(body, "new/"), self.form(mine))

        assert "Amy" in shown
        assert "Zoe" not in shown
        assert "Problem:" in refused
        assert Interest.objects.get().holder == mine
        assert client_as("Provider", body.system).get(at(body, "new/")).status_code == 403


class TestKeeping:
    def test_puts_one_right(self, secretary, body, sits):
        interest = InterestFactory(holder=sits, valid_from=date(2020, 1, 1))
        address = at(body, f"{interest.pk}/")
        form = {"kind": "personal", "text": "Chairs it."}
        late = {"valid_from-day": 1, "valid_from-month": 1, "valid_from-year": 2027}

        shown = text(secretary.get(address))
        secretary.post(address, form)
        interest.refresh_from_db()
        said = (interest.kind, interest.text, interest.valid_from)
        Interest.objects.update(valid_to=date(2026, 12, 1))
        wrong = text(secretary.post(address, {**form, **late}))

        assert "It is about no provider on the register." in shown
        assert said == ("personal", "Chairs it.", None)
        assert "It has to end after it began" in wrong

    def test_finds_what_it_is_about(self, secretary, body, sits):
        interest = InterestFactory(holder=sits)
        location = LocationFactory(system=body.system, name="Harbour House")
        address = at(body, f"{interest.pk}/about/")

        found = text(secretary.get(f"{address}?words=Harbour"))
        none = text(secretary.get(f"{address}?words=zzz"))
        secretary.post(f"{address}?words=Harbour", {"provider": location.organisation_id})
        interest.refresh_from_db()
        about = interest.organisation
        secretary.post(address, {"provider": "none"})

        interest.refresh_from_db()
        assert location.organisation.name in found
        assert "Nothing in the register here is called that." in none
        assert (about, interest.organisation) == (location.organisation, None)

    def test_ends_one(self, secretary, body, sits):
        interest = InterestFactory(holder=sits)
        address = at(body, f"{interest.pk}/end/")
        day = {"on-day": 1, "on-month": 12, "on-year": 2026}

        shown = text(secretary.get(address))
        wrong = text(secretary.post(address, {**day, "on-year": 2027}))
        done = text(secretary.post(address, day, follow=True))

        interest.refresh_from_db()
        assert interest.text in shown
        assert "That day is still to come" in wrong
        assert "still shows it on earlier days" in done
        assert interest.valid_to == date(2026, 12, 1)
