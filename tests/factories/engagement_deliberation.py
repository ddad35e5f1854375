from datetime import UTC, date, datetime

import factory

from regard.domains.engagement.models import Conversation, Statement, Vote, Voter
from regard.domains.engagement.types import StatementState


class ConversationFactory(factory.django.DjangoModelFactory[Conversation]):
    """A conversation that is open through November 2026; draft or closed on request."""

    class Meta:
        model = Conversation

    class Params:
        draft = factory.Trait(opened_at=None)
        closed = factory.Trait(closed_at=datetime(2026, 12, 1, tzinfo=UTC))

    system = factory.SubFactory("tests.factories.register.SystemFactory")
    slug = factory.Sequence(lambda n: f"nights-{n}")
    title = "What would make night work worth staying for?"
    words = "What nearly everyone agrees on goes to the board in January."
    opens_on = date(2026, 11, 1)
    closes_on = date(2026, 11, 30)
    opened_at = datetime(2026, 11, 1, 9, tzinfo=UTC)


class StatementFactory(factory.django.DjangoModelFactory[Statement]):
    """A statement of the team, shown; numbered from 0 within its conversation."""

    class Meta:
        model = Statement

    conversation = factory.SubFactory(ConversationFactory)
    number = factory.LazyAttribute(lambda s: s.conversation.statements.count())
    text = factory.LazyAttribute(
        lambda s: f"Travel between visits should be paid, part {s.number}"
    )
    state = StatementState.SHOWN


class VoterFactory(factory.django.DjangoModelFactory[Voter]):
    """Somebody who votes from a browser; numbered from 0 within the conversation."""

    class Meta:
        model = Voter

    conversation = factory.SubFactory(ConversationFactory)
    number = factory.LazyAttribute(lambda v: v.conversation.voters.count())
    key = factory.Sequence(lambda n: f"key-{n}")


class VoteFactory(factory.django.DjangoModelFactory[Vote]):
    class Meta:
        model = Vote

    voter = factory.SubFactory(VoterFactory)
    conversation = factory.SelfAttribute("voter.conversation")
    statement = factory.SubFactory(
        StatementFactory, conversation=factory.SelfAttribute("..conversation")
    )
    value = 1


def two_camps(*, people=24, statements=12, **conversation):
    """
    Return a conversation with two camps that hold: halves of its people that vote against.

    All agree with the first statement; on the others the camps differ, with a few strays.
    """
    made = ConversationFactory(**conversation)
    said = [StatementFactory(conversation=made) for _ in range(statements)]
    voters = [VoterFactory(conversation=made) for _ in range(people)]
    Vote.objects.bulk_create(
        Vote(conversation=made, voter=voter, statement=statement, value=_value(voter, statement))
        for voter in voters
        for statement in said
    )
    return made


def _value(voter, statement):
    if statement.number == 0:
        return 1
    if (voter.number * 7 + statement.number * 5) % 11 == 0:
        return 0
    camp = 1 if voter.number % 2 else -1
    return camp if statement.number % 2 else -camp
