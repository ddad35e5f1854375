"""Keep a line of minutes as a contribution."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from regard.domains.engagement.models import Contribution, Question
from regard.domains.engagement.types import Channel, QuestionKind, Said, Speaker, Visibility
from regard.domains.governance import actions as governance

from .contributions import CannotKeep, check_that_it_takes, record_kept
from .writing import write_contributions

if TYPE_CHECKING:
    from regard.domains.governance.models import MinuteLine


@dataclass(frozen=True)
class SaidInMinutes:
    """
    What a line answers, and who said it.

    Attributes:
        name: as the minutes say it; empty where they do not.
    """

    question_id: int
    speaker: Speaker
    visibility: Visibility
    name: str = ""


@transaction.atomic
def keep_minute_line(
    *, line: MinuteLine, said: SaidInMinutes, by: str, at: datetime
) -> Contribution:
    """
    Keep what a line of minutes says, word for word, as said at its meeting; and say so in it.

    A line answers one question, so that questions that have to be answered may stay open. It
    names no service: minutes do not tell that somebody spoke for one.

    :raises CannotKeep: if the exercise did not take it on that day, or the question is not
        answered in words.
    :raises CannotBecome: if the line is something else already, or was said in private.
    """
    found = Question.objects.filter(
        pk=said.question_id, exercise__system=line.meeting.system_id, kind=QuestionKind.WORDS
    )
    question = found.select_related("exercise__system").first()
    if question is None:
        raise CannotKeep({0: "Choose a question that is answered in words."})
    whole = Said(
        answers={question.pk: line.text},
        speaker=said.speaker,
        channel=Channel.MEETING,
        visibility=said.visibility,
        said_on=timezone.localdate(line.meeting.starts_at),
        name=said.name,
        entered_by=by,
    )
    check_that_it_takes(exercise=question.exercise, said=whole, at=at)
    [kept] = write_contributions(exercise=question.exercise, saids=[whole], at=at)
    governance.keep_line(line=line, receipt=kept.receipt, by=by, at=at)
    record_kept(contribution=kept, by=by, at=at)
    return kept
