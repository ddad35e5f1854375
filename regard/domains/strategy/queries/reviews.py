"""Reviews of a draft: how far each has come, and what became of the passages since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Count

from regard.domains.engagement import queries as engagement
from regard.domains.strategy.models import ReviewRound, Strategy
from regard.domains.strategy.rules import reviews as rules
from regard.domains.strategy.types.reviews import CommentCount, ReviewRow, Since
from regard.foundation.base.errors import NotFound

from .comments import count_comments, kept_comments

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regard.domains.engagement.types import ExerciseRow

NOW = """
select reviewed.key, reviewed.ref, passage.ref,
    (passage.heading, passage.text) is distinct from (reviewed.heading, reviewed.text)
from strategy_reviewedpassage reviewed
left join strategy_passage passage
    on passage.strategy_id = %(strategy)s and passage.key = reviewed.key
where reviewed.review_id = %(review)s
order by reviewed.position, reviewed.id
"""
"""The words are compared where they are kept: those of a long document stay there."""


def get_review(*, strategy: Strategy, review_id: int) -> ReviewRound:
    """
    Return a review of a strategy whose reader was checked.

    :raises NotFound: if it had none of this number.
    """
    reviews = ReviewRound.objects.filter(strategy=strategy, pk=review_id)
    review = reviews.select_related("exercise", "question", "strategy__system").first()
    if review is None:
        raise NotFound("There is no such review of this draft. It may have been called off.")
    return review


def list_reviews(*, strategy: Strategy) -> list[ReviewRow]:
    """
    Return the reviews of a strategy whose reader was checked, the newest first.

    A number of queries that depends on how many reviews it had, and on nothing else.
    """
    reviews = strategy.review_rounds.annotate(how_many=Count("passages")).order_by("-pk")
    found = list(reviews)
    rows = engagement.list_exercises_by_id(
        system=strategy.system, ids=[each.exercise_id for each in found]
    )
    by_id = {row.exercise_id: row for row in rows}
    return [
        _row(
            each,
            by_id[each.exercise_id],
            count_comments(strategy=strategy, review_id=each.pk),
            passages=each.how_many,
        )
        for each in found
    ]


def get_review_row(*, review: ReviewRound, counts: Mapping[str, CommentCount]) -> ReviewRow:
    """
    Return how far a review has come, whose reader was checked.

    :param counts: its comments, by passage, as `count_comments` has them.
    """
    [exercise] = engagement.list_exercises_by_id(
        system=review.strategy.system, ids=[review.exercise_id]
    )
    return _row(review, exercise, counts, passages=review.passages.count())


def _row(
    review: ReviewRound,
    exercise: ExerciseRow,
    counts: Mapping[str, CommentCount],
    *,
    passages: int,
) -> ReviewRow:
    kept = kept_comments(review.strategy, review_id=review.pk)
    return ReviewRow(
        review_id=review.pk,
        slug=exercise.slug,
        title=exercise.title,
        stage=exercise.stage,
        opens_on=exercise.opens_on,
        closes_on=exercise.closes_on,
        taken_at=review.taken_at,
        asked=exercise.asked,
        heard=exercise.heard,
        answers=exercise.contributions,
        answers_on_passages=kept.values("answer__contribution").distinct().count(),
        passages=passages,
        commented=len(counts),
        count=CommentCount(
            sum(each.comments for each in counts.values()),
            sum(each.waiting for each in counts.values()),
        ),
    )


def list_since(*, review: ReviewRound) -> dict[str, Since]:
    """
    Return what became of every passage since it was put before people, by key. Three queries.

    Against the version that was reviewed, as it stands or as it was published.
    """
    with connection.cursor() as cursor:
        cursor.execute(NOW, {"strategy": review.strategy_id, "review": review.pk})
        rows = cursor.fetchall()
    order = review.strategy.passages.order_by("position", "pk").values_list("key", flat=True)
    apart = rules.keys_apart([row[0] for row in rows], list(order))
    removed = review.strategy.removed_passages.order_by("pk").values_list("key", "why")
    why = dict(removed)
    return {
        key: rules.since(
            was=was,
            now=now,
            is_changed=is_changed,
            is_apart=key in apart,
            why=why.get(key, ""),
        )
        for key, was, now, is_changed in rows
    }
