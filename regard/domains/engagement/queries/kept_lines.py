"""Lines of minutes that are kept as contributions, and the exercises that take them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regard.domains.engagement.models import Contribution, Exercise, Question
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.rules.contributions import reason_not_to_enter
from regard.domains.engagement.types import QuestionKind, Stage
from regard.foundation.authority import is_allowed

from .points import may_read_words

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from regard.domains.register.models import System
    from regard.foundation.authority import Caller


@dataclass(frozen=True)
class TakingRow:
    """A question in words of an exercise that takes what was said on a day."""

    question_id: int
    question: str
    exercise: str


def list_kept_from(
    *, system: System, receipts: Collection[str], caller: Caller
) -> list[Contribution]:
    """Return contributions by their receipts: of those that the caller may read. One query."""
    found = Contribution.objects.filter(
        system=system, receipt__in=receipts, kept_at__isnull=False, withheld_at=None
    ).select_related("exercise__system")
    return [each for each in found if may_read_words(exercise=each.exercise, caller=caller)]


def may_keep_lines(*, system: System, caller: Caller) -> bool:
    """Test whether the caller may keep what others said, in a system's exercises."""
    return is_allowed(caller, Permission.ENTER_CONTRIBUTIONS, system)


def list_taking(*, system: System, said_on: date, today: date) -> list[TakingRow]:
    """
    Return the questions in words of the exercises that take what was said on a day.

    The newest exercise first, its questions in order. For who may keep it. Two queries.
    """
    exercises = Exercise.objects.filter(system=system, stage__in=[Stage.OPEN, Stage.CLOSED])
    taking = {
        each.pk: each
        for each in exercises.order_by("-opens_on", "-pk")
        if not reason_not_to_enter(
            stage=Stage(each.stage), opens_on=each.opens_on, said_on=said_on, today=today
        )
    }
    questions = Question.objects.filter(exercise__in=taking, kind=QuestionKind.WORDS)
    order = list(taking)
    found = sorted(questions, key=lambda q: (order.index(q.exercise_id), q.position, q.pk))
    return [TakingRow(q.pk, q.text, taking[q.exercise_id].title) for q in found]
