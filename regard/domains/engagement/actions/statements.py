"""Write statements, and decide which of them others see."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from regard.domains.engagement.models import Conversation, Statement
from regard.domains.engagement.rules.conversations import MOST_STATEMENTS
from regard.domains.engagement.rules.statements import (
    MOST_A_DAY,
    clean,
    reason_not_to_keep,
    reasons_not_to_keep_lines,
)
from regard.domains.engagement.types import StatementState
from regard.domains.engagement.types.deliberation import AGREE, Voice
from regard.foundation.analysis.duplicates import normalise
from regard.foundation.audit import ledger
from regard.foundation.base.errors import NotFound, Refusal

from .conversations import open_or_draft
from .voting import keep_vote, start_drawing, take_voter

if TYPE_CHECKING:
    from collections.abc import Sequence

DAY = timedelta(days=1)


class CannotSay(Refusal):
    """The statement cannot be kept as it is."""


class CannotHide(Refusal):
    """No reason was given, and whoever wrote it is owed one."""


@transaction.atomic
def say(*, conversation: Conversation, voice: Voice, text: str, at: datetime) -> Statement:
    """
    Keep what somebody wrote, and that they agree with it. Others see it once it is read.

    :raises CannotSay: if it is too short or long, there already, or their twenty-first today.
    :raises CannotVote: if the conversation is not open, or the voter has been banned.
    """
    words = clean(text)
    reason = reason_not_to_keep(words)
    if reason:
        raise CannotSay(reason)
    voter = take_voter(conversation=conversation, voice=voice, at=at)
    written = Statement.objects.filter(voter=voter, created_at__gt=at - DAY)
    if written.count() >= MOST_A_DAY:
        raise CannotSay(f"You have written {MOST_A_DAY} statements today. Come back tomorrow.")
    found = open_or_draft(conversation)
    number = _room(found, 1)
    if _is_there(found, words):
        raise CannotSay("Somebody has said just that already. You can vote on it.")
    state = StatementState.WAITING if found.reads_first else StatementState.SHOWN
    by = f"voter:{voter.pk}"
    statement = Statement.objects.create(
        conversation=found, number=number, text=words, voter=voter, by=by, state=state
    )
    keep_vote(voter=voter, statement=statement, value=AGREE)
    ledger.record(event="statement.written", subject=statement, by=by, at=at)
    return statement


@transaction.atomic
def add_statements(
    *, conversation: Conversation, lines: Sequence[str], by: str, at: datetime
) -> list[Statement]:
    """
    Add the team's own statements, which are shown at once. What is there already is left out.

    :param lines: as `rules.statements.read_lines` gives them.
    :raises CannotSay: if one of them cannot be kept, and says which; then none is.
    :raises ConversationIsClosed: if it is.
    """
    reasons = reasons_not_to_keep_lines(lines)
    if reasons:
        raise CannotSay(". ".join(reasons))
    found = open_or_draft(conversation)
    there = {normalise(text) for text in found.statements.values_list("text", flat=True)}
    new = [line for line in lines if normalise(line) not in there]
    first = _room(found, len(new))
    made = Statement.objects.bulk_create(
        Statement(
            conversation=found,
            number=number,
            text=line,
            by=by,
            state=StatementState.SHOWN,
            decided_by=by,
            decided_at=at,
        )
        for number, line in enumerate(new, start=first)
    )
    detail: dict[str, object] = {"statements": len(made)}
    ledger.record(event="statements.added", subject=found, by=by, at=at, detail=detail)
    return made


@transaction.atomic
def show_statement(
    *, conversation: Conversation, number: int, is_meta: bool, by: str, at: datetime
) -> Statement:
    """
    Let others vote on a statement.

    :param is_meta: whether it is about those who vote, and not about the matter.
    :raises NotFound: if there is none of this number.
    """
    statement = _locked(conversation, number)
    statement.is_meta = is_meta
    statement.why = ""
    return _decide(statement, StatementState.SHOWN, by=by, at=at)


@transaction.atomic
def hide_statement(
    *, conversation: Conversation, number: int, why: str, by: str, at: datetime
) -> Statement:
    """
    Take a statement out, for a reason that whoever wrote it sees. Its votes are kept.

    :raises CannotHide: if no reason is given.
    :raises NotFound: if there is none of this number.
    """
    if not why.strip():
        raise CannotHide("Say why. Whoever wrote it sees your reason.")
    statement = _locked(conversation, number)
    statement.why = why.strip()
    return _decide(statement, StatementState.HIDDEN, by=by, at=at)


def _decide(statement: Statement, state: StatementState, *, by: str, at: datetime) -> Statement:
    statement.state = state
    statement.decided_by, statement.decided_at = by, at
    statement.save()
    detail: dict[str, object] = {"is_meta": statement.is_meta} | (
        {"why": statement.why} if statement.why else {}
    )
    ledger.record(event=f"statement.{state}", subject=statement, by=by, at=at, detail=detail)
    start_drawing(conversation=statement.conversation, at=at)
    return statement


def _locked(conversation: Conversation, number: int) -> Statement:
    found = Statement.objects.select_for_update(of=("self",)).select_related("conversation")
    statement = found.filter(conversation=conversation, number=number).first()
    if statement is None:
        raise NotFound("There is no such statement")
    return statement


def _room(conversation: Conversation, more: int) -> int:
    """Return the next number, if there is room for so many more. The conversation is locked."""
    number = Statement.objects.filter(conversation=conversation).count()
    if number + more > MOST_STATEMENTS:
        raise CannotSay(f"A conversation holds {MOST_STATEMENTS:,} statements at the most.")
    return number


def _is_there(conversation: Conversation, words: str) -> bool:
    """Test whether a statement that is not hidden says just this, case and points aside."""
    others = Statement.objects.filter(conversation=conversation).exclude(
        state=StatementState.HIDDEN
    )
    same = normalise(words)
    return any(normalise(text) == same for text in others.values_list("text", flat=True))
