"""Cast a vote, take it back, and keep somebody from voting."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from regard.domains.engagement.models import Conversation, Picture, Statement, Vote, Voter
from regard.domains.engagement.queries.conversations import refusal_to_vote
from regard.domains.engagement.queries.opinions import SMALL
from regard.domains.engagement.queries.voting import find_voter
from regard.domains.engagement.rules.conversations import MOST_VOTERS
from regard.domains.engagement.types import StatementState
from regard.domains.engagement.types.deliberation import Voice
from regard.foundation.audit import ledger
from regard.foundation.base.errors import NotFound, Refusal
from regard.foundation.jobs.actions import start_job
from regard.foundation.jobs.models import Job, State

DRAW = "engagement.draw_opinions"
"""The kind of job that works out what the votes add up to."""

AGAIN_AFTER = timedelta(minutes=1)
"""How old the picture of a small conversation grows before a job draws it again. Pages count
small conversations themselves; the job is for the lottery's odds, and for whether groups hold."""


class CannotVote(Refusal):
    """No vote is taken: the conversation is not open, or this voter may not vote."""


class CannotBan(Refusal):
    """No reason was given."""


@transaction.atomic
def cast_vote(
    *, conversation: Conversation, voice: Voice, number: int, value: int, at: datetime
) -> Vote:
    """
    Keep what a voice says to a statement. A later vote takes the earlier one's place.

    The ledger keeps that this voter voted, and not how.

    :param value: 1 agree, -1 disagree, 0 pass.
    :raises CannotVote: if it is not open, is full, or the voter has been banned.
    :raises NotFound: if there is no such statement, or it is not shown.
    """
    voter = take_voter(conversation=conversation, voice=voice, at=at)
    statement = Statement.objects.filter(
        conversation=conversation, number=number, state=StatementState.SHOWN
    ).first()
    if statement is None:
        raise NotFound("That statement is not there any more. Vote on the next one.")
    vote = keep_vote(voter=voter, statement=statement, value=value)
    ledger.record(event="vote.cast", subject=statement, by=f"voter:{voter.pk}", at=at)
    start_drawing(conversation=conversation, at=at)
    return vote


@transaction.atomic
def take_vote_back(*, conversation: Conversation, voice: Voice, number: int, at: datetime) -> bool:
    """
    Delete what a voice said to a statement, and return whether there was anything to delete.

    :raises CannotVote: if the conversation is not open, or the voter has been banned.
    """
    refuse_unless_open(conversation, at)
    voter = find_voter(conversation=conversation, voice=voice)
    if voter is None:
        return False
    cast = Vote.objects.filter(conversation=conversation, voter=voter, statement__number=number)
    statement = Statement.objects.filter(conversation=conversation, number=number).first()
    if statement is None or not cast.delete()[0]:
        return False
    voter.save(update_fields=["updated_at"])  # so that the state of the votes is another
    ledger.record(event="vote.taken_back", subject=statement, by=f"voter:{voter.pk}", at=at)
    start_drawing(conversation=conversation, at=at)
    return True


@transaction.atomic
def ban_voter(
    *, conversation: Conversation, number: int, why: str, by: str, at: datetime
) -> Voter:
    """
    Keep somebody from voting and writing. Their votes count no more; nothing is deleted.

    :raises CannotBan: if no reason is given.
    :raises NotFound: if there is no such voter.
    """
    if not why.strip():
        raise CannotBan("Say why. Only your team sees it.")
    return _set_ban(conversation, number, why=why.strip(), by=by, at=at)


@transaction.atomic
def lift_ban(*, conversation: Conversation, number: int, by: str, at: datetime) -> Voter:
    """
    Let somebody vote and write again. The votes that they cast count again.

    :raises NotFound: if there is no such voter.
    """
    return _set_ban(conversation, number, why="", by=by, at=at)


def take_voter(*, conversation: Conversation, voice: Voice, at: datetime) -> Voter:
    """
    Return who votes with a voice, made now if they are new. Call inside an action.

    Somebody who signs in goes on as who they were in this browser, so that they vote once.

    :raises CannotVote: if the conversation is not open or full, or the voter has been banned.
    """
    refuse_unless_open(conversation, at)
    voter = find_voter(conversation=conversation, voice=voice) or _new_voter(conversation, voice)
    if voter.is_banned:
        raise CannotVote("You cannot take part in this conversation. Write to the partnership.")
    return voter


def refuse_unless_open(conversation: Conversation, at: datetime) -> None:
    """:raises CannotVote: if no votes are taken now."""
    reason = refusal_to_vote(conversation=conversation, today=timezone.localdate(at))
    if reason:
        raise CannotVote(reason)


def keep_vote(*, voter: Voter, statement: Statement, value: int) -> Vote:
    """Write a vote in place of an earlier one. Call inside an action."""
    vote = Vote(
        conversation_id=voter.conversation_id, statement=statement, voter=voter, value=value
    )
    [kept] = Vote.objects.bulk_create(
        [vote],
        update_conflicts=True,
        unique_fields=["conversation", "voter", "statement"],
        update_fields=["value", "updated_at"],
    )
    return kept


def start_drawing(*, conversation: Conversation, at: datetime) -> None:
    """Have the picture drawn again, unless that waits to be done or was done just now."""
    drawn = Picture.objects.filter(conversation=conversation).values_list("votes", "at").first()
    if drawn and drawn[0] <= SMALL and at - drawn[1] < AGAIN_AFTER:
        return
    waiting = Job.objects.filter(
        kind=DRAW, state=State.WAITING, args={"conversation_id": conversation.pk}
    )
    if waiting.exists():
        return
    start_job(
        kind=DRAW,
        title=f"Work out what the votes say: {conversation.title}",
        scope_key=f"system:{conversation.system_id}",
        by="schedule",
        args={"conversation_id": conversation.pk},
    )


def _new_voter(conversation: Conversation, voice: Voice) -> Voter:
    """Make a voter with the next number, one at a time."""
    found = Conversation.objects.select_for_update(no_key=True).get(pk=conversation.pk)
    again = find_voter(conversation=found, voice=voice)
    if again is not None:
        return again
    if voice.person_id is not None and voice.location_id is None and voice.key:
        before = find_voter(conversation=found, voice=Voice(key=voice.key))
        if before is not None and before.person_id is None:
            before.person_id = voice.person_id
            before.save(update_fields=["person", "updated_at"])
            return before
    if voice == Voice():
        raise CannotVote("Allow cookies for this page, or sign in, so that you vote only once.")
    number = Voter.objects.filter(conversation=found).count()
    if number >= MOST_VOTERS:
        raise CannotVote("So many people have taken part that no more can. Write to us instead.")
    is_browser = voice.person_id is None and voice.location_id is None
    return Voter.objects.create(
        conversation=found,
        number=number,
        person_id=None if voice.location_id is not None else voice.person_id,
        location_id=voice.location_id,
        key=voice.key if is_browser else "",
    )


def _set_ban(conversation: Conversation, number: int, *, why: str, by: str, at: datetime) -> Voter:
    """Ban for a reason or, where there is none, lift a ban."""
    voter = Voter.objects.filter(conversation=conversation, number=number).first()
    if voter is None:
        raise NotFound("There is no such voter")
    voter.is_banned = bool(why)
    voter.save(update_fields=["is_banned", "updated_at"])
    event = "voter.banned" if why else "voter.let_back"
    ledger.record(event=event, subject=voter, by=by, at=at, detail={"why": why} if why else None)
    start_drawing(conversation=conversation, at=at)
    return voter
