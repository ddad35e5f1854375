"""What somebody who was asked reads behind a signed link, and has said on it so far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regard.domains.engagement import queries as engagement
from regard.domains.engagement.types import QuestionKind
from regard.domains.strategy.models import CommentSave, PassageComment, ReviewRound
from regard.domains.strategy.types.reviews import ReviewedLine
from regard.foundation.base.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from regard.domains.engagement.models import Contribution, Exercise, Invitation


@dataclass(frozen=True)
class Reviewing:
    """What a link opens, where it opens a draft to comment on."""

    token: str
    opened: engagement.Opened
    review: ReviewRound

    @property
    def invitation(self) -> Invitation:
        return self.opened.invitation

    @property
    def exercise(self) -> Exercise:
        return self.opened.invitation.exercise


def asks_for_comments(*, question_id: int) -> bool:
    """Test whether a question is answered by comments on the passages of a draft. One query."""
    asked = ReviewRound.objects.filter(question=question_id)
    return asked.filter(question__kind=QuestionKind.WORDS).exists()


def open_review(*, token: str, at: datetime) -> Reviewing:
    """
    Return the draft that a link opens. The link is the check.

    :raises NotFound: if it opens nothing, or no draft.
    :raises Gone: if it has expired, or was withdrawn or taken back.
    """
    opened = engagement.open_answer(token=token, at=at)
    reviews = ReviewRound.objects.filter(
        exercise=opened.invitation.exercise_id, question__kind=QuestionKind.WORDS
    )
    review = reviews.select_related("question", "strategy").first()
    if review is None:
        raise NotFound("There is no draft to read at this address")
    return Reviewing(token, opened, review)


def list_lines(*, review: ReviewRound) -> list[ReviewedLine]:
    """Return every passage that was put before people, in the order read. One query."""
    fields = ("pk", "key", "ref", "heading", "depth")
    rows = review.passages.order_by("position", "pk").values_list(*fields)
    return [ReviewedLine(*row) for row in rows]


def list_reviewed_words(*, review: ReviewRound, reviewed_ids: Collection[int]) -> dict[int, str]:
    """Return the words of some passages as they stood. One query."""
    chosen = review.passages.filter(pk__in=reviewed_ids)
    return dict(chosen.values_list("pk", "text"))


def list_own_comments(*, review: ReviewRound, draft: Contribution | None) -> dict[int, str]:
    """Return what an unfinished answer says so far, by reviewed passage. Two queries."""
    whole = engagement.list_draft_answers(draft=draft).get(review.question_id, "")
    if not whole:
        return {}
    stretches = PassageComment.objects.filter(
        answer__contribution=draft, answer__question=review.question_id
    )
    rows = stretches.values_list("reviewed_id", "start", "end")
    return {reviewed_id: whole[start:end] for reviewed_id, start, end in rows}


def list_last_saves(
    *, draft: Contribution, reviewed_ids: Collection[int]
) -> dict[int, tuple[int, int]]:
    """Return page and change of who saved a comment last, by reviewed passage. One query."""
    saves = CommentSave.objects.filter(draft=draft, reviewed__in=reviewed_ids)
    return {
        number: (page, change)
        for number, page, change in saves.values_list("reviewed_id", "page", "change")
    }


def find_last_commented(*, draft: Contribution | None) -> int | None:
    """Return the passage on which they wrote last, to go on there; None if on none. One query."""
    if draft is None:
        return None
    saves = CommentSave.objects.filter(draft=draft).order_by("-page", "-change", "-updated_at")
    return saves.values_list("reviewed_id", flat=True).first()
