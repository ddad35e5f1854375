"""Forms that offer passages and outcomes of large documents, and are narrowed by words."""

from datetime import timedelta

import pytest
from django.urls import reverse

from regard.domains.engagement import actions as engagement
from regard.domains.engagement.types import Channel, Said, Speaker
from regard.domains.strategy import actions
from regard.domains.strategy.models import Commitment, LateOutcome, Meaning, Outcome
from tests.domains.strategy.views.addresses import at
from tests.factories.strategy import PUBLISHED, REASON, PassageFactory, Story

pytestmark = pytest.mark.django_db

ROAD = "Nobody pays us for travel between visits."


def text(response):
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def grow(strategy):
    """Add sixty passages on meals to a draft."""
    for number in range(60):
        PassageFactory(
            strategy=strategy, ref=f"7.{number}", heading=f"Meals {number}", text="Soup is served."
        )


@pytest.fixture
def story():
    return Story()


@pytest.fixture
def lead(client_as, story):
    return client_as("Partnership lead", story.system)


class TestDeciding:
    @pytest.fixture(params=["outcomes/themes/{0.theme.pk}/", "outcomes/points/{0.person.pk}/"])
    def address(self, request, story):
        PassageFactory(strategy=story.strategy)
        grow(story.strategy)
        return at(story, request.param.format(story))

    def test_shows_the_few_that_bear_on_it(self, lead, address):
        page = text(lead.get(address))

        assert "of 61 passages" in page
        assert page.count("7.") < 61

    def test_narrows_by_words_and_keeps_what_was_filled_in(self, lead, address):
        typed = {"kind": "adopted", "passage_ref": "2.4", "reason": REASON, "find": "meals soup"}

        page = text(lead.post(address, typed | {"look": "yes"}))

        assert "60 of 61 passages found. The 8 nearest are shown, 52 are not." in page
        assert "What you chose stays first." in page
        assert 'value="2.4" checked' in page
        assert 'value="adopted" checked' in page
        assert REASON in page
        assert "There is a problem" not in page
        assert not Outcome.objects.exists()

    def test_narrows_by_an_address(self, lead, address):
        page = text(lead.get(f"{address}?find=7.12"))

        assert "1 of 61 passages found." in page
        assert 'value="7.12"' in page

    def test_says_that_nothing_was_found(self, lead, address):
        page = text(lead.post(address, {"find": "47.11", "look": "yes"}))

        assert "No passage was found." in page

    def test_saves_what_was_found(self, lead, address):
        given = {"kind": "adopted", "passage_ref": "7.12", "reason": REASON, "find": "7.12"}

        lead.post(address, given)

        assert Outcome.objects.get().passage.ref == "7.12"

    def test_takes_no_passage_that_is_not_there(self, lead, address):
        given = {"kind": "adopted", "passage_ref": "9.9", "reason": REASON}

        assert "Choose one of the answers on this page" in text(lead.post(address, given))


class TestSinglePoints:
    def test_proposes_for_what_is_ticked(self, lead, story):
        PassageFactory(strategy=story.strategy)
        grow(story.strategy)
        soup = story.says("The soup at our meals is cold.")
        address = at(story, "outcomes/single/")

        page = text(lead.post(address, {"points": [soup.pk], "look": "yes"}))

        assert "Both speak of: " in page
        assert "meals" in page.split("Both speak of: ")[1][:30]
        assert f'value="{soup.pk}" checked' in page


class TestLate:
    @pytest.fixture
    def late(self, story):
        story.decides()
        grow(story.strategy)
        actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)
        story.exercise.refresh_from_db()
        said = Said(
            answers={story.question.pk: ROAD},
            speaker=Speaker.CARER,
            channel=Channel.LETTER,
            said_on=story.exercise.closes_on,
        )
        return engagement.keep_contribution(
            exercise=story.exercise, said=said, by="person:1", at=PUBLISHED + timedelta(days=1)
        ).points.get()

    def test_narrows_and_answers(self, lead, story, late):
        address = at(story, "late/")
        assert "seem nearest" in text(lead.get(address))
        typed = {"points": [late.pk], "same_as": "own", "kind": "already", "passage_ref": "2.4"}

        looked = text(lead.post(address, typed | {"find": "soup", "look": "yes"}))
        lead.post(address, typed | {"passage_ref": "7.3", "reason": REASON, "find": "soup"})

        assert 'value="2.4" checked' in looked
        assert 'value="own" selected' in looked or 'value="own" checked' in looked
        assert LateOutcome.objects.get().passage.ref == "7.3"

    def test_narrows_where_something_is_answered_again(self, lead, story, late):
        address = at(story, f"late/points/{story.person.pk}/")

        page = text(lead.post(address, {"find": "soup", "look": "yes"}))

        assert "60 of 61 passages found." in page


class TestPromising:
    def test_proposes_for_the_words_and_keeps_what_is_chosen(self, lead, story):
        PassageFactory(strategy=story.strategy)
        grow(story.strategy)
        address = reverse("strategy:new_promise", args=[story.system.slug, "care-2027"])
        assert "There are 61 passages. Find one of them." in text(lead.get(address))

        page = text(lead.post(address, {"words": ROAD, "ref": "7.3", "look": "yes"}))

        assert 'value="2.4"' in page
        assert 'value="7.3" checked' in page
        assert ROAD in page
        assert not Commitment.objects.exists()


class TestMeaning:
    def test_finds_by_number_and_saves_nothing(self, lead, story):
        PassageFactory(strategy=story.strategy)
        grow(story.strategy)
        address = reverse("strategy:new_meaning", args=[story.system.slug, "care-2027"])
        typed = {"for_owners": "Pay the drive.", "find": "2", "look": "yes"}

        page = text(lead.post(address, typed))

        assert "1 of 61 passages found." in page
        assert "Pay the drive." in page
        assert not Meaning.objects.exists()
