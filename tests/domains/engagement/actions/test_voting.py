from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from regard.domains.engagement.actions import opinions, statements
from regard.domains.engagement.actions import voting as actions
from regard.domains.engagement.models import Picture, Statement, Vote, Voter
from regard.domains.engagement.queries.opinions import get_material
from regard.domains.engagement.rules.deliberation import opinions_of
from regard.domains.engagement.types import StatementState
from regard.domains.engagement.types.deliberation import Voice
from regard.foundation.audit.models import Entry
from regard.foundation.base.errors import NotFound
from regard.foundation.jobs.models import Job
from tests.factories.accounts import PersonFactory
from tests.factories.engagement_deliberation import (
    ConversationFactory,
    StatementFactory,
    VoteFactory,
    VoterFactory,
)
from tests.factories.register import LocationFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
WHO = {"by": "person:1", "at": NOON}
ANN = Voice(key="ann")


def last():
    return Entry.objects.order_by("-pk").first()


@pytest.fixture
def talk():
    conversation = ConversationFactory()
    for _ in range(3):
        StatementFactory(conversation=conversation)
    return conversation


def vote(talk, voice=ANN, number=0, value=1):
    return actions.cast_vote(conversation=talk, voice=voice, number=number, value=value, at=NOON)


class TestCastVote:
    def test_keeps_that_somebody_voted_in_the_ledger_and_not_how(self, talk):
        cast = vote(talk)

        assert (cast.value, cast.voter.number) == (1, 0)
        entry = last()
        assert entry.event == "vote.cast"
        assert entry.by == f"voter:{cast.voter.pk}"
        assert entry.subject.endswith(f"Statement:{cast.statement_id}")
        assert entry.detail == {}

    def test_takes_the_place_of_an_earlier_one(self, talk):
        vote(talk)
        vote(talk, value=-1)

        assert [each.value for each in Vote.objects.all()] == [-1]

    def test_numbers_voters_as_they_come(self, talk):
        home = LocationFactory(system=talk.system)
        for voice in (ANN, Voice(person_id=PersonFactory().pk), Voice(location_id=home.pk)):
            vote(talk, voice)

        assert list(Voter.objects.order_by("pk").values_list("number", flat=True)) == [0, 1, 2]

    def test_refuses_when_the_conversation_is_closed_or_full(self, talk, monkeypatch):
        with pytest.raises(actions.CannotVote, match="closed on"):
            vote(StatementFactory(conversation__closed=True).conversation)
        with pytest.raises(actions.CannotVote, match="not opened"):
            vote(StatementFactory(conversation__draft=True).conversation)
        monkeypatch.setattr(actions, "MOST_VOTERS", 1)
        vote(talk)
        vote(talk, number=1)
        with pytest.raises(actions.CannotVote, match="So many"):
            vote(talk, Voice(key="bob"))

    def test_starts_one_job_however_many_votes_wait(self, talk):
        for number in range(3):
            vote(talk, number=number)

        [job] = Job.objects.all()
        assert job.args == {"conversation_id": talk.pk}

    def test_leaves_a_small_picture_that_was_drawn_just_now(self, talk):
        Picture.objects.create(conversation=talk, votes=3, result={}, at=NOON)
        vote(talk)
        assert not Job.objects.exists()
        Picture.objects.update(at=NOON - timedelta(minutes=2))
        vote(talk)
        assert Job.objects.count() == 1

    def test_refuses_a_value_that_is_no_vote(self, talk):
        with pytest.raises(IntegrityError), transaction.atomic():
            VoteFactory(voter=VoterFactory(conversation=talk), value=2)


class TestTakeVoteBack:
    def test_deletes_it_and_says_so(self, talk):
        vote(talk)

        assert actions.take_vote_back(conversation=talk, voice=ANN, number=0, at=NOON)
        assert not Vote.objects.exists()
        assert last().event == "vote.taken_back"

    def test_does_nothing_where_there_is_none(self, talk):
        assert not actions.take_vote_back(conversation=talk, voice=ANN, number=0, at=NOON)
        vote(talk)
        assert not actions.take_vote_back(conversation=talk, voice=ANN, number=1, at=NOON)
        assert not actions.take_vote_back(conversation=talk, voice=ANN, number=99, at=NOON)


class TestBans:
    def test_keep_somebody_out_and_let_them_back(self, talk):
        vote(talk)

        actions.ban_voter(conversation=talk, number=0, why="Flooding", **WHO)
        with pytest.raises(actions.CannotVote):
            vote(talk, number=1)
        assert last().detail == {"why": "Flooding"}

        actions.lift_ban(conversation=talk, number=0, **WHO)
        assert vote(talk, number=1)

    def test_need_a_reason_and_somebody(self, talk):
        with pytest.raises(actions.CannotBan):
            actions.ban_voter(conversation=talk, number=0, why=" ", **WHO)
        with pytest.raises(NotFound):
            actions.lift_ban(conversation=talk, number=7, **WHO)


class TestSay:
    def say(self, talk, text="Pay for travel between visits", voice=ANN):
        return statements.say(conversation=talk, voice=voice, text=text, at=NOON)

    def test_waits_to_be_read_and_counts_as_agreed_by_its_writer(self, talk):
        said = self.say(talk, "  Pay for   travel between visits ")

        assert (said.number, said.text) == (3, "Pay for travel between visits")
        assert said.state == StatementState.WAITING
        assert Vote.objects.get(statement=said).value == 1
        assert Entry.objects.filter(event="statement.written", by=said.by).exists()

    def test_is_shown_at_once_where_nobody_reads_first(self, talk):
        talk.reads_first = False
        talk.save()

        assert self.say(talk).state == StatementState.SHOWN

    def test_refuses_what_is_too_long_there_already_or_too_much(self, talk, monkeypatch):
        self.say(talk)
        with pytest.raises(statements.CannotSay, match="said just that"):
            self.say(talk, "Pay for travel, between visits!", Voice(key="bob"))
        with pytest.raises(statements.CannotSay, match="200 characters"):
            self.say(talk, "word " * 60)
        monkeypatch.setattr(statements, "MOST_A_DAY", 1)
        with pytest.raises(statements.CannotSay, match="today"):
            self.say(talk, "Raise the fee for night care")
        monkeypatch.setattr(statements, "MOST_STATEMENTS", 4)
        with pytest.raises(statements.CannotSay, match="at the most"):
            self.say(talk, "Raise the fee for night care", Voice(key="bob"))


class TestAddStatements:
    def test_adds_what_is_new_and_shows_it(self, talk):
        lines = ["Pay for travel time", talk.statements.first().text, "Raise the fee for nights"]

        made = statements.add_statements(conversation=talk, lines=lines, **WHO)

        assert [each.number for each in made] == [3, 4]
        assert all(each.state == StatementState.SHOWN for each in made)
        assert last().detail == {"statements": 2}

    def test_adds_none_if_one_cannot_be_kept(self, talk):
        with pytest.raises(statements.CannotSay, match="Statement 2: Write a whole sentence"):
            statements.add_statements(conversation=talk, lines=["Pay for travel time", "x"], **WHO)

        assert Statement.objects.count() == 3


class TestDeciding:
    def test_hides_for_a_reason_and_shows_again(self, talk):
        hidden = statements.hide_statement(conversation=talk, number=1, why="A name", **WHO)
        assert (hidden.state, hidden.why) == ("hidden", "A name")
        assert last().event == "statement.hidden"

        shown = statements.show_statement(conversation=talk, number=1, is_meta=True, **WHO)
        assert (shown.state, shown.why, shown.is_meta) == ("shown", "", True)

    def test_needs_a_reason_to_hide_and_a_statement(self, talk):
        with pytest.raises(statements.CannotHide):
            statements.hide_statement(conversation=talk, number=1, why=" ", **WHO)
        with pytest.raises(NotFound):
            statements.hide_statement(conversation=talk, number=9, why="A name", **WHO)

    def test_cannot_hide_without_a_reason_in_the_database_either(self, talk):
        with pytest.raises(IntegrityError), transaction.atomic():
            Statement.objects.update(state=StatementState.HIDDEN)


def test_opinions_are_kept_once_a_conversation(talk):
    vote(talk)
    made, _, _ = opinions_of(get_material(conversation_id=talk.pk))
    for _ in range(2):
        opinions.keep_opinions(conversation_id=talk.pk, opinions=made, at=NOON)

    assert Picture.objects.get().votes == 1
