"""
What somebody who reads blind sees: the words, the themes to tick, and their own marks.

Nothing here tells where a machine or anybody else put a point, until they have handed in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse

from regard.domains.engagement.models import (
    BlindPoint,
    BlindReader,
    BlindReading,
    BlindSample,
    Exercise,
)
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.rules import blind as rules
from regard.domains.engagement.types.blind import BlindWords, Marks
from regard.foundation.accounts.callers import require
from regard.foundation.authority import Caller, is_allowed
from regard.foundation.base.errors import NotAllowed, NotFound, Refusal
from regard.foundation.mail.models import Message, State

from .blind import SHOW_MARKS, still_readable
from .points import list_points

if TYPE_CHECKING:
    from collections.abc import Sequence

NOTHING = "There is nothing for you to read here"


class NotAsked(Refusal):
    """Somebody else was asked to read the sample."""


@dataclass(frozen=True)
class Progress:
    """
    How far a reader has come.

    Attributes:
        places: of the points that can be read, in the order of the draw.
        unread: of these, those that they have not read.
    """

    places: Sequence[int]
    unread: Sequence[int]

    @property
    def read(self) -> int:
        return len(self.places) - len(self.unread)


def find_own_sample(*, exercise: Exercise, caller: Caller) -> int | None:
    """
    Return the sample that the caller was asked to read last, by its number; None for none.

    :raises NotAllowed: if they may not read blind here.
    """
    require(caller, Permission.CODE, exercise)
    own = BlindReader.objects.filter(sample__exercise=exercise, by=caller.by)
    return own.order_by("-sample").values_list("sample", flat=True).first()


def get_reader(*, exercise: Exercise, sample_id: int, caller: Caller) -> BlindReader:
    """
    Return the caller as a reader of a sample.

    :raises NotFound: if there is no such sample here.
    :raises NotAllowed: if they may not read blind here, or see elsewhere where points were put.
    :raises NotAsked: if they were not asked to read it.
    """
    _find_sample(exercise, sample_id)
    require(caller, Permission.CODE, exercise)
    reader = _reader(sample_id, caller)
    if reader is None:
        raise NotAsked("You were not asked to read this sample")
    if any(is_allowed(caller, permission, exercise) for permission in SHOW_MARKS):
        raise NotAllowed(
            "You can open the pages that show where each point was put, so you cannot read blind"
        )
    return reader


def get_settler(*, exercise: Exercise, sample_id: int, caller: Caller) -> BlindSample:
    """
    Return a sample whose differences the caller may see and settle.

    The team may, and each reader who has handed in. Neither sees a machine's marks there.

    :raises NotFound: if there is no such sample here.
    :raises NotAllowed: if they still read it themselves, or are neither.
    """
    sample = _find_sample(exercise, sample_id)
    reader = _reader(sample_id, caller)
    if reader is None or is_allowed(caller, Permission.EDIT_THEMES, exercise):
        require(caller, Permission.EDIT_THEMES, exercise)
        return sample
    get_reader(exercise=exercise, sample_id=sample_id, caller=caller)
    if reader.handed_in_at is None:
        raise NotAllowed("Hand in your own reading first: then you see where others differ")
    return sample


def get_progress(*, reader: BlindReader) -> Progress:
    """Return how far a reader has come. Two queries."""
    points = BlindPoint.objects.filter(still_readable(), sample=reader.sample_id)
    places = list(points.order_by("place").values_list("place", flat=True))
    own = BlindReading.objects.filter(reader=reader)
    read = set(own.values_list("point__place", flat=True))
    return Progress(places, [place for place in places if place not in read])


def get_words(*, exercise: Exercise, sample_id: int, place: int) -> BlindWords:
    """
    Return a point of a sample in its answer, for a reader or settler who was checked.

    :raises NotFound: if there is none at this place, or it cannot be read as it was drawn.
    """
    points = BlindPoint.objects.filter(still_readable(), sample=sample_id, place=place)
    point_id = points.values_list("point", flat=True).first()
    found = list_points(exercise=exercise, ids=[point_id or 0], shows_who=False)
    if not found:
        raise NotFound(NOTHING)
    [row] = found
    return BlindWords(
        place=place,
        question=row.question,
        answer_text=row.answer_text,
        start=row.start,
        end=row.end,
    )


def get_own_marks(*, reader: BlindReader, place: int) -> tuple[Marks, bool] | None:
    """Return a reader's own marks, and whether a theme is missing; None while not read."""
    found = BlindReading.objects.filter(reader=reader, point__place=place)
    reading = found.filter(point__sample=reader.sample_id).first()
    if reading is None:
        return None
    return rules.from_json(reading.marks), reading.is_theme_missing


def reading_url(*, exercise: Exercise, sample_id: int) -> str:
    """Return the whole address at which a sample is read, for an email."""
    where = [exercise.system.slug, exercise.slug, sample_id]
    return f"{settings.PUBLIC_ADDRESS}{reverse('engagement:read_sample', args=where)}"


def list_to_send(*, sample_id: int) -> list[int]:
    """Return the emails to readers of a sample that wait to be sent. For the job."""
    waiting = Message.objects.filter(about=about_sample(sample_id), state=State.WAITING)
    return list(waiting.order_by("pk").values_list("pk", flat=True))


def about_sample(sample_id: int) -> str:
    """Return what the emails to readers of a sample are about, as messages say it."""
    return f"engagement.BlindSample:{sample_id}"


def _find_sample(exercise: Exercise, sample_id: int) -> BlindSample:
    sample = BlindSample.objects.filter(exercise=exercise, pk=sample_id).first()
    if sample is None:
        raise NotFound("There is no such sample here")
    return sample


def _reader(sample_id: int, caller: Caller) -> BlindReader | None:
    found = BlindReader.objects.filter(sample=sample_id, by=caller.by)
    return found.select_related("sample").first()
