"""How everyone is answered: read twice, late voices, letters, notes and figures."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from regard.domains.engagement import actions as engagement
from regard.domains.engagement.types import Channel, Said, Speaker
from regard.domains.strategy import actions
from regard.domains.strategy.models import Outcome, Reply
from regard.domains.strategy.types import OutcomeKind
from tests.browser.pressing import press
from tests.factories.accounts import GrantFactory
from tests.factories.strategy import Story

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(240)]


@pytest.fixture
def story():
    story = Story().decides()
    for number in range(4):
        story.says(
            f"We have lost {number + 3} carers since the spring to the warehouse by the road.",
            theme=story.theme,
            email=f"{number}@example.org",
        )
    return story


@pytest.fixture
def lead(story, sign_in, page):
    grant = GrantFactory(scope_key=f"system:{story.system.pk}", person__name="Amara Okafor")
    sign_in(page, grant.person)
    return page


def at(story, path):
    return f"/{story.system.slug}/strategy/care-2027/{path}"


class TestBeforePublishing:
    def test_reads_twice_what_is_not_adopted(self, lead, story, check):
        Outcome.objects.update(decided_by="person:0", second_reader="", second_read_at=None)
        lead.goto(at(story, "outcomes/second/"))
        check(lead, "answering-second")

        lead.get_by_label("Yes", exact=True).check()
        press(lead.get_by_role("button", name="Save"))

        expect(lead.get_by_text("Nothing waits for a second reader")).to_be_visible()

    def test_answers_one_point_by_itself_and_shows_all_that_was_said(self, lead, story, check):
        lead.goto(at(story, f"outcomes/themes/{story.theme.pk}/points/"))
        check(lead, "answering-points")
        press(lead.get_by_role("link", name="Give it an outcome of its own").first)
        check(lead, "answering-own")
        lead.goto(at(story, f"write/{story.passage.ref}/"))
        expect(lead.get_by_text("Everything said on this passage")).to_be_visible()
        check(lead, "answering-said")


class TestAfterPublishing:
    @pytest.fixture
    def published(self, story):
        at_now = timezone.now()
        actions.publish_strategy(strategy=story.strategy, by="person:1", at=at_now)
        Reply.objects.filter(contribution=story.person.contribution).update(
            channel="note", to="Fell Care Forum, meeting of 3 November 2026", state="owed"
        )
        Reply.objects.filter(channel="email").update(
            state="sent", sent_at=at_now, answers_them=True
        )
        story.exercise.refresh_from_db()
        for words in ("Nobody pays us for the road either.", "Let carers hold the bank key."):
            said = Said(
                answers={story.question.pk: words},
                speaker=Speaker.CARER,
                channel=Channel.LETTER,
                said_on=timezone.localdate(),
                address="2 Mill Lane\nHarrow",
            )
            engagement.keep_contribution(
                exercise=story.exercise, said=said, by="person:1", at=at_now + timedelta(hours=1)
            )
        return story

    def test_answers_what_came_late(self, lead, published, check):
        lead.goto(at(published, "replies/"))
        check(lead, "answering-replies")
        press(lead.get_by_role("link", name="2 points came after it was published"))
        check(lead, "answering-late")

        lead.get_by_label("Nobody pays us for the road either.").check()
        lead.get_by_label("Does something published answer it?").select_option(
            label=f"{published.theme.title}: {OutcomeKind.IN_PART.label.lower()}"
        )
        press(lead.get_by_role("button", name="Give them this answer"))

        expect(lead.get_by_text("1 point answered")).to_be_visible()
        expect(lead.get_by_role("button", name="Reply now")).to_be_visible()

    def test_prints_hands_on_and_counts(self, lead, published, check):
        lead.goto(at(published, "letters/"))
        check(lead, "answering-letters")
        lead.goto(at(published, "replies/figures/"))
        check(lead, "answering-figures")
        lead.goto(at(published, "notes/"))
        check(lead, "answering-notes")
        press(lead.get_by_role("button", name="Mark as handed on"))
        expect(lead.get_by_text("Handed on: what 1 voice hear")).to_be_visible()
