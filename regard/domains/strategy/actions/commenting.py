"""Save what somebody says on the passages of a draft, behind a signed link."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from regard.domains.engagement import actions as engagement
from regard.domains.strategy.models import CommentSave, PassageComment
from regard.domains.strategy.queries.commenting import (
    Reviewing,
    list_last_saves,
    list_lines,
    list_own_comments,
)
from regard.domains.strategy.rules import reviews as rules
from regard.domains.strategy.rules.reviews import Verdict
from regard.foundation.base.errors import Refusal

if TYPE_CHECKING:
    from regard.domains.engagement.models import Contribution

BATCH = 1000


@dataclass(frozen=True)
class Box:
    """
    What a page sends for one passage.

    Attributes:
        shown: the print of what stood in the box when the page was shown.
    """

    text: str
    shown: str


class CannotComment(Refusal):
    """The comments cannot be saved as they are."""


@transaction.atomic
def save_comments(
    *,
    reviewing: Reviewing,
    boxes: Mapping[int, Box],
    mark: engagement.Mark,
    by: str,
    at: datetime,
) -> dict[int, str]:
    """
    Save the boxes of one page, and return what stands where somebody else wrote meanwhile.

    Whatever was changed in a box on which nobody else wrote is saved; the rest stays as it is,
    and is for whoever sent it to settle. As with every draft, the ledger says when it was begun.

    :param boxes: by the number of the reviewed passage.
    :param mark: of the page and the words in it.
    :return: by reviewed passage; empty if all is saved.
    :raises CannotKeep: if the exercise takes no more answers.
    :raises Overtaken: if what was written was sent since the page was shown.
    :raises CannotComment: if it is too much for one answer.
    """
    draft = engagement.save_draft(
        invitation=reviewing.invitation, step=engagement.Step(), by=by, at=at
    )
    engagement.check_that_it_lives(invitation_id=reviewing.invitation.pk, mark=mark)
    stored = list_own_comments(review=reviewing.review, draft=draft)
    last = list_last_saves(draft=draft, reviewed_ids=boxes)
    texts = {number: rules.tidied(box.text) for number, box in boxes.items()}
    verdicts = {
        number: rules.judge(
            text=texts[number],
            shown=box.shown,
            stored=stored.get(number, ""),
            last=last.get(number),
            mark=(mark.page, mark.change),
        )
        for number, box in boxes.items()
    }
    changed = [number for number, verdict in verdicts.items() if verdict is Verdict.WRITE]
    if changed:
        comments = stored | {number: texts[number] for number in changed}
        _write(reviewing, draft, comments, by=by, at=at)
        _mark(draft, changed, mark)
    asked = (number for number, verdict in verdicts.items() if verdict is Verdict.ASK)
    return {number: stored.get(number, "") for number in asked}


def _write(
    reviewing: Reviewing,
    draft: Contribution,
    comments: Mapping[int, str],
    *,
    by: str,
    at: datetime,
) -> None:
    """Write all comments as one answer, with a stretch for each in place of those before."""
    reason = rules.reason_against_comments(comments)
    if reason:
        raise CannotComment(reason)
    review = reviewing.review
    written = rules.write_down(lines=list_lines(review=review), comments=comments)
    step = engagement.Step(
        answers={review.question_id: written.text}, places={review.question_id: written.places}
    )
    engagement.save_draft(invitation=reviewing.invitation, step=step, by=by, at=at)
    PassageComment.objects.filter(
        answer__contribution=draft, answer__question=review.question_id
    ).delete()
    answer = draft.answers.filter(question=review.question_id).values_list("pk", flat=True)
    for answer_id in answer:
        PassageComment.objects.bulk_create(
            (
                PassageComment(
                    answer_id=answer_id,
                    reviewed_id=stretch.reviewed_id,
                    start=stretch.start,
                    end=stretch.end,
                )
                for stretch in written.stretches
            ),
            batch_size=BATCH,
        )


def _mark(draft: Contribution, reviewed_ids: Collection[int], mark: engagement.Mark) -> None:
    """Write down which page saved these last."""
    CommentSave.objects.bulk_create(
        (
            CommentSave(draft=draft, reviewed_id=number, page=mark.page, change=mark.change)
            for number in reviewed_ids
        ),
        update_conflicts=True,
        unique_fields=["draft", "reviewed"],
        update_fields=["page", "change", "updated_at"],
    )
