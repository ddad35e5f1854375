"""Begin, open and close a conversation."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from regard.domains.engagement.models import Conversation, Exercise, Statement
from regard.domains.engagement.queries.conversations import talk_of
from regard.domains.engagement.rules.conversations import reason_not_to_open, reasons_not_to_plan
from regard.domains.engagement.rules.exercises import slug_of
from regard.domains.engagement.types import StatementState
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal

from .exercises import CannotPlan

if TYPE_CHECKING:
    from regard.domains.engagement.types.deliberation import Talk
    from regard.domains.register.models import System


class CannotOpenConversation(Refusal):
    """The conversation may not open now."""


class ConversationIsClosed(Refusal):
    """What is over does not change."""


@transaction.atomic
def create_conversation(
    *, system: System, talk: Talk, exercise: Exercise | None, by: str, at: datetime
) -> Conversation:
    """
    Begin a conversation, with an address made from its title. Nobody outside the team sees it.

    :param exercise: the one that it belongs to, of the same system.
    :raises CannotPlan: if something is missing or its dates do not fit together.
    """
    _check(talk)
    taken = set(Conversation.objects.filter(system=system).values_list("slug", flat=True))
    conversation = Conversation(
        system=system, exercise=exercise, slug=slug_of(talk.title, taken=taken)
    )
    _write(conversation, talk)
    conversation.save()
    ledger.record(event="conversation.created", subject=conversation, by=by, at=at)
    return conversation


@transaction.atomic
def edit_conversation(
    *, conversation: Conversation, talk: Talk, exercise: Exercise | None, by: str, at: datetime
) -> Conversation:
    """
    Change what a conversation is about and its days, until it is closed. Its address stays.

    :raises CannotPlan: if something is missing or its dates do not fit together.
    :raises ConversationIsClosed: if it is.
    """
    _check(talk)
    found = open_or_draft(conversation)
    _write(found, talk)
    found.exercise = exercise
    found.save()
    ledger.record(event="conversation.edited", subject=found, by=by, at=at)
    return found


@transaction.atomic
def open_conversation(*, conversation: Conversation, by: str, at: datetime) -> Conversation:
    """
    Let people vote, from now on.

    :raises CannotOpenConversation: if it has too few statements, or its days do not fit.
    """
    found = Conversation.objects.select_for_update().get(pk=conversation.pk)
    shown = Statement.objects.filter(conversation=found, state=StatementState.SHOWN)
    reason = reason_not_to_open(
        talk=talk_of(found),
        is_opened=found.opened_at is not None,
        statements=shown.count(),
        today=timezone.localdate(at),
    )
    if reason:
        raise CannotOpenConversation(reason)
    found.opened_at = at
    found.save(update_fields=["opened_at", "updated_at"])
    ledger.record(event="conversation.opened", subject=found, by=by, at=at)
    return found


@transaction.atomic
def close_conversation(*, conversation: Conversation, by: str, at: datetime) -> Conversation:
    """
    End a conversation that is open. What was voted stays, and anybody may have it as data.

    :raises ConversationIsClosed: if it is over, or never opened.
    """
    found = open_or_draft(conversation)
    if found.opened_at is None:
        raise ConversationIsClosed("It has not opened. There is nothing to close.")
    found.closed_at = at
    found.save(update_fields=["closed_at", "updated_at"])
    ledger.record(event="conversation.closed", subject=found, by=by, at=at)
    return found


def close_due_conversations(*, by: str, at: datetime) -> int:
    """Close every open conversation whose last day is over, and return how many there were."""
    due = Conversation.objects.filter(
        opened_at__isnull=False, closed_at=None, closes_on__lt=timezone.localdate(at)
    )
    for conversation in due:
        close_conversation(conversation=conversation, by=by, at=at)
    return len(due)


def open_or_draft(conversation: Conversation) -> Conversation:
    """
    Return a conversation, locked, if it is not over.

    :raises ConversationIsClosed: if it is.
    """
    found = Conversation.objects.select_for_update(no_key=True).get(pk=conversation.pk)
    if found.closed_at is not None:
        raise ConversationIsClosed("This conversation is closed. Nothing in it changes any more.")
    return found


def _check(talk: Talk) -> None:
    reasons = reasons_not_to_plan(talk)
    if reasons:
        raise CannotPlan(reasons)


def _write(conversation: Conversation, talk: Talk) -> None:
    for field, value in vars(talk).items():
        setattr(conversation, field, value)
