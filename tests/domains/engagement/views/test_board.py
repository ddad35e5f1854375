import pytest
from django.urls import reverse

from regard.domains.engagement.models import Opportunity
from regard.domains.register.models import Placement
from tests.domains.engagement.views.addresses import day
from tests.factories.accounts import GrantFactory, PersonFactory
from tests.factories.engagement import ExerciseFactory, QuestionFactory
from tests.factories.engagement_deliberation import ConversationFactory
from tests.factories.engagement_inviting import OpportunityFactory
from tests.factories.governance import MeetingFactory, SeatFactory
from tests.factories.register import (
    LocationFactory,
    PlaceFactory,
    ServiceFactory,
    SystemFactory,
)

pytestmark = pytest.mark.django_db

NEW = {
    "title": "Try the new discharge form",
    "words": "Use it for a week.",
    "minutes": "90",
    "pays": "£60",
    "url": "",
    "contact": "Amara Bello, 01522 000000",
    **day("opens_on", "2026-11-20"),
    **day("closes_on", "2026-12-20"),
    "service_types": ["home_care"],
}


@pytest.fixture
def system():
    return SystemFactory(name="Northmarch")


def board(system, query=""):
    return reverse("engagement:opportunities", args=[system.slug]) + query


def page(browser, address):
    return browser.get(address).content.decode()


class TestTheBoard:
    def test_gathers_all_that_is_open_for_anyone_to_see(self, client_as, system):
        exercise = ExerciseFactory(system=system, title="What keeps staff?")
        QuestionFactory(exercise=exercise)
        ExerciseFactory(system=system, title="Over", closed=True)
        ConversationFactory(system=system, title="Nights")
        MeetingFactory(
            body__system=system, title="Forum", is_public=True, starts_at="2026-12-01T10:00Z"
        )
        MeetingFactory(body__system=system, title="Closed shop", starts_at="2026-12-01T10:00Z")
        SeatFactory(body__system=system, name="Home care seat", speaks_for="providers")
        OpportunityFactory(system=system)
        OpportunityFactory(system=system, title="Past", closes_on="2026-11-20")

        shown = page(client_as(), board(system))

        for title in ("What keeps staff?", "Nights", "Forum", "Home care seat", "discharge form"):
            assert title in shown
        for title in ("Over", "Closed shop", "Past"):
            assert f">{title}<" not in shown
        assert "Takes about 5 minutes by our estimate" in shown
        assert "Paid or supported with: £60 for your time" in shown
        assert "Add something" not in shown

    def test_shows_only_what_is_for_a_kind_and_place(self, client_as, system):
        west, east = PlaceFactory(system=system), PlaceFactory(system=system)
        kind = {"service_types": ["home_care"]}
        OpportunityFactory(system=system, title="For home care", criteria=kind)
        OpportunityFactory(system=system, title="In the west", criteria={"place_ids": [west.pk]})
        OpportunityFactory(system=system, title="For all")
        browser = client_as()

        homes = page(browser, board(system, "?type=care_home"))
        in_east = page(browser, board(system, f"?place={east.pk}"))

        assert "For home care" not in homes
        assert "In the west" in homes
        assert "In the west" not in in_east
        assert "For all" in in_east

    def test_shows_a_provider_what_is_for_its_own_services(self, client, settings, system):
        west, east = (PlaceFactory(system=system, name=name) for name in ("West", "East"))
        location = LocationFactory(system=system, name="Ashgrove House")
        ServiceFactory(location=location, service_type="care_home")
        Placement.objects.filter(location=location).update(place=west)
        person = PersonFactory()
        scope = f"organisation:{location.organisation_id}"
        GrantFactory(person=person, role="Provider", scope_key=scope)
        client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
        kind = {"service_types": ["home_care"]}
        OpportunityFactory(system=system, title="For home care", criteria=kind)
        OpportunityFactory(system=system, title="In the east", criteria={"place_ids": [east.pk]})
        OpportunityFactory(system=system, title="In the west", criteria={"place_ids": [west.pk]})

        mine = page(client, board(system, "?mine"))
        own = page(client, reverse("register:mine"))

        assert "What is for Ashgrove House." in mine
        assert "In the west" in mine
        assert "For home care" not in mine
        assert "In the east" not in mine
        assert f"{board(system)}?mine" in own
        assert "1 thing in Northmarch for your services" in own

    def test_shows_everything_to_who_has_none(self, client_as, system):
        OpportunityFactory(system=system, title="For all")

        assert "For all" in page(client_as(), board(system, "?mine"))

    def test_can_be_read_as_a_feed(self, client_as, system):
        OpportunityFactory(system=system, url="https://example.org/form")
        address = reverse("engagement:opportunities_feed", args=[system.slug])

        answer = client_as().get(address)

        assert answer["Content-Type"].startswith("application/atom+xml")
        assert "Help us try the new discharge form" in answer.content.decode()

    def test_says_that_there_is_nothing(self, client_as, system):
        assert "There is nothing to take part in just now." in page(client_as(), board(system))


class TestALead:
    @pytest.fixture
    def browser(self, client_as, system):
        return client_as("Partnership lead", system)

    def test_adds_changes_and_withdraws(self, browser, system):
        browser.post(reverse("engagement:new_opportunity", args=[system.slug]), NEW)
        made = Opportunity.objects.get()
        where = [system.slug, made.pk]
        edit = reverse("engagement:edit_opportunity", args=where)
        assert "about 1½ hours" in page(browser, board(system))
        assert "Try the new discharge form" in page(browser, edit)

        browser.post(edit, NEW | {"title": "Try it again"})
        assert "Try it again" in page(browser, board(system))
        browser.post(reverse("engagement:withdraw_opportunity", args=where))

        assert "Try it again" not in page(browser, board(system))
        made.refresh_from_db()
        assert made.withdrawn_at is not None
        assert browser.get(edit).status_code == 404

    @pytest.mark.parametrize(
        ("wrong", "words"),
        [
            ({"contact": ""}, "Say whom to ask"),
            ({"url": "ftp://example.org"}, "Begin the address with https://"),
            (day("closes_on", "2026-11-01"), "must not come before the first"),
        ],
    )
    def test_is_told_what_is_wrong(self, browser, system, wrong, words):
        address = reverse("engagement:new_opportunity", args=[system.slug])

        assert words in browser.post(address, NEW | wrong).content.decode()
        assert not Opportunity.objects.exists()
