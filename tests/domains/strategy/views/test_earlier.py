"""What the first version answered, once a second is published."""

from datetime import timedelta

import pytest
from django.urls import reverse

from regard.domains.strategy import actions
from regard.domains.strategy.models import Strategy
from regard.domains.strategy.queries import list_latest_outcomes
from tests.factories.strategy import PUBLISHED, Story

pytestmark = pytest.mark.django_db

LATER = PUBLISHED + timedelta(days=200)
WHO = {"by": "person:1", "at": LATER}


@pytest.fixture
def story():
    """Publish a second version, in which the passage bears another number."""
    story = Story().decides()
    actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)
    second = actions.begin_version(strategy=story.strategy, because="New money.", **WHO)
    second.passages.filter(key=story.passage.key).update(ref="7")
    Strategy.objects.filter(pk=second.pk).update(stage="published", published_at=LATER)
    story.second = second
    return story


def page(client, story, name, query="", **more):
    where = {"system": story.system.slug, "slug": story.strategy.slug} | more
    answer = client.get(reverse(f"strategy:{name}", kwargs=where) + query)
    assert answer.status_code == 200
    return answer.content.decode()


class TestTheDocument:
    def test_says_what_the_version_before_answered(self, client, story):
        words = page(client, story, "strategy")

        assert "Because you said, in version 1" in words
        assert story.theme.title in words
        assert "What earlier versions answered" in words
        assert "?version=1#became" in words
        assert "Nobody asked for this" not in words

    def test_can_be_read_as_it_was_with_links_that_stay_there(self, client, story):
        words = page(client, story, "strategy", "?version=1")

        assert "This is version 1, with what it answered." in words
        assert f"passages/{story.passage.ref}/?version=1" in words
        assert "answers/?version=1" in words
        assert "What earlier versions answered" not in words

    def test_of_one_version_has_no_earlier_one(self, client):
        story = Story().decides()
        actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)

        words = page(client, story, "strategy")

        assert "earlier versions" not in words
        assert "?version=" not in words


class TestThePassage:
    def test_shows_what_led_to_it_in_an_earlier_version(self, client, story):
        words = page(client, story, "passage", ref="7")

        assert "What version 1 answered here" in words
        assert story.theme.title in words
        assert f"passages/{story.passage.ref}/?version=1" in words
        assert "No voice stands behind" not in words
        assert "that an earlier version answered" in words

    def test_shows_it_beside_the_form_in_which_it_is_written_anew(self, client_as):
        story = Story().decides()
        actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)
        actions.begin_version(strategy=story.strategy, because="New money.", **WHO)
        lead = client_as("Partnership lead", story.system)

        words = page(lead, story, "edit_passage", ref=story.passage.key)

        assert "No outcome of this version names this passage yet." in words
        assert "Because of this it stands in version 1" in words
        assert story.theme.title in words
        assert f"passages/{story.passage.ref}/?version=1" in words

    def test_shows_its_voices_in_the_earlier_version(self, client, story):
        words = page(client, story, "passage", "?version=1", ref=story.passage.ref)

        assert "This is how it stands in version 1" in words
        assert "The voices behind it" in words
        assert reverse("strategy:trace", args=[story.system.slug, story.home.pk]) in words

    def test_leads_from_the_words_to_where_it_stands_now(self, client, story):
        where = [story.system.slug, story.home.pk]
        words = client.get(reverse("strategy:trace", args=where)).content.decode()
        link = reverse(
            "strategy:passage_key",
            args=[story.system.slug, story.strategy.slug, story.passage.key],
        )

        assert link in words
        assert client.get(link)["Location"].endswith("/passages/7/")


class TestEverythingSaid:
    def test_can_be_read_of_the_earlier_version(self, client, story):
        words = page(client, story, "answers", "?version=1&kind=in_part")

        assert story.theme.title in words
        assert "answers/?version=1&amp;kind=not_adopted" in words

    def test_does_not_show_versions_that_nobody_may_read(self, client, story):
        actions.begin_version(strategy=story.second, because="More.", **WHO)
        where = {"system": story.system.slug, "slug": story.strategy.slug}

        answer = client.get(reverse("strategy:answers", kwargs=where) + "?version=3")

        assert answer.status_code == 404


def test_the_first_page_says_what_the_last_version_with_voices_did(story):
    assert [row.title for row in list_latest_outcomes(system=story.system, limit=3)]
