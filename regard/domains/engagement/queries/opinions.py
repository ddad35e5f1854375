"""Every vote of a conversation as arrays, and what the votes add up to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from django.core.cache import cache
from django.db import connection
from psycopg import Cursor

from regard.domains.engagement.models import Picture, Statement, Vote, Voter
from regard.domains.engagement.rules.deliberation import (
    Material,
    as_json,
    opinions_of,
    read_opinions,
)
from regard.domains.engagement.types import StatementState
from regard.domains.engagement.types.deliberation import (
    Found,
    IntArray,
    Opinions,
    Steadiness,
)

if TYPE_CHECKING:
    from collections.abc import Collection

    from regard.domains.engagement.models import Conversation

SMALL = 30_000
"""Votes that are counted while somebody waits: a tenth of a second. More are a job's work."""

KEPT_FOR = 24 * 60 * 60
"""Seconds. The same votes always add up to the same, so this only keeps the cache small."""

STATE = """
with newest as (
    select (select max(updated_at) from engagement_vote where conversation_id = %(id)s) as vote,
        (select max(updated_at) from engagement_voter where conversation_id = %(id)s) as voter
)
select concat_ws('/', newest.vote, newest.voter,
    (select count(*) from engagement_vote
     where conversation_id = %(id)s and updated_at > newest.vote - interval '10 seconds'),
    (select count(*) from engagement_voter
     where conversation_id = %(id)s and updated_at > newest.voter - interval '10 seconds'),
    (select concat_ws('+', max(updated_at), count(*)) from engagement_statement
     where conversation_id = %(id)s))
from newest
"""
"""
Changes with every vote, vote taken back, ban, and statement written, shown or hidden.

A vote may be written after one that was cast a moment later, so the newest time alone would miss
it; those of the last ten seconds are counted too. Each is a look into an index.
"""

ALL_VOTES = """
select string_agg(int8send(voter_id), ''), string_agg(int8send(statement_id), ''),
    string_agg(int2send(value), '')
from engagement_vote where conversation_id = %s
"""
"""
Three columns, each as one string of bytes: the three see the rows in the same order. The driver
makes a Python object of every value, and of every row of a COPY; of these it makes three.
"""

FEW_VOTES = """
select count(*) from (
    select 1 from engagement_vote where conversation_id = %s limit %s
) as first_votes
"""

COUNTS = """
select s.number, count(*) filter (where v.value = 1), count(*) filter (where v.value = -1),
    count(*)
from engagement_statement s join engagement_vote v on v.statement_id = s.id
where s.conversation_id = %s and s.number = any(%s) and v.voter_id <> all(%s)
group by s.number
"""

WIDE, NARROW = np.dtype(">i8"), np.dtype(">i2")
"""As PostgreSQL sends whole numbers, https://www.postgresql.org/docs/18/protocol-overview.html."""


def get_state(*, conversation_id: int) -> str:
    """Return what names the votes as they are now: equal states have equal votes."""
    with connection.cursor() as cursor:
        cursor.execute(STATE, {"id": conversation_id})
        return str(cursor.fetchone()[0])


def get_material(*, conversation_id: int) -> Material:
    """
    Return every vote of a conversation, for a job or a page that has checked its caller.

    A million votes come as 18 MB in PostgreSQL's own form, and become arrays at once.
    """
    state = get_state(conversation_id=conversation_id)
    statements = list(
        Statement.objects.filter(conversation=conversation_id)
        .exclude(state=StatementState.WAITING)
        .order_by("number")
        .values_list("pk", "number", "state", "is_meta")
    )
    voters = Voter.objects.filter(conversation=conversation_id)
    voter, statement, value = _all_votes(conversation_id)
    return Material(
        state=state,
        voter=voter,
        statement=statement,
        value=value,
        listed=np.array([pk for pk, *_ in statements], dtype=np.int64),
        numbers=np.array([number for _, number, *_ in statements], dtype=np.int64),
        out=frozenset(pk for pk, _, kept, _ in statements if kept == StatementState.HIDDEN),
        meta=frozenset(pk for pk, _, _, is_meta in statements if is_meta),
        organisations=_ids(voters.filter(location__isnull=False)),
        banned=_ids(voters.filter(is_banned=True)),
    )


def get_found(*, conversation: Conversation) -> Found:
    """
    Return what the votes add up to: of this moment where there are few, else of the last job.

    The caller was checked for the conversation.
    """
    drawn = get_drawn(conversation_id=conversation.pk)
    state = get_state(conversation_id=conversation.pk)
    if drawn.state == state:
        return Found(_kept(conversation.pk, state), drawn.steadiness, 0, drawn.at)
    if is_small(conversation_id=conversation.pk):
        made = _reckoned(conversation.pk, state)
        opinions = read_opinions(made) if made["votes"] else None
        return Found(opinions, drawn.steadiness, 0, None)
    since = _count_since(conversation.pk, drawn.at)
    opinions = _kept(conversation.pk, drawn.state) if drawn.state else None
    return Found(opinions, drawn.steadiness, since, drawn.at)


@dataclass(frozen=True)
class Drawn:
    """
    What the kept picture of a conversation was drawn from.

    Attributes:
        state: of the votes; empty where there is no picture.
        at: when they were read; None where there is no picture.
    """

    state: str
    steadiness: Steadiness | None
    at: datetime | None


def get_drawn(*, conversation_id: int) -> Drawn:
    """Return what the kept picture was drawn from, without the picture. Checked before."""
    kept = Picture.objects.filter(conversation=conversation_id)
    found = kept.values_list("result__state", "stability", "at").first()
    if found is None:
        return Drawn("", None, None)
    state, tried, at = found
    return Drawn(state, Steadiness(**tried) if tried else None, at)


def is_small(*, conversation_id: int) -> bool:
    """Test whether the votes are so few that a page can count them itself."""
    with connection.cursor() as cursor:
        cursor.execute(FEW_VOTES, [conversation_id, SMALL + 1])
        return bool(cursor.fetchone()[0] <= SMALL)


def count_votes_on(
    *, conversation: Conversation, numbers: Collection[int]
) -> dict[int, tuple[int, int, int]]:
    """Return how many agreed, disagreed and voted on each of these statements at this moment."""
    banned = _ids(Voter.objects.filter(conversation=conversation, is_banned=True)).tolist()
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, [conversation.pk, list(numbers), banned])
        return {number: (agreed, disagreed, seen) for number, agreed, disagreed, seen in cursor}


def count_voters(*, conversation: Conversation) -> tuple[int, int]:
    """Return how many people, and how many services, have voted or written."""
    voters = Voter.objects.filter(conversation=conversation, is_banned=False)
    services = voters.filter(location__isnull=False).count()
    return voters.count() - services, services


def list_changed() -> list[int]:
    """Return the conversations whose votes have changed since their picture. For a job."""
    ids = Voter.objects.order_by("conversation").values_list("conversation", flat=True).distinct()
    return [number for number in ids if _is_changed(number)]


def _is_changed(conversation_id: int) -> bool:
    drawn = get_drawn(conversation_id=conversation_id)
    state = get_state(conversation_id=conversation_id)
    return drawn.steadiness is None or drawn.state != state


@lru_cache(maxsize=8)
def _kept(conversation_id: int, state: str) -> Opinions:  # noqa: ARG001 (names what is kept)
    """Return the opinions of the kept picture: a megabyte of JSON where there are thousands."""
    picture = Picture.objects.get(conversation=conversation_id)
    return read_opinions(picture.result)


def _reckoned(conversation_id: int, state: str) -> dict[str, Any]:
    """Return the opinions of few votes as JSON, worked out now or kept from before."""
    name = f"talk:{conversation_id}:{state}".replace(" ", "_")
    kept: dict[str, Any] | None = cache.get(name)
    if kept is None:
        kept = as_json(opinions_of(get_material(conversation_id=conversation_id))[0])
        cache.set(name, kept, KEPT_FOR)
    return kept


def _all_votes(conversation_id: int) -> tuple[IntArray, IntArray, IntArray]:
    """Return voter, statement and value of all votes, each of shape (n_votes,)."""
    connection.ensure_connection()
    with Cursor(connection.connection) as cursor:
        cursor.execute(ALL_VOTES, [conversation_id], binary=True)  # bytes as they are, not in hex
        voter, statement, value = (bytes(column or b"") for column in cursor.fetchone() or ())
    return (
        np.frombuffer(voter, WIDE).astype(np.int64),
        np.frombuffer(statement, WIDE).astype(np.int64),
        np.frombuffer(value, NARROW).astype(np.int64),
    )


def _ids(voters: Any) -> np.ndarray:  # noqa: ANN401 (a query set of voters)
    return np.array(list(voters.values_list("pk", flat=True)), dtype=np.int64)


def _count_since(conversation_id: int, at: datetime | None) -> int:
    votes = Vote.objects.filter(conversation=conversation_id)
    return (votes.filter(updated_at__gt=at) if at else votes).count()
