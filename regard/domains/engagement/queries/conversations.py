"""Conversations and their statements, for whoever may see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Q

from regard.domains.engagement.models import Conversation, Statement, Voter
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.rules.conversations import reason_not_to_vote
from regard.domains.engagement.types import StatementState
from regard.domains.engagement.types.deliberation import ConversationRow, StatementRow, Talk
from regard.foundation.accounts.callers import require
from regard.foundation.authority import Caller, is_allowed
from regard.foundation.base.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from regard.domains.engagement.models import Exercise
    from regard.domains.register.models import System


def get_conversation(
    *, system: System, slug: str, caller: Caller, to: Permission | None = None
) -> Conversation:
    """
    Return a conversation for the caller to see or, with `to`, to do something with.

    :raises NotFound: if there is none, or it has not opened and the caller may not see drafts.
    :raises NotAllowed: if the caller may see it but may not do `to` with it.
    """
    found = (
        Conversation.objects.filter(system=system, slug=slug)
        .select_related("system", "exercise")
        .first()
    )
    is_hidden = found is not None and found.opened_at is None
    if found is None or (is_hidden and not is_allowed(caller, Permission.VIEW_DRAFT, system)):
        raise NotFound("There is no conversation at this address")
    if to is not None:
        require(caller, to, found)
    return found


def list_open_in(*, exercise: Exercise, today: date) -> list[Conversation]:
    """
    Return the conversations of an exercise in which anybody can vote today.

    For whoever holds a link to answer the exercise. One query.
    """
    found = Conversation.objects.filter(
        exercise=exercise,
        opened_at__isnull=False,
        closed_at=None,
        opens_on__lte=today,
        closes_on__gte=today,
    )
    return list(found.order_by("closes_on", "slug"))


def list_conversations(
    *, system: System, caller: Caller, exercise: Exercise | None = None
) -> list[ConversationRow]:
    """Return what the caller may see: open first, the soonest to close first. Three queries."""
    found = Conversation.objects.filter(system=system)
    if exercise is not None:
        found = found.filter(exercise=exercise)
    if not is_allowed(caller, Permission.VIEW_DRAFT, system):
        found = found.filter(opened_at__isnull=False)
    conversations = list(found)
    shown = _counted(conversations, Statement, Q(state=StatementState.SHOWN))
    voters = _counted(conversations, Voter, Q(is_banned=False))
    rows = [
        ConversationRow(
            slug=each.slug,
            title=each.title,
            opens_on=each.opens_on,
            closes_on=each.closes_on,
            is_draft=each.opened_at is None,
            is_closed=each.closed_at is not None,
            statements=shown.get(each.pk, 0),
            voters=voters.get(each.pk, 0),
        )
        for each in conversations
    ]
    return sorted(rows, key=lambda row: (row.is_closed, row.is_draft, row.closes_on, row.slug))


def talk_of(conversation: Conversation) -> Talk:
    """Return what a conversation, fetched through a check, is about and when it is open."""
    return Talk(
        title=conversation.title,
        words=conversation.words,
        opens_on=conversation.opens_on,
        closes_on=conversation.closes_on,
        reads_first=conversation.reads_first,
    )


def refusal_to_vote(*, conversation: Conversation, today: date) -> str:
    """Return why nobody can vote today; empty if they can."""
    return reason_not_to_vote(
        is_opened=conversation.opened_at is not None,
        is_closed=conversation.closed_at is not None,
        opens_on=conversation.opens_on,
        closes_on=conversation.closes_on,
        today=today,
    )


def list_statements(
    *, conversation: Conversation, state: StatementState | None = None
) -> list[StatementRow]:
    """
    Return the statements of a conversation, in the order in which they came.

    For pages that have checked that the caller may moderate it.
    """
    found = Statement.objects.filter(conversation=conversation).select_related("voter")
    if state is not None:
        found = found.filter(state=state)
    return [
        StatementRow(
            statement_id=each.pk,
            number=each.number,
            text=each.text,
            state=StatementState(each.state),
            is_meta=each.is_meta,
            why=each.why,
            author=each.voter.number if each.voter else None,
            author_banned=bool(each.voter and each.voter.is_banned),
            at=each.created_at,
        )
        for each in found.order_by("number")
    ]


def count_statements(*, conversation: Conversation) -> dict[StatementState, int]:
    """Return how many statements are in each state. The caller was checked for it."""
    found = (
        Statement.objects.filter(conversation=conversation)
        .values_list("state")
        .annotate(n=Count("pk"))
        .order_by()
    )
    counts = {StatementState(state): number for state, number in found}
    return {state: counts.get(state, 0) for state in StatementState}


def list_texts(
    *, conversation: Conversation, numbers: Collection[int] | None = None
) -> dict[int, str]:
    """
    Return the statements that are shown, by number, in order. The caller was checked.

    :param numbers: only these; None: all.
    """
    shown = Statement.objects.filter(conversation=conversation, state=StatementState.SHOWN)
    if numbers is not None:
        shown = shown.filter(number__in=numbers)
    return dict(shown.order_by("number").values_list("number", "text"))


def _counted(
    conversations: Collection[Conversation], model: type[Statement | Voter], which: Q
) -> dict[int, int]:
    ids = [each.pk for each in conversations]
    rows = model._default_manager.filter(which, conversation__in=ids)
    return dict(rows.order_by().values_list("conversation").annotate(n=Count("pk")))
