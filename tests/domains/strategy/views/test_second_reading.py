import pytest

from regard.domains.strategy import actions
from regard.domains.strategy.models import Outcome
from tests.domains.strategy.views.addresses import at
from tests.factories.strategy import PUBLISHED, Story

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return Story()


@pytest.fixture
def lead(client_as, story):
    return client_as("Partnership lead", story.system)


@pytest.fixture
def waiting(lead, story):
    story.decides()
    Outcome.objects.update(second_reader="", second_read_at=None)
    return story.refused


class TestSecondReading:
    def test_shows_what_is_not_adopted_with_its_reason(self, lead, story, waiting):
        page = lead.get(at(story, "outcomes/second/")).content.decode()

        assert waiting.reason in page
        assert story.person.text in page
        assert story.theme.title not in page

    def test_takes_that_somebody_else_agrees(self, lead, story, waiting):
        answer = {"outcome": waiting.pk, "agrees": "yes"}

        lead.post(at(story, "outcomes/second/"), answer)

        waiting.refresh_from_db()
        assert waiting.second_read_at is not None
        assert "Nothing waits" in lead.get(at(story, "outcomes/second/")).content.decode()

    def test_says_why_it_cannot_be_sent_back_without_words(self, lead, story, waiting):
        answer = {"outcome": waiting.pk, "agrees": "no"}

        page = lead.post(at(story, "outcomes/second/"), answer).content.decode()

        assert "Say what should be looked at again" in page

    def test_sends_it_back_with_words_for_who_decided(self, lead, story, waiting):
        answer = {"outcome": waiting.pk, "agrees": "no", "words": "Which law?"}

        lead.post(at(story, "outcomes/second/"), answer)

        page = lead.get(at(story, f"outcomes/points/{story.person.pk}/")).content.decode()
        assert "Which law?" in page

    def test_keeps_a_strategy_from_being_published(self, lead, story, waiting):
        page = lead.get(at(story, "publish/")).content.decode()

        assert "1 thing that is not adopted waits for a second reader" in page
        assert at(story, "outcomes/second/") in page

    def test_tells_who_decided_that_somebody_else_reads_it(self, lead, story, waiting):
        by = f"person:{lead.session['_auth_user_id']}"
        Outcome.objects.filter(pk=waiting.pk).update(decided_by=by)

        page = lead.get(at(story, "outcomes/second/")).content.decode()

        assert "You decided this" in page


class TestSoleReading:
    SAID = {"named": "Ann Carr, director", "because": "Nobody else here decides on outcomes."}

    def test_is_offered_said_and_then_read_by_everyone(self, lead, client, story, waiting):
        page = lead.get(at(story, "outcomes/second/")).content.decode()
        address = at(story, "outcomes/second/alone/")
        assert address in page
        assert "Save" in lead.get(address).content.decode()

        lead.post(address, self.SAID)

        actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)
        public = client.get(at(story, "")).content.decode()
        assert "Ann Carr, director answers for that: Nobody else here decides" in public

    def test_says_what_is_missing(self, lead, story, waiting):
        page = lead.post(at(story, "outcomes/second/alone/"), self.SAID | {"named": "Ann"})

        assert "Give the name and the office" in page.content.decode()
