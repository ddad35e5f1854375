"""What the register's services were asked and said, for their own pages."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from regard.domains.engagement.models import AudienceMember, Contribution, Exercise
from regard.domains.engagement.types import Stage, Visibility

from .points import may_read_words, may_see_who
from .showing import longest_words

if TYPE_CHECKING:
    from collections.abc import Collection

    from regard.foundation.authority import Caller


@dataclass(frozen=True)
class AskedRow:
    """
    An exercise that a service was asked in.

    Attributes:
        location_id: which record of the service was asked.
        answers: what it said, as far as this reader may know that it was them.
        may_know: whether the reader would be told of every answer there is.
    """

    exercise: Exercise
    location_id: int
    answers: tuple[SaidRow, ...]
    may_know: bool


@dataclass(frozen=True)
class SaidRow:
    """
    Something that a service said.

    Attributes:
        words: its longest answer.
        may_open: whether this reader may open the whole of it.
    """

    receipt: str
    said_on: date
    words: str
    may_open: bool


def list_asked_of(
    *, location_ids: Collection[int], caller: Caller, limit: int = 100
) -> list[AskedRow]:
    """
    Return the exercises, not drafts, that these locations were asked in, the newest first.

    That a service was asked is public, as whom an exercise is for is. That it answered, and
    what, is told to who may see who said what; to everyone else only where the service put its
    name to it, and once the exercise is answered. To its own head office too: whoever answered
    may have done so in confidence. What is withheld is not told. Five queries.
    """
    members = AudienceMember.objects.filter(location__in=list(location_ids))
    asked = dict.fromkeys(
        members.exclude(exercise__stage=Stage.DRAFT)
        .order_by("-exercise__opens_on", "-exercise", "location")
        .values_list("exercise", "location")[:limit]
    )
    exercises = Exercise.objects.select_related("system").in_bulk({pk for pk, _ in asked})
    return _with_answers([(exercises[pk], location) for pk, location in asked], caller)


NAMES_THE_SERVICE = frozenset({Visibility.NAMED, Visibility.ORGANISATION})


def _with_answers(asked: list[tuple[Exercise, int]], caller: Caller) -> list[AskedRow]:
    said = Contribution.objects.filter(
        exercise__in={exercise.pk for exercise, _ in asked},
        location__in={location for _, location in asked},
        kept_at__isnull=False,
        withheld_at=None,
    ).order_by("-said_on", "-pk")
    by_place: dict[tuple[int, int | None], list[Contribution]] = defaultdict(list)
    for contribution in said:
        by_place[contribution.exercise_id, contribution.location_id].append(contribution)
    words = longest_words(contribution_ids=[each.pk for each in said])
    rows = []
    for exercise, location in asked:
        knows = may_see_who(exercise=exercise, caller=caller)
        is_public = may_read_words(exercise=exercise, caller=caller)
        answers = tuple(
            SaidRow(each.receipt, each.said_on, words.get(each.pk, ""), may_open=knows)
            for each in by_place[exercise.pk, location]
            if knows or (is_public and each.visibility in NAMES_THE_SERVICE)
        )
        rows.append(AskedRow(exercise, location, answers, may_know=knows))
    return rows
