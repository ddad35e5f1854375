"""Say where a point of a sample belongs, hand in, and settle what readers saw differently."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from regard.domains.engagement.models import BlindPoint, BlindReader, BlindReading, BlindSample
from regard.domains.engagement.queries.blind import list_read_points
from regard.domains.engagement.queries.blind_reading import get_progress
from regard.domains.engagement.rules import blind as rules
from regard.domains.engagement.types import Stage
from regard.foundation.audit import ledger

from .blind import CannotSample

if TYPE_CHECKING:
    from datetime import datetime

    from regard.domains.engagement.types.blind import Marks


@transaction.atomic
def keep_reading(
    *,
    reader: BlindReader,
    place: int,
    marks: Marks,
    is_theme_missing: bool,
    by: str,
    at: datetime,
) -> BlindReading:
    """
    Keep where a reader puts a point; until they hand in they can put it elsewhere.

    :param marks: the themes of the sample by number, with its stance on each; empty for none.
    :raises CannotSample: if they handed in or the sample ended, or there is no such point or
        theme in it.
    """
    reader = _lock(reader)
    point = reader.sample.points.filter(place=place).first()
    if point is None:
        raise CannotSample("There is no such point in this sample")
    _refuse_unknown(reader.sample, marks)
    kept = {"marks": rules.to_json(marks), "is_theme_missing": is_theme_missing, "at": at}
    reading, _ = BlindReading.objects.update_or_create(reader=reader, point=point, defaults=kept)
    detail: dict[str, object] = {"place": place, "themes": sorted(marks)}
    ledger.record(event="sample.point_read", subject=reader, by=by, at=at, detail=detail)
    return reading


@transaction.atomic
def hand_in(*, reader: BlindReader, by: str, at: datetime) -> BlindReader:
    """
    Let a reader's marks stand. From now on they see where others differ, and change nothing.

    :raises CannotSample: if a point is still to be read, or they handed in before.
    """
    reader = _lock(reader)
    left = len(get_progress(reader=reader).unread)
    if left:
        raise CannotSample(f"Read all of it first: {left:,} left")
    reader.handed_in_at = at
    reader.save(update_fields=["handed_in_at", "updated_at"])
    ledger.record(event="sample.handed_in", subject=reader, by=by, at=at)
    return reader


@transaction.atomic
def settle_point(*, sample_id: int, place: int, marks: Marks, by: str, at: datetime) -> BlindPoint:
    """
    Say where a point belongs that readers put differently. Their own marks stay as they are.

    :raises CannotSample: if they did not, or the sample ended, or there is no such theme in it.
    """
    sample = BlindSample.objects.select_for_update().get(pk=sample_id)
    if sample.finished_at or sample.stopped_at:
        raise CannotSample("This sample is no longer being read")
    _refuse_unknown(sample, marks)
    found = [each for each in list_read_points(sample_id=sample.pk) if each.place == place]
    if not found or not rules.differ(found[0].readings):
        raise CannotSample("The readers did not put this point differently")
    point = sample.points.get(place=place)
    point.settled, point.settled_by, point.settled_at = rules.to_json(marks), by, at
    point.save(update_fields=["settled", "settled_by", "settled_at", "updated_at"])
    detail: dict[str, object] = {"place": place, "themes": sorted(marks)}
    ledger.record(event="sample.point_settled", subject=sample, by=by, at=at, detail=detail)
    return point


def _lock(reader: BlindReader) -> BlindReader:
    """
    Return the reader, to change their marks alone.

    :raises CannotSample: if they may not read any more.
    """
    readers = BlindReader.objects.select_for_update(of=("self",))
    reader = readers.select_related("sample__exercise").get(pk=reader.pk)
    sample = reader.sample
    reason = rules.reason_not_to_read(
        stage=Stage(sample.exercise.stage),
        is_open=sample.finished_at is None and sample.stopped_at is None,
        is_handed_in=reader.handed_in_at is not None,
    )
    if reason:
        raise CannotSample(reason)
    return reader


def _refuse_unknown(sample: BlindSample, marks: Marks) -> None:
    known = set(sample.themes.values_list("number", flat=True))
    if not known.issuperset(marks):
        raise CannotSample("There is no such theme in this sample")
