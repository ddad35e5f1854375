"""Move the borders of points: one becomes two, or two become one. The answer stays as it came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from regard.domains.engagement.actions.deciding import (
    CannotEditThemes,
    lock_exercise,
    refuse_if,
)
from regard.domains.engagement.models import Coding, Exercise, Point
from regard.domains.engagement.queries.borders import list_neighbours
from regard.domains.engagement.queries.themes import list_used_points
from regard.domains.engagement.rules import borders as rules
from regard.domains.engagement.types import Stance
from regard.foundation.audit import ledger

if TYPE_CHECKING:
    from datetime import datetime


@transaction.atomic
def split_point(
    *, exercise: Exercise, point_id: int, begins: str, by: str, at: datetime
) -> tuple[Point, Point]:
    """
    Make two points of one, each in the themes that it was in, and return them.

    :param begins: the words of the point with which the second begins.
    :raises CannotEditThemes: if these words are not in it, are in it more than once, or are its
        first; or if the point has an outcome of its own.
    """
    point = _lock(exercise, point_id)
    refuse_if(rules.reason_not_to_split_point(text=point.text, begins=begins))
    first, second = rules.split_at(point.text, begins)

    answer, start = point.answer, point.start
    later = Point.objects.create(
        system_id=point.system_id,
        exercise_id=point.exercise_id,
        contribution_id=point.contribution_id,
        answer=answer,
        start=start + second.start,
        end=start + second.end,
        text=answer.text[start + second.start : start + second.end],
        decided_by=by,
    )
    _place(point, start + first.start, start + first.end, by=by)
    for coding in point.codings.all():
        coding.pk, coding._state.adding = None, True
        coding.point = later
        coding.save()
    detail: dict[str, object] = {"into": later.pk, "at": later.start}
    ledger.record(event="point.split", subject=point, by=by, at=at, detail=detail)
    return point, later


@transaction.atomic
def join_points(
    *, exercise: Exercise, point_id: int, with_id: int, by: str, at: datetime
) -> Point:
    """
    Make one point of two neighbours, in all the themes of both, and return it.

    Where they stood differently on a theme, it is unclear.

    :param with_id: the point right before or after it in the same answer.
    :raises CannotEditThemes: if they are no neighbours, or one has an outcome of its own.
    """
    one, other = _lock(exercise, point_id), _lock(exercise, with_id)
    if other.pk not in {each.pk for each in list_neighbours(point=one)}:
        raise CannotEditThemes("Only points that stand side by side in one answer can be joined")

    first, second = sorted((one, other), key=lambda point: point.start)
    start, end, gone = first.start, second.end, second.pk
    _take_over(first, second)
    second.delete()
    _place(first, start, end, by=by)
    detail: dict[str, object] = {"gone": gone, "start": start, "end": end}
    ledger.record(event="point.joined", subject=first, by=by, at=at, detail=detail)
    return first


def _lock(exercise: Exercise, point_id: int) -> Point:
    """Return a point whose borders may move, to change it alone."""
    lock_exercise(exercise.pk)
    points = Point.objects.filter(exercise=exercise, pk=point_id)
    point = points.select_related("answer").first()
    if point is None:
        raise CannotEditThemes("There is no such point here")
    if list_used_points(point_ids=[point.pk]):
        raise CannotEditThemes(
            "This point already has an outcome of its own in a strategy. "
            "Take its outcome away first"
        )
    return point


def _place(point: Point, start: int, end: int, *, by: str) -> None:
    """Give a point its place in the answer; its words are others now, and so its argument."""
    point.start, point.end, point.decided_by = start, end, by
    point.text, point.argument = point.answer.text[start:end], None
    point.save()


def _take_over(first: Point, second: Point) -> None:
    """Put the first point into the themes of the second too."""
    here = {coding.theme_id: coding for coding in first.codings.all()}
    for coding in second.codings.all():
        own = here.get(coding.theme_id)
        if own is None:
            Coding.objects.filter(pk=coding.pk).update(point=first)
        elif own.stance != coding.stance:
            _agree(own, coding)


def _agree(own: Coding, other: Coding) -> None:
    """Let a person's stance stand against a machine's guess; else it is unclear."""
    said = [each for each in (own, other) if each.stance_chance is None]
    stance = Stance(said[0].stance) if len(said) == 1 else Stance.UNCLEAR
    Coding.objects.filter(pk=own.pk).update(stance=stance, stance_chance=None)
