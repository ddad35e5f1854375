"""Exercises with their counts, which are kept until a row differs that they follow from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet

from regard.domains.engagement.models import AudienceMember, Exercise, Point, Theme
from regard.domains.engagement.types import ExerciseRow, Stage, ThemeState

from .heard import count_heard
from .marked import Mark, Source, kept_for_each, read_marks
from .voices import count_voices

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from regard.domains.engagement.types.campaigns import Voices

PLACED_FROM = (Source.CONTRIBUTIONS, Source.POINTS, Source.CODINGS)
"""What tells which points there are, who may read them, and which themes they are in."""


@dataclass(frozen=True)
class Asked:
    """Some exercises with the state of all that was said in them, read at one moment."""

    exercises: tuple[Exercise, ...]
    marks: Mapping[int, Mark]

    @property
    def print(self) -> str:
        """A short text: where it is the same, all that was said is."""
        rows = [f"{each.pk}:{each.updated_at.timestamp()}:{each.stage}" for each in self.exercises]
        return "/".join([*rows, *self._prints(tuple(Source))])

    @property
    def print_of_points(self) -> str:
        """The same of which points there are, who may read them, and which themes they are in."""
        return "/".join([*(str(each.pk) for each in self.exercises), *self._prints(PLACED_FROM)])

    def _prints(self, of: Collection[Source]) -> list[str]:
        return [self.marks[each.pk].print_of(of) for each in self.exercises]


def read_asked(exercises: Iterable[Exercise]) -> Asked:
    """Return these exercises with their state. One query, and what reads the exercises."""
    found = tuple(exercises)
    return Asked(found, read_marks(exercise_ids=[each.pk for each in found], of=tuple(Source)))


@dataclass(frozen=True)
class Counts:
    """The counts of an exercise, as `ExerciseRow` explains them."""

    asked: int
    heard: int
    contributions: int
    points: int
    themes: int
    voices: Voices


def list_rows(asked: Asked) -> list[ExerciseRow]:
    """
    Return the exercises with their counts, in their order.

    Six queries where anything differs, and none where nothing does.
    """
    kept = kept_for_each(asked.marks, of=tuple(Source), name="exercise-counts", count=_count)
    return [
        ExerciseRow(
            exercise_id=exercise.pk,
            slug=exercise.slug,
            title=exercise.title,
            purpose=exercise.purpose,
            stage=Stage(exercise.stage),
            opens_on=exercise.opens_on,
            closes_on=exercise.closes_on,
            reply_by=exercise.reply_by,
            **vars(kept[exercise.pk]),
        )
        for exercise in asked.exercises
    ]


def _count(ids: Collection[int]) -> dict[int, Counts]:
    asked = _counted(AudienceMember.objects.filter(exercise__in=ids))
    heard = count_heard(exercise_ids=ids)
    voices = count_voices(exercise_ids=ids)
    points = _counted(Point.objects.filter(exercise__in=ids))
    themes = _counted(Theme.objects.filter(Q(exercise__in=ids) & ~Q(state=ThemeState.MERGED)))
    return {
        number: Counts(
            asked=asked.get(number, 0),
            heard=heard.get(number, 0),
            contributions=voices[number].submissions,
            points=points.get(number, 0),
            themes=themes.get(number, 0),
            voices=voices[number],
        )
        for number in ids
    }


def _counted(rows: QuerySet) -> dict[int, int]:  # type: ignore[type-arg]  # of any model
    """Return how many of these rows each exercise has, in one query."""
    return dict(rows.order_by().values_list("exercise").annotate(n=Count("pk")))
