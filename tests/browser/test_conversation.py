"""Anybody votes on a phone without scripts; a lead runs a conversation; results come live."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from regard.domains.engagement.actions import opinions as actions
from regard.domains.engagement.models import Conversation, Statement, Vote
from regard.domains.engagement.queries.opinions import get_material
from regard.domains.engagement.rules.deliberation import opinions_of, try_steadiness
from regard.domains.engagement.types import StatementState
from tests.browser.pressing import press
from tests.factories.accounts import GrantFactory
from tests.factories.engagement_deliberation import (
    ConversationFactory,
    StatementFactory,
    VoteFactory,
    VoterFactory,
    two_camps,
)
from tests.factories.register import SystemFactory

SAID = (
    "Travel between visits should be paid",
    "Night staff need a higher rate, not a bonus",
    "The rota should be published eight weeks ahead",
    "Retired nurses could hold the bank key",
    "Agency staff keep us open and should be welcome",
    "Every home should know its night lead at the hospital",
    "Sleep-in shifts should end",
    "Paying the real living wage would close some of us",
)


def given_dates():
    today = timezone.localdate()
    return {
        "opens_on": today - timedelta(days=9),
        "closes_on": today + timedelta(days=9),
        "opened_at": timezone.now() - timedelta(days=9),
    }


@pytest.fixture
def system():
    return SystemFactory(name="Northmarch", slug="northmarch")


@pytest.fixture
def talk(system):
    """Return a conversation that is open, with statements to vote on."""
    talk = ConversationFactory(system=system, slug="nights", **given_dates())
    for text in SAID:
        StatementFactory(conversation=talk, text=text)
    return talk


@pytest.fixture
def camps(system):
    """Return a conversation with many votes of two camps that hold."""
    talk = two_camps(people=60, system=system, slug="nights", **given_dates())
    for number, text in enumerate(SAID):
        Statement.objects.filter(conversation=talk, number=number).update(text=text)
    return talk


def given_picture(talk):
    opinions, votes, report = opinions_of(get_material(conversation_id=talk.pk))
    actions.keep_opinions(conversation_id=talk.pk, opinions=opinions, at=timezone.now())
    actions.keep_steadiness(conversation_id=talk.pk, steadiness=try_steadiness(votes, report))


@pytest.fixture
def lead(page, sign_in):
    """Return the browser of a lead, signed in."""
    sign_in(page, GrantFactory().person)
    return page


class TestVoting:
    def test_works_without_scripts_from_the_first_vote_to_the_last(
        self, no_script_page, talk, screenshot
    ):
        page = no_script_page
        page.goto("/northmarch/talk/nights/")
        screenshot(page, "conversation-first")
        for _ in SAID:
            press(page.get_by_role("button", name="Agree", exact=True))

        expect(page.get_by_text("You have answered all 8.")).to_be_visible()
        screenshot(page, "conversation-done")
        assert Vote.objects.filter(value=1).count() == len(SAID)

    def test_can_be_taken_back_and_reached_by_keyboard(self, page, talk, check):
        page.goto("/northmarch/talk/nights/")
        page.get_by_role("button", name="Disagree", exact=True).focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")
        check(page, "conversation")
        press(page.get_by_role("button", name="Take that back"))

        expect(page.get_by_text("0 of 8 answered")).to_be_visible()
        assert not Vote.objects.exists()

    def test_takes_a_statement_after_asking_whether_it_is_there(self, page, talk, check):
        page.goto("/northmarch/talk/nights/")
        press(page.get_by_role("button", name="Say something yourself"))
        page.get_by_label("Your statement").fill("Travel between visits must be paid?")
        press(page.get_by_role("button", name="Send it"))
        expect(page.get_by_text("Is it one of these?")).to_be_visible()
        check(page, "conversation-say")

        press(page.get_by_role("button", name="Send it as it is"))
        expect(page.get_by_text("Waits to be read")).to_be_visible()

    def test_gives_hints_while_it_is_written(self, page, talk):
        page.goto("/northmarch/talk/nights/say/")
        page.get_by_label("Your statement").press_sequentially("Should nights be paid more?")

        expect(page.get_by_text("Nobody can agree with a question.")).to_be_visible()

    def test_is_listed(self, page, talk, check):
        ConversationFactory(system=talk.system, title="What is too far?", closed=True)
        page.goto("/northmarch/talk/")
        check(page, "conversations")


class TestRunningOne:
    def test_goes_from_nothing_to_open(self, lead, system, check):
        lead.goto("/northmarch/talk/")
        press(lead.get_by_role("button", name="Begin a conversation"))
        check(lead, "conversation-new")
        lead.get_by_label("What is it about?").fill("What keeps people on nights?")
        lead.get_by_label("What comes of it?").fill("The board reads it in January.")
        press(lead.get_by_role("button", name="Save"))
        lead.get_by_label("Statements to begin with").fill("\n".join(SAID))
        press(lead.get_by_role("button", name="Add them"))
        check(lead, "conversation-add")
        press(lead.get_by_role("link", name="Back to the conversation"))
        check(lead, "conversation-draft")
        press(lead.get_by_role("link", name="Open it"))
        check(lead, "conversation-open")
        press(lead.get_by_role("button", name="Open it"))

        expect(lead.get_by_text("It is open.")).to_be_visible()
        assert Conversation.objects.get().opened_at

    def test_reads_what_waits(self, lead, talk, check):
        writer = VoterFactory(conversation=talk)
        StatementFactory(
            conversation=talk, text="Mrs Brown is rude", state=StatementState.WAITING, voter=writer
        )
        lead.goto("/northmarch/talk/nights/read/")
        check(lead, "conversation-read")
        lead.get_by_label("Why not?").fill("It names a person")
        press(lead.get_by_role("button", name="Do not show it"))

        expect(lead.get_by_text("Whoever wrote it sees your reason.")).to_be_visible()


class TestResults:
    def test_show_agreements_and_groups_that_hold(self, page, camps, check):
        given_picture(camps)

        page.goto("/northmarch/talk/nights/found/")
        check(page, "conversation-found")
        page.goto("/northmarch/talk/nights/statements/")
        check(page, "conversation-statements")

    def test_show_no_groups_that_have_not_been_tried(self, page, camps, check):
        page.goto("/northmarch/talk/nights/found/")

        expect(page.get_by_text("has not been tried yet")).to_be_visible()
        check(page, "conversation-found-untried")

    def test_change_before_ones_eyes_when_a_vote_comes(self, page, camps):
        page.goto("/northmarch/talk/nights/found/")
        before = f"{Vote.objects.count():,} votes"
        expect(page.get_by_text(before)).to_be_visible()
        VoteFactory(voter=VoterFactory(conversation=camps), statement=Statement.objects.first())

        expect(page.get_by_text(f"{Vote.objects.count():,} votes")).to_be_visible(timeout=15_000)

    def test_say_that_nothing_is_there_yet(self, page, talk, check):
        page.goto("/northmarch/talk/nights/found/")
        check(page, "conversation-found-empty")
