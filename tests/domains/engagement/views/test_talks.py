import pytest

from regard.domains.engagement.jobs.deliberation import draw_opinions
from regard.domains.engagement.models import Conversation, Picture, Statement, Vote, Voter
from regard.domains.engagement.types import StatementState
from tests.domains.engagement.jobs.test_deliberation import run
from tests.domains.engagement.views.addresses import day
from tests.domains.engagement.views.test_voting import at
from tests.factories.engagement import ExerciseFactory
from tests.factories.engagement_deliberation import (
    ConversationFactory,
    StatementFactory,
    VoteFactory,
    VoterFactory,
    two_camps,
)
from tests.factories.register import LocationFactory, SystemFactory

pytestmark = pytest.mark.django_db

TALK = {
    "title": "What keeps nights?",
    "words": "The board reads it.",
    **day("opens_on", "2026-11-21"),
    **day("closes_on", "2026-12-12"),
    "reads_first": "on",
}


class TestConversations:
    def test_shows_anyone_what_is_open_and_the_team_its_drafts(self, client, lead):
        system = SystemFactory()
        ConversationFactory(system=system, title="Open one")
        draft = ConversationFactory(system=system, title="Draft one", draft=True)
        ConversationFactory(system=system, title="Closed one", closed=True)
        where = f"/{system.slug}/talk/"

        page = client.get(where).content.decode()
        assert page.index("Open one") < page.index("Closed one")
        assert "Draft one" not in page
        assert client.get(at(draft)).status_code == 404
        assert "Draft one" in lead(draft).get(where).content.decode()

    def test_says_that_there_is_none(self, client):
        page = client.get(f"/{SystemFactory().slug}/talk/").content.decode()

        assert "No conversation has opened yet." in page

    def test_lists_those_of_an_exercise(self, client):
        exercise = ExerciseFactory()
        ConversationFactory(system=exercise.system, exercise=exercise, title="Its own")
        ConversationFactory(system=exercise.system, title="Another")

        page = client.get(f"/{exercise.system.slug}/asked/{exercise.slug}/talk/").content.decode()

        assert "Its own" in page
        assert "Another" not in page


class TestRunningOne:
    def test_goes_from_nothing_to_open_to_closed(self, client_as):
        exercise = ExerciseFactory()
        lead = client_as("Partnership lead", exercise.system)
        where = f"/{exercise.system.slug}/talk/"

        lead.post(f"{where}new/", TALK | {"exercise": exercise.slug})
        made = Conversation.objects.get()
        assert made.exercise == exercise
        assert "It needs 3 statements" in lead.get(at(made, "open/")).content.decode()
        lines = "Pay for travel time\nRaise the fee for nights\nPublish the rota earlier"
        lead.post(at(made, "add/"), {"lines": lines})
        assert "3 statements added." in lead.get(at(made, "add/")).content.decode()
        assert lead.post(at(made, "open/")).status_code == 302
        assert "Raise the fee" in lead.get(at(made, "add/")).content.decode()
        lead.post(at(made, "edit/"), TALK | {"title": "Another title"})
        lead.post(at(made, "close/"))

        made.refresh_from_db()
        assert (made.title, made.exercise) == ("Another title", None)
        assert made.closed_at

    def test_says_what_is_wrong_at_its_field(self, client_as):
        system = SystemFactory()
        lead = client_as("Partnership lead", system)

        page = lead.post(
            f"/{system.slug}/talk/new/", TALK | day("closes_on", "2026-11-01")
        ).content.decode()

        assert "The last day for votes is before the day it opens" in page
        assert not Conversation.objects.exists()

    def test_says_which_statement_cannot_be_kept(self, lead):
        talk = ConversationFactory(draft=True)

        page = lead(talk).post(at(talk, "add/"), {"lines": "Pay for travel\nx"}).content.decode()

        assert "Statement 2: Write a whole sentence" in page


class TestSay:
    def test_asks_once_whether_it_is_there_already_and_then_keeps_it(self, client):
        talk = StatementFactory(text="Training should be free for small providers").conversation
        client.get(at(talk))
        text = "Small providers should get free training"

        page = client.post(at(talk, "say/"), {"text": text}).content.decode()
        assert "Is it one of these?" in page
        assert Statement.objects.count() == 1

        sent = client.post(at(talk, "say/"), {"text": text, "sure": "1"}, follow=True)
        assert "Waits to be read" in sent.content.decode()
        assert Statement.objects.count() == 2

    def test_keeps_what_is_plain_and_new_at_once(self, client):
        talk = StatementFactory(conversation__reads_first=False).conversation
        client.get(at(talk))

        sent = client.post(
            at(talk, "say/"), {"text": "Retired nurses could hold the bank key"}, follow=True
        )

        assert "Others can vote on it now" in sent.content.decode()

    def test_says_why_it_cannot_be_kept(self, client):
        talk = StatementFactory().conversation
        client.get(at(talk))

        page = client.post(at(talk, "say/"), {"text": "Pay"}).content.decode()

        assert "Write a whole sentence" in page

    def test_gives_hints_while_it_is_written(self, client):
        talk = StatementFactory(text="The rota comes out too late").conversation

        page = client.post(at(talk, "say/hints/"), {"text": "Is the rota too late?"})

        assert "Nobody can agree with a question" in page.content.decode()

    def test_is_over_with_the_conversation(self, client):
        talk = ConversationFactory(closed=True)

        assert client.get(at(talk, "say/")).status_code == 302

    def test_tells_its_writer_why_it_is_not_shown(self, client):
        talk = StatementFactory().conversation
        client.get(at(talk))
        client.post(at(talk, "say/"), {"text": "Mrs Brown of Ward 3 is unkind", "sure": "1"})
        Statement.objects.filter(number=1).update(state="hidden", why="It names a person")

        page = client.get(at(talk)).content.decode()

        assert "Why it is not shown: It names a person" in page


class TestReadStatements:
    def test_shows_hides_and_keeps_out(self, lead):
        talk = ConversationFactory()
        voter = VoterFactory(conversation=talk)
        for _ in range(2):
            StatementFactory(conversation=talk, state=StatementState.WAITING, voter=voter)
        browser = lead(talk)

        page = browser.get(at(talk, "read/")).content.decode()
        assert "2 statements wait to be read" in page
        for data in (
            {"do": "meta", "number": "0"},
            {"do": "hide", "number": "1", "why": "A name"},
            {"do": "ban", "number": "0", "why": "Flooding"},
        ):
            assert browser.post(at(talk, "read/"), data).status_code == 302

        first, second = Statement.objects.order_by("number")
        assert (first.state, first.is_meta) == ("shown", True)
        assert (second.state, second.why) == ("hidden", "A name")
        assert Voter.objects.get().is_banned
        assert "Let voter 0 back" in browser.get(at(talk, "read/?show=all")).content.decode()
        browser.post(at(talk, "read/"), {"do": "lift", "number": "0"})
        assert not Voter.objects.get().is_banned

    def test_says_that_a_reason_is_missing_and_ignores_nonsense(self, lead):
        talk = StatementFactory().conversation
        browser = lead(talk)

        page = browser.post(at(talk, "read/"), {"do": "hide", "number": "0"}, follow=True)
        assert "Say why. Whoever wrote it sees your reason." in page.content.decode()
        for data in ({}, {"number": "0", "do": "dance"}):
            browser.post(at(talk, "read/"), data)

        assert Statement.objects.get().state == "shown"


class TestOpinions:
    def test_shows_what_all_agree_on_and_no_group_that_was_not_tried(self, client):
        talk = two_camps()

        page = client.get(at(talk, "found/")).content.decode()

        agreed = page[page.index("What most agree on") : page.index("What divides")]
        assert "part 0" in agreed
        assert "has not been tried yet" in page
        assert "Group A" not in page

    def test_shows_groups_that_hold(self, client):
        talk = two_camps()
        run(draw_opinions, conversation_id=talk.pk)

        page = client.get(at(talk, "found/")).content.decode()

        assert "2 groups that hold" in page
        assert "What every group agrees on" in page
        assert "Group B: 12 people" in page
        assert Picture.objects.count() == 1

    def test_says_that_nothing_is_there_yet(self, client):
        page = client.get(at(ConversationFactory(), "found/")).content.decode()

        assert "Nothing to show yet." in page

    def test_tells_a_script_only_what_is_new(self, client):
        talk = two_camps(people=8, statements=4)
        first = client.get(at(talk, "found/"))
        state = first["X-Votes-State"]

        assert client.get(at(talk, "found/"), headers={"X-Votes-State": state}).status_code == 204
        Vote.objects.create(
            conversation=talk,
            voter=VoterFactory(conversation=talk),
            statement=talk.statements.first(),
            value=1,
        )
        news = client.get(at(talk, "found/"), headers={"X-Votes-State": state})
        assert "33 votes" in news.content.decode()
        assert "<html" not in news.content.decode()

    def test_makes_a_fixed_number_of_queries(self, client, django_assert_max_num_queries):
        talk = two_camps()

        with django_assert_max_num_queries(22):
            client.get(at(talk, "found/"))


class TestStatements:
    def test_lists_all_in_the_order_asked_for(self, client):
        talk = two_camps(people=8, statements=4)

        by_agreement = client.get(at(talk, "statements/")).content.decode()
        as_they_came = client.get(at(talk, "statements/?order=came&from=2")).content.decode()

        assert by_agreement.index("part 0") < by_agreement.index("part 1")
        assert "part 0" not in as_they_came
        assert "part 3" in as_they_came
        for order in ("agreed", "disagreed", "divided", "votes", "nonsense"):
            assert client.get(at(talk, f"statements/?order={order}")).status_code == 200

    def test_tells_services_apart_only_where_there_are_enough_of_both(self, client):
        talk = ConversationFactory()
        said = [StatementFactory(conversation=talk) for _ in range(2)]
        for number in range(12):
            home = LocationFactory(system=talk.system) if number < 6 else None
            key = {} if number >= 6 else {"key": ""}
            voter = VoterFactory(conversation=talk, location=home, **key)
            VoteFactory(voter=voter, statement=said[0], value=1 if number < 6 else -1)
            if number > 3:
                VoteFactory(voter=voter, statement=said[1])

        page = client.get(at(talk, "statements/?order=came")).content.decode()

        assert "100% of 6" in page
        assert "0% of 6" in page
        assert "of 2" not in page

    def test_hides_how_few_voted(self, client):
        talk = two_camps(people=5, statements=3)

        page = client.get(at(talk, "statements/")).content.decode()

        assert page.count("under 6") >= 3


class TestData:
    def test_is_for_the_team_and_for_everyone_once_it_is_closed(self, client, lead):
        talk = two_camps(people=8, statements=3)
        assert client.get(at(talk, "votes.csv")).status_code in {302, 403}

        lines = lead(talk).get(at(talk, "votes.csv")).getvalue().decode().splitlines()
        assert lines[0] == "\ufefftimestamp,datetime,comment-id,voter-id,vote"
        votes = {tuple(line.split(",")[2:]) for line in lines[1:]}
        stored = Vote.objects.values_list("statement__number", "voter__number", "value")
        assert votes == {tuple(map(str, row)) for row in stored}

        Conversation.objects.update(closed_at=talk.opened_at)
        told = client.get(at(talk, "comments.csv")).getvalue().decode().splitlines()
        assert told[1].split(",")[2:] == [
            "0",
            "",
            "8",
            "0",
            "1",
            '"Travel between visits should be paid',
            ' part 0"',
        ]

    def test_is_not_given_where_it_would_tell_who_they_are(self, lead):
        talk = two_camps(people=3, statements=3)

        assert lead(talk).get(at(talk, "votes.csv")).status_code == 409
