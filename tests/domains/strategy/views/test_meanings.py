from io import BytesIO

import pytest
from pypdf import PdfReader

from regard.domains.strategy import actions
from regard.domains.strategy.models import Meaning
from tests.domains.strategy.views.addresses import at
from tests.factories.register import LocationFactory, PlaceFactory, ServiceFactory
from tests.factories.strategy import PUBLISHED, Story
from tests.factories.strategy_promises import CommitmentFactory

pytestmark = pytest.mark.django_db

MEANING = {
    "ref": "2.4",
    "for_owners": "You are paid for travel.",
    "for_staff": "Your time between visits is paid.",
    "to_do": "Send your mileage rates.",
    "do_by-day": "1",
    "do_by-month": "4",
    "do_by-year": "2027",
}


def text(response):
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.fixture
def story():
    return Story().decides()


@pytest.fixture
def lead(client_as, story):
    return client_as("Partnership lead", story.system)


@pytest.fixture
def service(story):
    return ServiceFactory(
        location=LocationFactory(system=story.system, name="Harbour House")
    ).location


class TestMeanings:
    def test_are_written_changed_and_taken_out(self, lead, story, service):
        PlaceFactory(system=story.system, name="Westmere")
        saved = lead.post(at(story, "meanings/new/"), MEANING, follow=True)
        number = Meaning.objects.get().pk
        lead.post(at(story, f"meanings/{number}/"), MEANING | {"for_people": "Visits are longer."})

        assert "Saved. It touches" in text(saved)
        assert "Every service" in text(lead.get(at(story, "meanings/")))
        assert "Visits are longer." in text(lead.get(at(story, f"meanings/{number}/")))
        lead.post(at(story, f"meanings/{number}/remove/"))
        assert "Nobody is told yet" in text(lead.get(at(story, "meanings/")))
        assert lead.get(at(story, f"meanings/{number}/")).status_code == 404

    def test_count_whom_they_touch_before_they_are_saved(self, lead, story, service):
        ticked = {"for_owners": "Half a thought.", "size_bands": ["one"], "count": "yes"}
        counted = text(lead.post(at(story, "meanings/new/"), ticked))
        wrong = text(lead.post(at(story, "meanings/new/"), ticked | {"size_bands": ["none"]}))

        assert "Every service, run by a provider with one service. Nothing is saved" in counted
        assert "Half a thought." in counted
        assert "There is a problem" not in counted
        assert "Choose only from the answers on this page" in wrong
        assert not Meaning.objects.exists()

    def test_say_why_they_cannot_be_written(self, lead, story):
        empty = {"ref": "2.4"}

        assert "Say what it means for owners" in text(
            lead.post(at(story, "meanings/new/?ref=2.4"), empty)
        )


class TestForYou:
    def test_says_what_to_do_and_what_changes(self, client, lead, story, service):
        lead.post(at(story, "meanings/new/"), MEANING)
        CommitmentFactory(passage=story.passage, words="Travel is paid.")
        actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)
        here = f"/{story.system.slug}/for-you/{service.pk}/"

        page = text(client.get(here))
        pdf = client.get(f"{here}for-you.pdf")
        own = text(client.get(f"/{story.system.slug}/register/{service.pk}/"))

        assert "1 thing that the partnership decided touches this service." in page
        assert "Send your mileage rates." in page
        assert "For the people you support" not in page
        assert "Travel is paid." in page
        assert pdf["Content-Type"] == "application/pdf"
        assert (
            "Send your mileage rates." in PdfReader(BytesIO(pdf.content)).pages[0].extract_text()
        )
        assert "What this means for Harbour House" in own

    def test_says_what_to_expect_before_anything_touches_it(self, client, story, service):
        page = text(client.get(f"/{story.system.slug}/for-you/{service.pk}/"))

        assert "Nothing touches this service yet" in page

    def test_is_not_found_for_a_service_of_elsewhere(self, client, story):
        elsewhere = LocationFactory()

        assert client.get(f"/{story.system.slug}/for-you/{elsewhere.pk}/").status_code == 404


class TestFindForYou:
    def test_finds_a_service_by_its_name(self, client, story, service):
        here = f"/{story.system.slug}/for-you/"

        assert "says yet what it means for services" in text(client.get(here))
        assert "Harbour House" in text(client.get(f"{here}?words=harbour"))
        assert "No service here is called that" in text(client.get(f"{here}?words=zzz"))
