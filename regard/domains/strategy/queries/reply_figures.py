"""How soon everyone had their reply, what came back, and whether it answered them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection

from regard.domains.strategy.models import Strategy
from regard.domains.strategy.types import OutcomeKind, ReplyChannel

from .owed import count_unwritten

BY_CHANNEL = """
    with replied as (
        select reply.channel, reply.state, reply.read_at,
            case when reply.state = 'sent'
                then (reply.sent_at at time zone 'Europe/London')::date - said.said_on
            end as days
        from strategy_reply as reply
        join engagement_contribution as said on said.id = reply.contribution_id
        where reply.strategy_id = %(strategy)s
    )
    select channel, count(*), count(*) filter (where state = 'sent'),
        count(*) filter (where state = 'failed'), count(*) filter (where state = 'held'),
        count(read_at),
        percentile_cont(array[0.25, 0.5, 0.75]) within group (order by days),
        max(days)
    from replied group by grouping sets ((channel), ())
"""

VERDICTS = """
    select part.value ->> 'kind', count(distinct reply.id) filter (where reply.answers_them),
        count(distinct reply.id) filter (where not reply.answers_them)
    from strategy_reply as reply
    cross join lateral jsonb_array_elements(reply.content -> 'parts') as part
    where reply.strategy_id = %(strategy)s and reply.answers_them is not null
    group by 1
"""

ALL_VERDICTS = """
    select count(*) filter (where answers_them), count(*) filter (where not answers_them)
    from strategy_reply where strategy_id = %(strategy)s
"""


@dataclass(frozen=True)
class ChannelFigures:
    """
    The replies by one channel, or by all.

    Attributes:
        channel: None for all of them.
        bounced: emails that no server took.
        read: those whose own page was opened.
        quartiles: days from the day on which they spoke to that of the reply, of those sent: a
            quarter, half and three quarters had theirs by then; None while none is sent.
        longest: the same of the last of them.
    """

    channel: ReplyChannel | None
    replies: int
    sent: int
    bounced: int
    held: int
    read: int
    quartiles: tuple[float, float, float] | None
    longest: int | None


@dataclass(frozen=True)
class ReplyFigures:
    """
    How everyone was answered by one version.

    Attributes:
        unwritten: contributions that have no reply yet.
        by_kind: by what became of something they said: how many said that the reply answers
            them, and how many that it does not. Who had several outcomes counts in each.
        answered, not_answered: the same of all who said, each once.
    """

    total: ChannelFigures
    channels: tuple[ChannelFigures, ...]
    unwritten: int
    by_kind: tuple[tuple[OutcomeKind, int, int], ...]
    answered: int
    not_answered: int


def get_reply_figures(*, strategy: Strategy) -> ReplyFigures:
    """Return how everyone was answered, whose reader was checked. Five queries."""
    rows = [_row(row) for row in _read(BY_CHANNEL, strategy)]
    total = next(row for row in rows if row.channel is None)
    by_channel = {row.channel: row for row in rows}
    verdicts = {kind: (yes, no) for kind, yes, no in _read(VERDICTS, strategy)}
    [(answered, not_answered)] = _read(ALL_VERDICTS, strategy)
    return ReplyFigures(
        total=total,
        channels=tuple(by_channel[each] for each in ReplyChannel if each in by_channel),
        unwritten=count_unwritten(strategy=strategy),
        by_kind=tuple((kind, *verdicts[kind]) for kind in OutcomeKind if kind in verdicts),
        answered=answered,
        not_answered=not_answered,
    )


def _row(row: tuple[Any, ...]) -> ChannelFigures:
    """Return a row of `BY_CHANNEL`."""
    channel, replies, sent, bounced, held, read, quartiles, longest = row
    days = quartiles if quartiles and quartiles[0] is not None else None
    return ChannelFigures(
        channel=ReplyChannel(channel) if channel else None,
        replies=replies,
        sent=sent,
        bounced=bounced,
        held=held,
        read=read,
        quartiles=(days[0], days[1], days[2]) if days else None,
        longest=longest,
    )


def _read(sql: str, strategy: Strategy) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {"strategy": strategy.pk})
        return list(cursor.fetchall())
