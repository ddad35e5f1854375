"""How far a strategy has come in answering what was said."""

from collections import Counter

from django.db.models import Count

from regard.domains.strategy.models import Reply, Strategy
from regard.domains.strategy.types import (
    ChannelCount,
    Item,
    ReplyChannel,
    ReplyState,
    Sheet,
    Status,
    StrategyStage,
)

from .outcomes import get_sheet
from .owed import count_unwritten
from .strategies import list_exercises


def get_status(*, strategy: Strategy, sheet: Sheet | None = None) -> Status:
    """
    Return how far it has come, for a reader who was checked. A fixed number of queries.

    :param sheet: if the caller has read it already.
    """
    sheet = sheet or get_sheet(strategy=strategy, shows_who=True)
    exercises = list_exercises(strategy=strategy)
    points = sheet.count_points(sheet.items)
    replies = count_replies(strategy_id=strategy.pk)
    contributions = sum(exercise.contributions for exercise in exercises)
    if strategy.stage == StrategyStage.PUBLISHED:
        written = sum(count.total for count in replies)
        contributions = written + count_unwritten(strategy=strategy)
    return Status(
        title=strategy.title,
        stage=StrategyStage(strategy.stage),
        points=points,
        points_with_outcome=points - sheet.count_points(sheet.missing),
        themes=len(sheet.themes),
        themes_with_outcome=_decided(sheet.themes),
        themes_not_signed_off=sum(not item.is_signed_off for item in sheet.themes),
        lone_points=len(sheet.lone),
        lone_points_with_outcome=_decided(sheet.lone),
        contributions=contributions,
        replies=replies,
    )


def count_replies(*, strategy_id: int) -> tuple[ChannelCount, ...]:
    """Return the replies by channel, every channel once. One query."""
    found = Reply.objects.filter(strategy=strategy_id).order_by()
    rows = found.values_list("channel", "state").annotate(n=Count("pk"))
    counts: Counter[tuple[str, str]] = Counter({(channel, state): n for channel, state, n in rows})
    return tuple(
        ChannelCount(
            channel=channel,
            owed=counts[channel, ReplyState.OWED],
            sent=counts[channel, ReplyState.SENT],
            failed=counts[channel, ReplyState.FAILED],
            held=counts[channel, ReplyState.HELD],
        )
        for channel in ReplyChannel
    )


def _decided(items: tuple[Item, ...]) -> int:
    return sum(item.outcome is not None for item in items)
