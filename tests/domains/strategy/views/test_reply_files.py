import csv
import io

import pytest

from regard.domains.strategy import actions
from regard.domains.strategy.models import Reply
from tests.domains.strategy.views.addresses import at
from tests.factories.strategy import PUBLISHED, Story

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    story = Story().decides()
    actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)
    return story


@pytest.fixture
def lead(client_as, story):
    return client_as("Partnership lead", story.system)


@pytest.fixture
def note(story):
    Reply.objects.filter(contribution=story.person.contribution).update(
        channel="note", to="Fell Care Forum", state="owed", sent_at=None
    )


class TestLetters:
    def test_are_a_tagged_pdf(self, lead, story):
        response = lead.get(at(story, "letters/letters.pdf"))

        assert response["Content-Type"] == "application/pdf"
        assert response.content.startswith(b"%PDF")
        assert b"StructTreeRoot" in response.content or b"/MarkInfo" in response.content

    def test_are_a_spreadsheet_for_a_print_house(self, lead, story):
        response = lead.get(at(story, "letters/letters.csv"))

        [row] = csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")))
        assert (row["number"], row["name"], row["address_1"]) == ("1", "Ann Carr", "1 Mill Lane")
        assert (row["address_2"], row["address_3"]) == ("Harrow", "LN1 3AB")
        assert "What became of it: adopted in part." in row["letter"]
        assert "/r/" in row["web_address"]

    def test_are_offered_as_files(self, lead, story):
        page = lead.get(at(story, "letters/")).content.decode()

        assert "Letters 1 to 1 as a PDF" in page


@pytest.mark.usefixtures("note")
class TestNotes:
    def test_are_one_for_each_who_carried_voices(self, lead, story):
        page = lead.get(at(story, "notes/")).content.decode()

        assert "Fell Care Forum" in page
        assert "1 voice to tell" in page

    def test_are_a_pdf(self, lead, story):
        response = lead.get(at(story, "notes/note.pdf"), {"to": "Fell Care Forum"})

        assert response.content.startswith(b"%PDF")
        nobody = lead.get(at(story, "notes/note.pdf"), {"to": "Nobody"})
        assert nobody["Location"] == at(story, "notes/")

    def test_are_marked_as_handed_on(self, lead, story):
        lead.post(at(story, "notes/"), {"to": "Fell Care Forum"})

        reply = Reply.objects.get(channel="note")
        assert (reply.state, reply.sent_at) == ("sent", PUBLISHED)


class TestFigures:
    def test_tell_how_soon_everyone_was_answered(self, client, story):
        Reply.objects.filter(channel="email").update(state="sent", sent_at=PUBLISHED)

        page = " ".join(client.get(at(story, "replies/figures/")).content.decode().split())

        assert "2 of 3" in page
        assert "64" in page  # days from 14 November to 17 January

    def test_tell_whether_it_answered_them_and_hide_what_few_say(self, client, story):
        Reply.objects.update(answers_them=True)

        page = client.get(at(story, "replies/figures/")).content.decode()

        assert "fewer than 6" in page

    def test_say_that_nothing_is_written_before_it_is_published(self, client_as):
        story = Story()
        lead = client_as("Partnership lead", story.system)

        page = lead.get(at(story, "replies/figures/")).content.decode()

        assert "Replies are written on the day" in page
