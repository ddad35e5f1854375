"""Who votes, on what they have voted, and what to ask them next."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import numpy as np
from django.db.models import Exists, OuterRef, Value
from django.utils.crypto import salted_hmac

from regard.domains.engagement.models import Picture, Statement, Vote, Voter
from regard.domains.engagement.types import StatementState
from regard.domains.engagement.types.deliberation import Next, Voice
from regard.domains.register import queries as register
from regard.foundation.base.errors import NotAllowed

if TYPE_CHECKING:
    from collections.abc import Callable

    from regard.domains.engagement.models import Conversation
    from regard.foundation.authority import Caller

BITS = 52
"""How many bits of a keyed hash make a ticket: those that a fraction can hold."""


def key_of(*, conversation: Conversation, secret: str) -> str:
    """
    Return how a browser is known in one conversation; empty where it keeps no cookie.

    Another conversation knows it by another key, so that nobody can be followed across them.
    """
    if not secret:
        return ""
    return salted_hmac(
        "regard.voter", f"{conversation.pk}:{secret}", algorithm="sha256"
    ).hexdigest()


def ticket_of(*, conversation: Conversation, voice: Voice, answered: int) -> float:
    """
    Return this voter's number in the lottery, 0 to under 1: another one after each vote.

    It is a keyed hash, so the page shows the same statement until it is voted on, and nobody can
    work out what they would be asked.
    """
    who = f"{conversation.pk}:{voice.person_id}:{voice.location_id}:{voice.key}:{answered}"
    digest = salted_hmac("regard.lottery", who, algorithm="sha256").digest()
    return (int.from_bytes(digest[:8]) >> (64 - BITS)) / (1 << BITS)


def find_voter(*, conversation: Conversation, voice: Voice) -> Voter | None:
    """Return who votes with this voice, if they have before."""
    voters = Voter.objects.filter(conversation=conversation)
    if voice.location_id is not None:
        return voters.filter(location=voice.location_id).first()
    if voice.person_id is not None:
        return voters.filter(person=voice.person_id, location=None).first()
    return voters.filter(key=voice.key, location=None).first() if voice.key else None


def list_own_services(*, conversation: Conversation, caller: Caller) -> dict[int, str]:
    """Return the services in the conversation's system that the caller may vote for, by id."""
    with suppress(NotAllowed):
        return {
            row.location.pk: row.location.name
            for row in register.list_own(caller=caller)
            if row.system and row.system.pk == conversation.system_id
        }
    return {}


def get_next(
    *,
    conversation: Conversation,
    voter: Voter | None,
    ticket: Callable[[int], float],
    wanted: int | None = None,
) -> Next:
    """
    Return what to ask a voter next: a lottery with the odds that Polis gives. Three queries.

    :param ticket: gives a number from 0 to under 1 for how many they have answered.
    :param wanted: number of a statement that they want to vote on, even again.
    """
    from regard.foundation.analysis.polis.routing import draw, lottery  # noqa: PLC0415 (slow)

    shown = Statement.objects.filter(conversation=conversation, state=StatementState.SHOWN)
    cast = Vote.objects.filter(conversation=conversation, voter=voter, statement=OuterRef("pk"))
    rows = list(
        shown.annotate(is_answered=Exists(cast) if voter else Value(value=False))
        .order_by("number")
        .values_list("number", "is_answered")
    )
    numbers = [number for number, _ in rows]
    answered = np.array([is_answered for _, is_answered in rows], dtype=np.bool_)
    count = int(answered.sum())
    number = wanted if wanted in numbers else None
    if number is None and count < len(rows):
        odds = lottery(
            _priorities(conversation, numbers), answered=answered, out=np.zeros_like(answered)
        )
        place = draw(odds, ticket(count))
        number = None if place is None else numbers[place]
    asked = shown.filter(number=-1 if number is None else number)
    text = asked.values_list("text", flat=True).first()
    return Next(number=number, text=text or "", answered=count, shown=len(rows))


def get_last_vote(*, voter: Voter) -> Vote | None:
    """Return the vote that a voter cast last, with its statement."""
    cast = Vote.objects.filter(conversation=voter.conversation_id, voter=voter)
    shown = cast.filter(statement__state=StatementState.SHOWN).select_related("statement")
    return shown.order_by("-updated_at", "-pk").first()


def list_votes_of(*, voter: Voter) -> dict[int, int]:
    """Return a voter's own votes, 1, 0 or -1, by number of the statement."""
    cast = Vote.objects.filter(conversation=voter.conversation_id, voter=voter)
    return dict(cast.values_list("statement__number", "value"))


def list_written_by(*, voter: Voter) -> list[Statement]:
    """Return what a voter wrote, the newest first, for themselves."""
    return list(Statement.objects.filter(voter=voter).order_by("-number"))


def _priorities(conversation: Conversation, numbers: list[int]) -> np.ndarray:
    """Return the priority of each statement, shape (n,), NaN where none was worked out."""
    kept = (
        Picture.objects.filter(conversation=conversation)
        .values_list("result__statements", "result__priorities")
        .first()
    )
    known = dict(zip(*kept, strict=True)) if kept else {}
    return np.array([known.get(number, np.nan) for number in numbers], dtype=np.float64)
