from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regard.domains.engagement.actions import voting
from regard.domains.engagement.actions.opinions import keep_opinions
from regard.domains.engagement.models import Statement, Vote, Voter
from regard.domains.engagement.queries import likeness, opinions
from regard.domains.engagement.queries import voting as queries
from regard.domains.engagement.rules.deliberation import opinions_of, votes_of
from regard.domains.engagement.types import StatementState
from regard.domains.engagement.types.deliberation import Voice
from tests.factories.engagement_deliberation import (
    ConversationFactory,
    StatementFactory,
    VoteFactory,
    VoterFactory,
    two_camps,
)
from tests.factories.register import LocationFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def voted(conversation):
    """Return the votes that count as {(voter, statement): value}, by number."""
    votes = votes_of(opinions.get_material(conversation_id=conversation.pk))
    voters = dict(Voter.objects.values_list("pk", "number"))
    numbers = dict(Statement.objects.values_list("pk", "number"))
    return {
        (voters[int(votes.people[row])], numbers[int(votes.statements[column])]): int(value)
        for row, column, value in zip(votes.row, votes.column, votes.vote, strict=True)
    }


class TestGetMaterial:
    def test_reads_every_vote_as_it_is_stored(self):
        conversation = two_camps(people=5, statements=4)
        VoteFactory()

        rows = Vote.objects.filter(conversation=conversation)
        stored = rows.values_list("voter__number", "statement__number", "value")
        assert voted(conversation) == {(v, s): value for v, s, value in stored}

    def test_is_empty_before_anybody_votes(self):
        assert voted(StatementFactory().conversation) == {}

    def test_knows_services_bans_and_what_is_not_shown(self):
        conversation = ConversationFactory()
        shown, hidden, meta, waiting = (
            StatementFactory(conversation=conversation, **state)
            for state in (
                {},
                {"state": StatementState.HIDDEN, "why": "A name"},
                {"is_meta": True},
                {"state": StatementState.WAITING},
            )
        )
        service = VoterFactory(
            conversation=conversation, key="", location=LocationFactory(system=conversation.system)
        )
        banned = VoterFactory(conversation=conversation, is_banned=True)
        for voter in (service, banned):
            for statement in (shown, waiting):
                VoteFactory(voter=voter, statement=statement)

        found = opinions.get_material(conversation_id=conversation.pk)

        assert found.numbers.tolist() == [0, 1, 2]
        assert (found.out, found.meta) == (frozenset({hidden.pk}), frozenset({meta.pk}))
        assert found.organisations.tolist() == [service.pk]
        assert found.banned.tolist() == [banned.pk]
        assert voted(conversation) == {(0, 0): 1}

    def test_has_another_state_after_whatever_changes_the_count(self):
        conversation = two_camps(people=2, statements=4)
        voter, statement = Voter.objects.first(), Statement.objects.first()
        voice = Voice(key=voter.key)
        seen = [opinions.get_state(conversation_id=conversation.pk)]
        for change in (
            lambda: voting.cast_vote(
                conversation=conversation, voice=voice, number=0, value=-1, at=NOON
            ),
            lambda: voting.take_vote_back(
                conversation=conversation, voice=voice, number=0, at=NOON
            ),
            lambda: voting.ban_voter(
                conversation=conversation, number=0, why="Spam", by="person:1", at=NOON
            ),
            statement.save,
        ):
            change()
            seen.append(opinions.get_state(conversation_id=conversation.pk))

        assert len(set(seen)) == 5

    @settings(
        max_examples=15,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(
        cast=st.lists(
            st.tuples(st.integers(0, 2), st.integers(0, 2), st.sampled_from([1, 0, -1, None])),
            max_size=12,
        )
    )
    def test_equals_the_last_votes_in_any_order_of_votes_changed_and_taken_back(self, cast):
        conversation = ConversationFactory()
        for _ in range(3):
            StatementFactory(conversation=conversation)
        last = {}
        for who, number, value in cast:
            given_by = {"conversation": conversation, "voice": Voice(key=f"b{who}"), "at": NOON}
            if value is None:
                voting.take_vote_back(**given_by, number=number)
                last.pop((who, number), None)
            else:
                voting.cast_vote(**given_by, number=number, value=value)
                last[who, number] = value
        numbers = {voter.key: voter.number for voter in conversation.voters.all()}

        assert voted(conversation) == {
            (numbers[f"b{who}"], number): value for (who, number), value in last.items()
        }


class TestGetFound:
    def test_counts_few_votes_at_once_and_again_when_one_comes(self):
        conversation = two_camps(people=8, statements=6)
        before = opinions.get_found(conversation=conversation)
        VoteFactory(
            voter=VoterFactory(conversation=conversation), statement=Statement.objects.first()
        )

        after = opinions.get_found(conversation=conversation)

        assert after.opinions.votes == before.opinions.votes + 1
        assert after.since == 0

    def test_says_how_many_votes_a_large_picture_lacks(self, monkeypatch):
        monkeypatch.setattr(opinions, "SMALL", 3)
        conversation = two_camps(people=8, statements=6)
        before = opinions.get_found(conversation=conversation)
        assert (before.opinions, before.since) == (None, 48)

    def test_is_empty_before_anybody_votes(self):
        assert opinions.get_found(conversation=StatementFactory().conversation).opinions is None

    def test_counts_of_statements_are_live_and_without_the_banned(self):
        conversation = two_camps(people=8, statements=3)
        Voter.objects.filter(number=0).update(is_banned=True)

        found = opinions.count_votes_on(conversation=conversation, numbers=[0])

        assert found == {0: (7, 0, 7)}


class TestGetNext:
    def test_asks_by_the_odds_that_the_picture_has(self):
        conversation = two_camps(people=4, statements=4)
        voter = VoterFactory(conversation=conversation)
        made, _, _ = opinions_of(opinions.get_material(conversation_id=conversation.pk))
        keep_opinions(conversation_id=conversation.pk, opinions=made, at=NOON)
        odds = made.priorities / made.priorities.sum()
        drawn = [
            queries.get_next(
                conversation=conversation, voter=voter, ticket=lambda _, n=n: n / 400
            ).number
            for n in range(400)
        ]

        for number, share in enumerate(odds):
            assert drawn.count(number) / 400 == pytest.approx(share, abs=0.01)

    def test_never_asks_what_is_hidden_or_waits(self):
        conversation = ConversationFactory()
        for state in StatementState:
            StatementFactory(conversation=conversation, state=state, why="Because")
        shown = Statement.objects.get(state=StatementState.SHOWN).number

        drawn = {
            queries.get_next(
                conversation=conversation, voter=None, ticket=lambda _, n=n: n / 10
            ).number
            for n in range(10)
        }

        assert drawn == {shown}

    def test_gives_everybody_a_ticket_of_their_own_from_0_to_under_1(self):
        conversation = ConversationFactory()
        tickets = {
            queries.ticket_of(conversation=conversation, voice=Voice(key=str(n)), answered=0)
            for n in range(50)
        }

        assert len(tickets) == 50
        assert all(0 <= ticket < 1 for ticket in tickets)


class TestListAlikeStatements:
    def test_finds_what_may_say_the_same(self):
        conversation = ConversationFactory()
        for text in ("Training should be free for small providers", "The rota comes too late"):
            StatementFactory(conversation=conversation, text=text)

        found = likeness.list_alike_statements(
            conversation=conversation, text="Small providers should get free training"
        )

        assert found == [(0, "Training should be free for small providers")]
        assert (
            likeness.list_alike_statements(conversation=ConversationFactory(), text="Anything")
            == []
        )
