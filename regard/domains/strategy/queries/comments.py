"""What people said on the passages of a draft, in words fit for whoever reads them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber

from regard.domains.engagement import queries as engagement
from regard.domains.engagement.types import PointRow
from regard.domains.strategy.models import Outcome, PassageComment, Strategy
from regard.domains.strategy.types.reviews import Comment, CommentCount, CommentPoint

from .outcomes import as_rows
from .strategies import answered_exercises

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from django.db.models import QuerySet

    from regard.domains.strategy.types import OutcomeRow

COUNTS = """
select reviewed.key, count(*), count(*) filter (where exists (
    select from engagement_point point
    where point.answer_id = comment.answer_id
        and point.start < comment."end" and point."end" > comment.start
        and not exists (
            select from strategy_outcome own
            where own.point_id = point.id and own.strategy_id = review.strategy_id
                and (own.is_own or not exists (
                    select from engagement_coding coding where coding.point_id = point.id
                ))
        )
        and not (
            exists (select from engagement_coding coding where coding.point_id = point.id)
            and not exists (
                select from engagement_coding coding
                where coding.point_id = point.id and not exists (
                    select from strategy_outcome outcome
                    where outcome.theme_id = coding.theme_id
                        and outcome.strategy_id = review.strategy_id
                )
            )
        )
))
from strategy_passagecomment comment
join strategy_reviewedpassage reviewed on reviewed.id = comment.reviewed_id
join strategy_reviewround review on review.id = reviewed.review_id
join engagement_answer answer on answer.id = comment.answer_id
join engagement_contribution said on said.id = answer.contribution_id
where review.strategy_id = %(strategy)s and said.kept_at is not null
    and coalesce(review.id = %(review)s, true) and coalesce(reviewed.key = any(%(keys)s), true)
group by reviewed.key
"""
"""A comment waits while a point in it has neither an outcome of its own nor of all its themes."""


def count_comments(
    *, strategy: Strategy, review_id: int | None = None, keys: Sequence[str] | None = None
) -> dict[str, CommentCount]:
    """
    Return how many comments were kept on each passage that has any, by its key. One query.

    The reader was checked. Those that may not be read are counted with the rest.

    :param review_id: of one review; None: of all of this draft.
    :param keys: on these passages only; None: on all.
    """
    given: dict[str, Any] = {
        "strategy": strategy.pk,
        "review": review_id,
        "keys": keys and list(keys),
    }
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, given)
        return {key: CommentCount(total, waiting) for key, total, waiting in cursor.fetchall()}


def list_comments(
    *,
    strategy: Strategy,
    keys: Collection[str],
    shows_who: bool,
    each: int,
    review_id: int | None = None,
) -> dict[str, list[Comment]]:
    """
    Return the first comments on some passages, by key, with what became of every point.

    For a reader who was checked. The words are those of engagement's points, so that what was
    taken out, withheld or said for counting only is kept from readers here as everywhere. A
    comment of which nothing may be read is not among them, nor one that says nothing.

    A number of queries that depends on how many exercises the strategy answers.

    :param shows_who: as in `engagement.queries.list_points`; with it, also what is withheld,
        without its words.
    :param each: at most so many on each passage.
    :param review_id: of one review; None: of all of this draft.
    """
    chosen = _first(strategy, keys, each=each, review_id=review_id)
    if not chosen:
        return {}
    held = list(
        PassageComment.objects.filter(
            pk__in=chosen,
            answer__points__start__lt=F("end"),
            answer__points__end__gt=F("start"),
        )
        .order_by("pk", "answer__points__start")
        .values_list("pk", "answer__points")
    )
    points = _read(strategy, {point_id for _, point_id in held}, shows_who=shows_who)
    outcomes = _outcomes_of(strategy, points.values())
    by_comment: dict[int, list[CommentPoint]] = defaultdict(list)
    for comment_id, point_id in held:
        if point_id in points:
            point = points[point_id]
            by_comment[comment_id].append(CommentPoint(point, outcomes.get(point_id)))
    found: dict[str, list[Comment]] = defaultdict(list)
    for comment_id, key in chosen.items():
        if by_comment[comment_id]:
            found[key].append(Comment(key, tuple(by_comment[comment_id])))
    return dict(found)


def kept_comments(strategy: Strategy, *, review_id: int | None) -> QuerySet[PassageComment]:
    """Return the comments that were kept on a draft, to narrow further."""
    of_it = Q(reviewed__review=review_id) if review_id else Q(reviewed__review__strategy=strategy)
    return PassageComment.objects.filter(of_it, answer__contribution__kept_at__isnull=False)


def _first(
    strategy: Strategy, keys: Collection[str], *, each: int, review_id: int | None
) -> dict[int, str]:
    """Return the first comments on each passage with its key, in the order they were kept."""
    nth = Window(RowNumber(), partition_by=F("reviewed__key"), order_by=F("answer_id").asc())
    kept = kept_comments(strategy, review_id=review_id).filter(reviewed__key__in=keys)
    rows = kept.annotate(nth=nth).filter(nth__lte=each).order_by("answer_id", "pk")
    return dict(rows.values_list("pk", "reviewed__key"))


def _read(strategy: Strategy, ids: set[int], *, shows_who: bool) -> dict[int, PointRow]:
    rows: list[PointRow] = []
    for exercise in answered_exercises(strategy):
        rows += engagement.list_points(exercise=exercise, ids=ids, shows_who=shows_who)
        if shows_who:
            rows += engagement.list_withheld(exercise=exercise, ids=ids)
    return {row.point_id: row for row in rows}


def _outcomes_of(strategy: Strategy, points: Iterable[PointRow]) -> dict[int, OutcomeRow]:
    """
    Return what became of each point, if it is answered: of its own, else of its first theme.

    A point in several themes is answered once all of them are.
    """
    rows = list(points)
    ids = {row.point_id for row in rows}
    theme_ids = {theme_id for row in rows for theme_id in row.theme_ids}
    found = as_rows(
        Outcome.objects.filter(Q(point__in=ids) | Q(theme__in=theme_ids), strategy=strategy)
    )
    by_point = {row.point_id: row for row in found if row.point_id is not None}
    by_theme = {row.theme_id: row for row in found if row.theme_id is not None}
    answered: dict[int, OutcomeRow] = {}
    for row in rows:
        own = by_point.get(row.point_id)
        if own is not None and (own.is_own or not row.theme_ids):
            answered[row.point_id] = own
        elif row.theme_ids and all(theme_id in by_theme for theme_id in row.theme_ids):
            answered[row.point_id] = by_theme[row.theme_ids[0]]
    return answered
