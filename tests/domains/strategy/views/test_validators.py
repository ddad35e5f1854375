"""Public pages are sent once while they are the same, and nobody gets what is another's."""

import pytest
from django.urls import reverse

from regard.domains.engagement.actions.moderation import withhold_contribution
from regard.domains.register.models import System
from regard.domains.strategy import actions
from regard.domains.strategy.models import Outcome
from regard.domains.strategy.types import FileKind
from tests.domains.strategy.views.addresses import at
from tests.factories.strategy import PUBLISHED, Story
from tests.factories.strategy_regard import make_published

pytestmark = pytest.mark.django_db

PAGES = (
    "", "answers/", "data.csv", "data.json", "annex/", "annex/files/docx/", "versions/",
    "versions/1/", "passages/2.4/", "whole/", "needs/",
)  # fmt: skip

MARKED = ("data.csv", "data.json", "annex/files/docx/", "versions/1/")

WHOLE = ("strategy:feed", "strategy:site_map", "strategy:strategies")
OTHERS = ("strategy:regards_feed", "strategy:regards", "strategy:commitments", "strategy:needs")


@pytest.fixture
def story(time_machine):
    time_machine.move_to(PUBLISHED, tick=False)
    story = Story().decides()
    actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)
    story.strategy.refresh_from_db()
    return story


@pytest.fixture
def lead(client_as, story):
    return client_as("Partnership lead", story.system)


def again(client, address, first):
    return client.get(address, headers={"if-none-match": first["ETag"]})


class TestAVisitor:
    @pytest.mark.parametrize("page", PAGES)
    def test_is_not_sent_twice_what_is_the_same(self, client, story, page):
        first = client.get(at(story, page))
        assert first.status_code == 200
        assert "public" in first["Cache-Control"]
        assert "no-cache" in first["Cache-Control"]
        assert "Cookie" in first["Vary"]

        second = again(client, at(story, page), first)

        assert (second.status_code, second.content) == (304, b"")
        assert second["ETag"] == first["ETag"]
        assert "public" in second["Cache-Control"]

    @pytest.mark.parametrize("name", WHOLE)
    def test_is_not_sent_feeds_and_lists_twice(self, client, story, name):
        address = reverse(name, args=[story.system.slug])

        first = client.get(address)

        assert again(client, address, first).status_code == 304
        make_published(story.system, slug="another", title="Another plan")
        assert again(client, address, first).status_code == 200

    @pytest.mark.parametrize("name", OTHERS)
    def test_is_not_sent_what_else_is_published_twice(self, client, story, name):
        address = reverse(name, args=[story.system.slug])

        first = client.get(address)

        assert (first.status_code, again(client, address, first).status_code) == (200, 304)

    @pytest.mark.parametrize("page", MARKED)
    def test_is_sent_what_another_release_or_name_makes_of_it(
        self, client, story, page, monkeypatch
    ):
        first = client.get(at(story, page))
        System.objects.filter(pk=story.system.pk).update(partnership_name="The new partnership")
        second = again(client, at(story, page), first)
        assert second.status_code == 200

        monkeypatch.setattr("regard.foundation.design.validators.release", lambda: "the next")

        assert again(client, at(story, page), second).status_code == 200

    @pytest.mark.parametrize("page", ["data.csv", "annex/files/docx/"])
    def test_is_sent_data_anew_once_words_are_withheld(self, client, story, page):
        first = client.get(at(story, page))

        withhold_contribution(
            contribution=story.person.contribution,
            because="It names somebody who did not agree to it.",
            by="person:1",
            at=PUBLISHED,
        )

        assert again(client, at(story, page), first).status_code == 200

    def test_costs_a_few_queries_for_a_version_that_they_have(
        self, client, story, django_assert_max_num_queries
    ):
        first = client.get(at(story, "versions/1/"))

        with django_assert_max_num_queries(4):
            assert again(client, at(story, "versions/1/"), first).status_code == 304

    def test_is_sent_a_version_anew_once_there_is_another(self, client, story):
        first = client.get(at(story, "versions/1/"))
        make_published(follows=story.strategy, at=PUBLISHED)

        assert again(client, at(story, "versions/1/"), first).status_code == 200

    def test_is_told_when_the_feed_last_changed(self, client, story):
        address = reverse("strategy:feed", args=[story.system.slug])
        first = client.get(address)

        second = client.get(address, headers={"if-modified-since": first["Last-Modified"]})

        assert second.status_code == 304

    def test_keeps_a_published_file_for_a_year(self, client, story):
        actions.keep_published_file(
            strategy=story.strategy, kind=FileKind.PDF, data=b"pdf", by="x", at=PUBLISHED
        )
        address = at(story, "versions/1/files/pdf/")

        first = client.get(address)
        second = client.get(address, headers={"if-modified-since": first["Last-Modified"]})

        assert b"".join(first.streaming_content) == b"pdf"
        assert "immutable" in first["Cache-Control"]
        assert again(client, address, first).status_code == second.status_code == 304


class TestWhoeverIsSignedIn:
    @pytest.mark.parametrize("page", PAGES)
    def test_gets_no_public_copy_and_leaves_no_private_one(self, client, lead, story, page):
        public = client.get(at(story, page))

        own = again(lead, at(story, page), public)

        if "text/html" in public["Content-Type"]:
            assert own.status_code == 200
            assert "Sign out" in own.text
            assert "Sign out" not in public.text
        assert "private" in own["Cache-Control"]
        assert "public" not in own["Cache-Control"]
        assert "Cookie" in own["Vary"]
        back = again(client, at(story, page), own)
        if "text/html" in public["Content-Type"]:
            assert back.status_code == 200
            assert "Sign out" not in back.text

    def test_has_pages_of_their_own_kept_by_nobody_else(self, lead, story):
        page = lead.get(at(story, "replies/"))

        assert page["Cache-Control"] == "private, no-cache"

    def test_is_answered_what_a_draft_says_and_no_cache_keeps_it(self, client_as):
        story = Story().decides()
        lead = client_as("Partnership lead", story.system)

        first = lead.get(at(story, "versions/1/"))
        Outcome.objects.update(reason="Another reason, said in more words than four.")

        assert "private" in first["Cache-Control"]
        assert again(lead, at(story, "versions/1/"), first).status_code == 200


def test_a_draft_is_no_more_there_with_an_etag_than_without(client):
    story = Story().decides()

    assert client.get(at(story, "versions/1/"), headers={"if-none-match": "*"}).status_code == 404
