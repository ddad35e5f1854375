"""Samples that are read blind, for the team that draws them and for whoever reads the figures."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q, QuerySet

from regard.domains.engagement.models import BlindPoint, BlindReader, BlindSample, Exercise, Point
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.rules import blind as rules
from regard.domains.engagement.rules import measuring
from regard.domains.engagement.types.blind import (
    Candidate,
    LearntSince,
    Measured,
    PlacedBy,
    ReaderRow,
    ReadPoint,
    SampleRow,
    SampleTheme,
)
from regard.foundation.accounts.queries import list_people_allowed
from regard.foundation.base.errors import NotFound

from .history import list_names
from .showing import readable

SHOW_MARKS = (Permission.VIEW_CONTRIBUTIONS, Permission.EDIT_THEMES)
"""Whoever holds one of these can open pages that show where points were put."""

if TYPE_CHECKING:
    from collections.abc import Collection


def list_samples(*, exercise: Exercise) -> list[SampleRow]:
    """
    Return the samples of an exercise whose reader was checked, the newest first.

    Four queries, however many there are.
    """
    return _rows(BlindSample.objects.filter(exercise=exercise))


def get_sample(*, exercise: Exercise, sample_id: int) -> SampleRow:
    """
    Return a sample of an exercise whose reader was checked.

    :raises NotFound: if the exercise has none of this number.
    """
    found = _rows(BlindSample.objects.filter(exercise=exercise, pk=sample_id))
    if not found:
        raise NotFound("There is no such sample here")
    return found[0]


def get_measured(*, exercise: Exercise) -> SampleRow | None:
    """
    Return the sample of an exercise that was finished last, for whoever may read its themes.

    None while none is. It names nobody. One query where there is none.
    """
    finished = BlindSample.objects.filter(exercise=exercise, finished_at__isnull=False)
    newest = finished.select_related("exercise__learning").order_by("-finished_at", "-pk").first()
    if newest is None:
        return None
    row = _row(newest, points=(newest.points.count(), 0), readers=())
    return replace(row, learnt_since=_learnt_since(newest))


def list_measured(*, exercise: Exercise) -> list[SampleRow]:
    """Return all samples that were finished, the first first, for a bundle. They name nobody."""
    finished = BlindSample.objects.filter(exercise=exercise, finished_at__isnull=False)
    counted = finished.annotate(drawn=Count("points")).order_by("finished_at", "pk")
    return [_row(each, points=(each.drawn, 0), readers=()) for each in counted]


def is_finished(*, sample_id: int) -> bool:
    """Test whether what a sample showed is kept. For the job, which was started by a check."""
    return BlindSample.objects.filter(pk=sample_id, finished_at__isnull=False).exists()


def list_sample_themes(*, sample_id: int) -> list[SampleTheme]:
    """Return the themes of a sample as they read on the day of the draw, in their order."""
    sample = BlindSample(pk=sample_id)
    return [
        SampleTheme(each.number, each.title, each.summary, each.whole)
        for each in sample.themes.order_by("number")
    ]


def list_candidates(*, exercise: Exercise) -> list[Candidate]:
    """Return who holds the right to read blind here, and why some may not be asked."""
    seeing = {
        each.by
        for permission in SHOW_MARKS
        for each in list_people_allowed(permission=permission, scope=exercise)
    }
    return [
        Candidate(
            by=each.by,
            name=each.name,
            email=each.email,
            reason=rules.reason_not_to_ask(sees_marks=each.by in seeing),
        )
        for each in list_people_allowed(permission=Permission.CODE, scope=exercise)
    ]


def count_pool(*, exercise: Exercise) -> int:
    """Return of how many points a sample would be drawn."""
    return pool_of(exercise).count()


def pool_of(exercise: Exercise) -> QuerySet[Point]:
    """Return the points that anybody with the right to read blind may read."""
    points = Point.objects.filter(system_id=exercise.system_id, exercise=exercise)
    return points.filter(readable(shows_who=False, of="contribution__"))


def still_readable() -> Q:
    """Return what must be true of points of samples that can be read as they were drawn."""
    unmoved = Q(start=F("point__start"), end=F("point__end"))
    return unmoved & readable(shows_who=False, of="point__contribution__")


def list_read_points(*, sample_id: int) -> list[ReadPoint]:
    """
    Return the points of a sample that all who handed in have read, in the order of the draw.

    Points that cannot be read any more are left out. For the team, and for readers who handed
    in. Three queries.
    """
    readers = BlindReader.objects.filter(sample=sample_id, handed_in_at__isnull=False)
    handed_in = list(readers.order_by("letter").values_list("pk", "by"))
    points = BlindPoint.objects.filter(still_readable(), sample=sample_id).order_by("place")
    found = [
        (each, {reading.reader_id: reading for reading in each.readings.all()})
        for each in points.prefetch_related("readings")
    ]
    return [
        ReadPoint(
            place=each.place,
            placed=rules.from_json(each.placed),
            placed_by=PlacedBy(each.placed_by),
            readings=tuple(rules.from_json(by_reader[pk].marks) for pk, _ in handed_in),
            settled=None if each.settled is None else rules.from_json(each.settled),
            is_settled_by_reader=each.settled_by in {by for _, by in handed_in},
            missing=sum(by_reader[pk].is_theme_missing for pk, _ in handed_in),
        )
        for each, by_reader in found
        if by_reader.keys() >= {pk for pk, _ in handed_in}
    ]


def _rows(samples: QuerySet[BlindSample]) -> list[SampleRow]:
    found = list(samples.order_by("-drawn_at", "-pk"))
    counted = BlindPoint.objects.filter(sample__in=found).values("sample").order_by()
    counts = {
        row["sample"]: (row["points"], row["readable"])
        for row in counted.annotate(
            points=Count("pk"), readable=Count("pk", filter=still_readable())
        )
    }
    readers = _readers([sample.pk for sample in found])
    return [
        _row(
            sample, points=counts.get(sample.pk, (0, 0)), readers=tuple(readers.get(sample.pk, ()))
        )
        for sample in found
    ]


def _readers(sample_ids: Collection[int]) -> dict[int, list[ReaderRow]]:
    readers = BlindReader.objects.filter(sample__in=sample_ids).order_by("sample", "letter")
    points = BlindPoint.objects.filter(still_readable(), sample__in=sample_ids)
    is_read = Q(readings__point__in=points)
    found = list(readers.annotate(read=Count("readings", filter=is_read)))
    names = list_names(bys={reader.by for reader in found})
    rows: dict[int, list[ReaderRow]] = defaultdict(list)
    for reader in found:
        rows[reader.sample_id].append(
            ReaderRow(
                reader_id=reader.pk,
                by=reader.by,
                letter=reader.letter,
                name=names[reader.by],
                asked_at=reader.asked_at,
                read=reader.read,
                handed_in_at=reader.handed_in_at,
            )
        )
    return dict(rows)


def _row(
    sample: BlindSample, *, points: tuple[int, int], readers: tuple[ReaderRow, ...]
) -> SampleRow:
    return SampleRow(
        sample_id=sample.pk,
        seed=sample.seed,
        drawn_from=sample.drawn_from,
        pool_hash=sample.pool_hash,
        drawn_at=sample.drawn_at,
        points=points[0],
        readable=points[1],
        finished_at=sample.finished_at,
        stopped_at=sample.stopped_at,
        because=sample.because,
        readers=readers,
        measured=_measured(sample),
        learnt_from=sample.learnt_from,
        finishing_at=sample.finishing_at,
    )


def _learnt_since(sample: BlindSample) -> LearntSince | None:
    """Return when the machine last learnt after a draw; one query, or none if it is there."""
    learning = getattr(sample.exercise, "learning", None)
    if learning is None or learning.learnt_at is None or learning.learnt_at <= sample.drawn_at:
        return None
    return LearntSince(learning.learnt_at, learning.learnt_from)


def _measured(sample: BlindSample) -> Measured | None:
    return None if sample.measured is None else measuring.from_json(sample.measured)
