"""
Votes and statements as rows of a file, in the layout of Polis's own export, without names.

An agreement is 1 and a disagreement -1, as in its files (its server stores them the other way
round). Times are cut to the day, so that nobody can tell a voter by when they were there.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils import timezone

from regard.domains.engagement.models import Statement, Vote, Voter
from regard.domains.engagement.types import StatementState
from regard.foundation.analysis.disclosure import SMALLEST_SHOWN
from regard.foundation.base.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regard.domains.engagement.models import Conversation

VOTES_HEADER = ("timestamp", "datetime", "comment-id", "voter-id", "vote")
STATEMENTS_HEADER = (
    "timestamp",
    "datetime",
    "comment-id",
    "author-id",
    "agrees",
    "disagrees",
    "moderated",
    "comment-body",
)

MODERATED = {StatementState.SHOWN: 1, StatementState.WAITING: 0, StatementState.HIDDEN: -1}
AT_A_TIME = 5_000


class TooFewVoters(Refusal):
    """So few have voted that their votes would tell who they are."""


def list_vote_rows(*, conversation: Conversation) -> Iterator[tuple[int | str, ...]]:
    """
    Yield every vote that counts, by statement and voter. The caller was checked.

    :raises TooFewVoters: if fewer than six have voted.
    """
    refuse_few(conversation)
    votes = (
        Vote.objects.filter(conversation=conversation, voter__is_banned=False)
        .exclude(statement__state=StatementState.WAITING)
        .order_by("statement__number", "voter__number")
        .values_list("updated_at", "statement__number", "voter__number", "value")
    )
    return (
        (*_when(at), statement, voter, value)
        for at, statement, voter, value in votes.iterator(chunk_size=AT_A_TIME)
    )


def list_statement_rows(*, conversation: Conversation) -> Iterator[tuple[int | str, ...]]:
    """
    Yield every statement. Who wrote it is left out, and what a hidden one says. Checked before.

    :raises TooFewVoters: if fewer than six have voted.
    """
    counts = Q(votes__voter__is_banned=False)
    found = Statement.objects.filter(conversation=conversation).annotate(
        agrees=Count("votes", filter=counts & Q(votes__value=1)),
        disagrees=Count("votes", filter=counts & Q(votes__value=-1)),
    )
    refuse_few(conversation)
    return (
        (
            *_when(each.created_at),
            each.number,
            "",
            each.agrees,
            each.disagrees,
            MODERATED[StatementState(each.state)],
            each.text if each.state == StatementState.SHOWN else "",
        )
        for each in found.order_by("number").iterator(chunk_size=AT_A_TIME)
    )


def refuse_few(conversation: Conversation) -> None:
    """:raises TooFewVoters: if fewer than six have voted."""
    voters = Voter.objects.filter(conversation=conversation, is_banned=False)
    if voters.count() < SMALLEST_SHOWN:
        raise TooFewVoters(
            f"Fewer than {SMALLEST_SHOWN} have taken part. Their votes would tell who they are, "
            "so there is no file."
        )


def _when(at: datetime) -> tuple[int, str]:
    """Return the midnight that a day began with: milliseconds since 1970, and in words."""
    day = timezone.localtime(at).date()
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return int(midnight.timestamp() * 1000), f"{midnight:%Y-%m-%d}"
