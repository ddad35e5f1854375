from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from regard.domains.strategy import actions, queries
from regard.domains.strategy.models import Commitment, CommitmentUpdate, Milestone, Reply
from tests.domains.strategy.views.addresses import at
from tests.factories.strategy import PUBLISHED, Story
from tests.factories.strategy_promises import CommitmentFactory

pytestmark = pytest.mark.django_db

PROMISE = {
    "ref": "2.4",
    "words": "Every contract pays for travel.",
    "owner": "Head of commissioning",
    "due_on-day": "1",
    "due_on-month": "4",
    "due_on-year": "2027",
}
REPORT = {"state": "done", "words": "All 14 contracts say so.", "evidence": "The terms"}


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
def published(story):
    made = CommitmentFactory(passage=story.passage, number=1)
    actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)
    return made


def here(story, path=""):
    return f"/{story.system.slug}/commitments/{path}"


class TestCommitments:
    def test_says_what_to_expect_while_there_are_none(self, client, story):
        CommitmentFactory(passage=story.passage)

        page = text(client.get(here(story)))

        assert "Nothing has been promised in anything published yet." in page

    def test_shows_how_each_stands_and_narrows(self, client, story, published, time_machine):
        time_machine.move_to(PUBLISHED + timedelta(days=120))

        page = text(client.get(here(story)))

        assert "1 promise: 0 kept, 1 is late, 0 dropped." in page
        assert published.words in page
        assert published.words not in text(client.get(here(story, "?standing=done")))
        assert published.words in text(client.get(here(story, "?standing=nonsense")))

    def test_is_a_spreadsheet_too(self, client, story, published):
        sheet = client.get(here(story, "commitments.csv")).getvalue().decode()

        assert published.words in sheet

    def test_makes_as_many_queries_for_many_as_for_few(
        self, client, story, django_assert_max_num_queries
    ):
        for _ in range(12):
            CommitmentFactory(passage=story.passage)
        actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)

        with django_assert_max_num_queries(8):
            client.get(here(story))


class TestCommitment:
    def test_says_who_led_to_it_and_how_it_went(self, client, lead, story, published):
        file = SimpleUploadedFile("terms.pdf", b"%PDF-1.7")
        lead.post(here(story, "1/report/"), REPORT | {"file": file})

        page = text(client.get(here(story, "1/")))

        assert "2 voices led to it." in page
        assert "All 14 contracts say so." in page
        assert "2 voices that asked for it were told." in page
        update = CommitmentUpdate.objects.get()
        kept = client.get(here(story, f"1/files/{update.file_id}/"))
        assert b"".join(kept.streaming_content) == b"%PDF-1.7"
        assert client.get(here(story, f"1/files/{update.file_id + 1}/")).status_code == 404

    def test_stands_on_its_passage_and_on_the_replies_of_those_who_asked(
        self, client, lead, story, published
    ):
        lead.post(here(story, "1/report/"), REPORT)
        reply = Reply.objects.get(contribution=story.home.contribution_id)
        [address] = queries.list_reply_urls(replies=[reply]).values()

        assert published.words in text(client.get(at(story, "passages/2.4/")))
        page = text(client.get(address[address.index("/r/") :]))
        assert "What came of what we promised" in page
        assert "All 14 contracts say so." in page

    def test_is_not_found_in_a_draft_by_the_public(self, client, story):
        CommitmentFactory(passage=story.passage, number=1)

        assert client.get(here(story, "1/")).status_code == 404

    def test_says_why_a_report_cannot_be_kept(self, lead, story, published):
        page = text(lead.post(here(story, "1/report/"), {"evidence_url": "x"}))

        assert "Choose how far it has come" in page
        assert "Say what was done, or why it is dropped" in page
        assert "Enter an address that begins with https://" in page

    def test_takes_steps_and_marks_them(self, lead, story, published):
        step = {"words": "New terms", "due_on-day": 1, "due_on-month": 3, "due_on-year": 2027}
        refused = lead.post(here(story, "1/steps/"), step | {"due_on-year": 2030})
        lead.post(here(story, "1/steps/"), step)
        number = Milestone.objects.get().pk
        lead.post(here(story, "1/steps/mark/"), {"step": f"{number}:done"})
        lead.post(here(story, "1/steps/mark/"), {"step": "nonsense"})

        assert "A step is due no later than the whole" in text(refused)
        assert Milestone.objects.get().done_on == PUBLISHED.date()


class TestPromises:
    def test_are_made_changed_and_taken_out(self, lead, story):
        lead.post(at(story, "commitments/new/"), PROMISE)
        number = Commitment.objects.get().number
        lead.post(here(story, f"{number}/change/"), PROMISE | {"words": "We pay."})

        assert "We pay." in text(lead.get(at(story, "commitments/")))
        assert "We pay." in text(lead.get(here(story, f"{number}/change/")))
        lead.post(here(story, f"{number}/remove/"))
        assert "It promises nothing yet" in text(lead.get(at(story, "commitments/")))

    def test_of_earlier_versions_are_told_of(self, lead, story, published):
        story.strategy.refresh_from_db()
        actions.begin_version(strategy=story.strategy, because="x", by="person:1", at=PUBLISHED)

        page = text(lead.get(at(story, "commitments/")))

        assert "It promises nothing new. 1 promise of before stays with it." in page
        assert f"/{story.system.slug}/commitments/" in page

    def test_say_why_they_cannot_be_made(self, lead, story):
        page = text(lead.post(at(story, "commitments/new/?ref=2.4"), PROMISE | {"owner": ""}))

        assert "Say who answers for it" in page

    def test_are_for_those_who_write(self, client_as, story):
        commissioner = client_as("Commissioner", story.system)

        assert commissioner.get(at(story, "commitments/new/")).status_code == 403
