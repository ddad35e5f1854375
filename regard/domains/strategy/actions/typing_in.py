"""Put what somebody typed in, from paper or the telephone, beside the passages that it is on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regard.domains.engagement.actions.typed_parts import InParts
from regard.domains.engagement.types import QuestionKind
from regard.domains.strategy.models import PassageComment, ReviewRound
from regard.domains.strategy.queries.commenting import list_lines
from regard.domains.strategy.rules import reviews as rules
from regard.domains.strategy.rules.typed_comments import read_typed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regard.domains.engagement.models import Contribution


def read_by_passage(answers: Mapping[int, str]) -> dict[int, InParts]:
    """Return answers on a draft that name passages, under their headings in the order read."""
    reviews = ReviewRound.objects.filter(
        question__in=list(answers), question__kind=QuestionKind.WORDS
    )
    found = {}
    for review in reviews:
        lines = list_lines(review=review)
        typed = read_typed(lines=lines, text=rules.tidied(answers[review.question_id]))
        if typed is not None and typed.comments:
            written = rules.write_down(lines=lines, comments=typed.comments, before=typed.before)
            found[review.question_id] = InParts(written.text, written.places)
    return found


def note_comments(contribution: Contribution) -> None:
    """
    Note which stretch of a kept answer is on which passage, as of one that came by a link.

    In the transaction that keeps it, which writes the entry in the ledger.
    """
    answers = contribution.answers.exclude(places=[])
    for review in ReviewRound.objects.filter(
        exercise=contribution.exercise_id, question__in=answers.values("question")
    ):
        answer = answers.get(question=review.question_id)
        stretches = rules.stretches_of(
            lines=list_lines(review=review), text=answer.text, places=answer.places
        )
        PassageComment.objects.bulk_create(
            PassageComment(
                answer=answer, reviewed_id=each.reviewed_id, start=each.start, end=each.end
            )
            for each in stretches
        )
