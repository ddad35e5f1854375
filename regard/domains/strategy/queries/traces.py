"""From a word to what it changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from regard.domains.engagement import queries as engagement
from regard.domains.engagement.types import PointRow, ThemeRow
from regard.domains.strategy.models import LateOutcome, Outcome, Reply, Strategy
from regard.domains.strategy.permissions import Permission
from regard.domains.strategy.types import (
    OutcomeRow,
    ReplyChannel,
    ReplyFate,
    ReplyState,
    Strand,
    StrategyStage,
    Trace,
)
from regard.foundation.authority import Caller, is_allowed

from .outcomes import as_late_row, as_rows

if TYPE_CHECKING:
    from regard.domains.register.models import System


def get_trace(*, system: System, point_id: int, caller: Caller) -> Trace:
    """
    Return what became of a point, as far as the caller may know it.

    Before the strategy is published, only those who may read its draft see an outcome.

    :raises NotFound: if there is no such point, or the caller may not read it.
    """
    point = engagement.get_point(system=system, point_id=point_id, caller=caller)
    [exercise] = engagement.list_exercises_by_id(system=system, ids=[point.exercise_id])
    strategy = _strategy(system, point)
    if strategy is not None and not _may_read(strategy, caller):
        strategy = None
    return Trace(
        point=point,
        exercise_slug=exercise.slug,
        exercise_title=exercise.title,
        reply_by=exercise.reply_by,
        strands=_strands(point, strategy),
        strategy_slug=strategy.slug if strategy else "",
        strategy_title=strategy.title if strategy else "",
        is_published=strategy is not None and strategy.stage == StrategyStage.PUBLISHED,
        reply=_fate(point.contribution_id),
    )


def _strategy(system: System, point: PointRow) -> Strategy | None:
    found = Strategy.objects.filter(system=system, exercises=point.exercise_id)
    return found.select_related("system").first()


def _strands(point: PointRow, strategy: Strategy | None) -> tuple[Strand, ...]:
    outcomes = _outcomes(strategy, point) if strategy else []
    late = _late(point) if strategy and strategy.published_at else None
    if late is not None:
        return (_late_strand(point, late),)
    if not point.theme_ids or any(row.is_own for row in outcomes):
        alone = [row for row in outcomes if row.point_id == point.point_id]
        return (Strand(None, 0, next(iter(alone), None)),)
    by_theme = {row.theme_id: row for row in outcomes}
    return tuple(
        Strand(theme, theme.submissions - 1, by_theme.get(theme.theme_id))
        for theme in _list_themes(point)
        if theme.theme_id in point.theme_ids
    )


def _late(point: PointRow) -> LateOutcome | None:
    """Return what became of a point beside what is published; None where nothing did."""
    found = LateOutcome.objects.filter(point=point.point_id).order_by("-pk")
    return found.select_related("passage", "same_as__theme").first()


def _late_strand(point: PointRow, late: LateOutcome) -> Strand:
    theme_id = late.same_as.theme_id if late.same_as else None
    themes = _list_themes(point) if theme_id else []
    theme = next((each for each in themes if each.theme_id == theme_id), None)
    return Strand(theme, theme.submissions if theme else 0, as_late_row(late))


def _list_themes(point: PointRow) -> list[ThemeRow]:
    """Return the themes of the point's exercise with their counts."""
    return engagement.list_themes_of(exercise_ids=[point.exercise_id])


def _may_read(strategy: Strategy, caller: Caller) -> bool:
    is_published = strategy.stage == StrategyStage.PUBLISHED
    return is_published or is_allowed(caller, Permission.VIEW_DRAFT, strategy)


def _outcomes(strategy: Strategy, point: PointRow) -> list[OutcomeRow]:
    about = Q(point=point.point_id) | Q(theme__in=point.theme_ids)
    return as_rows(Outcome.objects.filter(about, strategy=strategy))


def _fate(contribution_id: int) -> ReplyFate | None:
    replies = Reply.objects.filter(contribution=contribution_id, member=None)
    reply = replies.order_by("-pk").first()
    if reply is None:
        return None
    return ReplyFate(
        channel=ReplyChannel(reply.channel),
        state=ReplyState(reply.state),
        sent_at=reply.sent_at,
        read_at=reply.read_at,
        answers_them=reply.answers_them,
    )
