"""How far a strategy has come in answering what was said."""

from collections import Counter

from django.db.models import Count

from regard.domains.strategy.models import Reply, Strategy
from regard.domains.strategy.types import (
    ChannelCount,
    Overview,
    ReplyChannel,
    ReplyState,
    Status,
    StrategyStage,
)

from .overviews import get_overview
from .owed import count_unwritten


def get_status(*, strategy: Strategy, overview: Overview | None = None) -> Status:
    """
    Return how far it has come, for a reader who was checked. A fixed number of queries.

    :param overview: if the caller has read it already, as whoever may know who spoke sees it.
    """
    overview = overview or get_overview(strategy=strategy, shows_who=True)
    themes = overview.themes
    replies = count_replies(strategy_id=strategy.pk)
    contributions = sum(exercise.contributions for exercise in overview.exercises)
    if strategy.stage == StrategyStage.PUBLISHED:
        written = sum(count.total for count in replies)
        contributions = written + count_unwritten(strategy=strategy)
    return Status(
        title=strategy.title,
        stage=StrategyStage(strategy.stage),
        points=overview.shown,
        points_with_outcome=overview.shown - overview.points.get(None, 0),
        themes=len(themes),
        themes_with_outcome=len(themes) - overview.missing_themes,
        themes_not_signed_off=sum(not item.is_signed_off for item in themes),
        lone_points=overview.lone_points,
        lone_points_with_outcome=overview.lone_points - overview.lone.get(None, 0),
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
