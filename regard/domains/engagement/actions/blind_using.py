"""Put the points of a sample where its readers put them, once it has been measured."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db import transaction

from regard.domains.engagement.models import BlindPoint, BlindSample
from regard.domains.engagement.queries.blind import list_read_points
from regard.domains.engagement.queries.themes import list_used_points
from regard.domains.engagement.rules.measuring import truth_of
from regard.domains.engagement.types import ThemeState
from regard.foundation.audit import ledger

from .blind import CannotSample
from .deciding import lock_exercise, place_points

if TYPE_CHECKING:
    from datetime import datetime

    from regard.domains.engagement.types import Stance


@transaction.atomic
def use_readings(*, sample_id: int, by: str, at: datetime) -> int:
    """
    Put points where the readers of a finished sample put them, and return how many.

    What was measured stays as it is. Themes that were merged since stand for those they were
    merged into. Points that have an outcome of their own stay where they are, and so do those
    of a theme that is gone.

    :param by: whoever decides it, who is named as having decided on each point.
    :raises CannotSample: if the sample is not finished.
    :raises CannotEditThemes: if the exercise has been answered.
    """
    sample = BlindSample.objects.get(pk=sample_id)
    lock_exercise(sample.exercise_id)
    if sample.finished_at is None:
        raise CannotSample("Finish the sample first, so that what it measures is kept")
    themes = _themes(sample)
    together: dict[tuple[tuple[int, Stance], ...], list[int]] = defaultdict(list)
    for point_id, marks in _truths(sample).items():
        if themes.keys() >= marks.keys():
            kept = {themes[number]: stance for number, stance in marks.items()}
            together[tuple(sorted(kept.items()))].append(point_id)
    for placed, point_ids in together.items():
        place_points(point_ids, dict(placed), by=by, at=at)

    how_many = sum(len(point_ids) for point_ids in together.values())
    detail: dict[str, object] = {"points": how_many}
    ledger.record(event="sample.used", subject=sample, by=by, at=at, detail=detail)
    return how_many


def _themes(sample: BlindSample) -> dict[int, int]:
    """Return the themes that stand today for those of the sample, by their numbers there."""
    known = {}
    for each in sample.themes.select_related("theme__merged_into"):
        theme = each.theme
        while theme is not None and theme.state == ThemeState.MERGED:
            theme = theme.merged_into
        if theme is not None:
            known[each.number] = theme.pk
    return known


def _truths(sample: BlindSample) -> dict[int, dict[int, Stance]]:
    """Return where the readers put each point that may still be moved, by the point's number."""
    places = BlindPoint.objects.filter(sample=sample, point__isnull=False)
    numbers = dict(places.values_list("place", "point"))
    used = list_used_points(point_ids=list(numbers.values()))
    return {
        numbers[point.place]: dict(truth_of(point))
        for point in list_read_points(sample_id=sample.pk)
        if point.place in numbers and numbers[point.place] not in used
    }
