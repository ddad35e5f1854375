"""
How contributions are written down: the contribution, its answers, points and receipt link.

Set-wise, so that a spreadsheet of thousands takes as many statements as one telephone call.
Called by actions, inside their transaction, after they have checked what was said.
"""

import secrets
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, time, timedelta

from django.utils import timezone

from regard.domains.engagement.models import (
    Answer,
    Contribution,
    Exercise,
    Invitation,
    Point,
    Question,
)
from regard.domains.engagement.queries.contributions import RECEIPT
from regard.domains.engagement.queries.questions import list_asked
from regard.domains.engagement.rules.arrivals import read_places
from regard.domains.engagement.rules.asked import Asked
from regard.domains.engagement.rules.contributions import read_answers
from regard.domains.engagement.rules.receipts import receipt_number
from regard.domains.engagement.rules.shielding import behind_shield, shielded_time
from regard.domains.engagement.rules.timetable import is_late
from regard.domains.engagement.types import ExerciseKind, QuestionKind, Said
from regard.foundation.accounts import links
from regard.foundation.analysis.emptiness import says_nothing
from regard.foundation.analysis.passages import split_document
from regard.foundation.analysis.points import Span, split_into_points
from regard.foundation.files.models import File

from .safeguarding import raise_concerns
from .shielding import write_shields

RECEIPT_DAYS = 730
"""A receipt opens for two years after the reply is due: as long as what was said is held."""

BATCH = 1000


def write_contributions(
    *,
    exercise: Exercise,
    saids: Sequence[Said],
    file: File | None = None,
    invitation: Invitation | None = None,
    asked: Sequence[Asked] | None = None,
    at: datetime,
) -> list[Contribution]:
    """
    Keep what was said, in order, with a receipt and its points.

    :param asked: what the exercise asks, in order; None: it is looked up.
    """
    if asked is None:
        asked = list_asked(exercise=exercise)
    receipts = new_receipts(exercise, len(saids))
    contributions = [
        _contribution(exercise, behind_shield(said), receipt, at)
        for said, receipt in zip(saids, receipts, strict=True)
    ]
    for contribution in contributions:
        if not contribution.is_shielded:
            contribution.invitation, contribution.file = invitation, file
    Contribution.objects.bulk_create(contributions, batch_size=BATCH)
    write_shields(kept=zip(contributions, saids, strict=True), file=file, invitation=invitation)
    answers = _answers(asked, contributions, saids)
    Answer.objects.bulk_create(answers, batch_size=BATCH)
    in_words = {each.question_id for each in asked if each.kind is QuestionKind.WORDS}
    typed = [each for each in answers if each.question_id in in_words]
    _write_points(exercise, typed, split=_split)
    raise_concerns(answers=answers, at=at)
    issue_receipts(exercise=exercise, contributions=contributions)
    return contributions


def _contribution(exercise: Exercise, said: Said, receipt: str, at: datetime) -> Contribution:
    said_on = said.said_on or timezone.localdate(at)
    return Contribution(
        system_id=exercise.system_id,
        exercise=exercise,
        location_id=said.location_id,
        speaker=said.speaker,
        channel=said.channel,
        visibility=said.visibility,
        receipt=receipt,
        name=said.name,
        email=said.email,
        telephone=said.telephone,
        address=said.address,
        said_on=said_on,
        kept_at=shielded_time(at) if said.is_shielded else at,
        entered_by=said.entered_by,
        is_shielded=said.is_shielded,
        file_line=said.file_line,
        row_key=said.row_key,
        row_print=said.row_print,
        is_late=is_late(said_on=said_on, closes_on=exercise.closes_on),
    )


def _answers(
    asked: Sequence[Asked], contributions: Sequence[Contribution], saids: Sequence[Said]
) -> list[Answer]:
    return [
        Answer(
            contribution=contribution,
            question_id=question_id,
            text=read.text,
            value=read.value,
            file_id=said.files.get(question_id),
            places=[list(place) for place in said.places.get(question_id, ())],
        )
        for contribution, said in zip(contributions, saids, strict=True)
        for question_id, read in read_answers(questions=asked, answers=said.answers).items()
    ]


def write_points(*, exercise: Exercise, answers: Iterable[Answer]) -> None:
    """
    Split answers in words into points, each at its own place. A choice makes none.

    Of an answer in parts no point reaches over the border of one, and a part that says nothing
    makes none.
    """
    in_words = set(
        Question.objects.filter(exercise=exercise, kind=QuestionKind.WORDS).values_list(
            "pk", flat=True
        )
    )
    typed = [each for each in answers if each.question_id in in_words]
    _write_points(exercise, typed, split=_split_parts)


def _write_points(
    exercise: Exercise,
    answers: Iterable[Answer],
    split: Callable[[Answer], tuple[Span, ...]],
) -> None:
    """Split answers, all of which are in words, into points."""
    points = (
        Point(
            system_id=exercise.system_id,
            exercise=exercise,
            contribution_id=answer.contribution_id,
            answer=answer,
            start=span.start,
            end=span.end,
            text=answer.text[span.start : span.end],
        )
        for answer in answers
        if not says_nothing(answer.text)
        for span in split(answer)
    )
    Point.objects.bulk_create(points, batch_size=BATCH)


def _split(answer: Answer) -> tuple[Span, ...]:
    """Return the points of an answer; of a document, without its headings."""
    if not answer.places:
        return split_into_points(answer.text)
    return split_document(answer.text, read_places(answer.places))


def _split_parts(answer: Answer) -> tuple[Span, ...]:
    """Return the points of an answer that was typed part by part."""
    spans = _split(answer)
    if not answer.places:
        return spans
    return tuple(each for each in spans if not says_nothing(answer.text[each.start : each.end]))


def issue_receipts(*, exercise: Exercise, contributions: Iterable[Contribution]) -> None:
    """
    Make the link by which each contributor sees what they said and what became of it.

    In an exercise without an end it opens for as long from the day on which they said it.
    """
    kept = list(contributions)
    is_endless = exercise.kind == ExerciseKind.SEEING
    due = max((each.said_on for each in kept), default=None) if is_endless else None
    last_day = (due or exercise.reply_by) + timedelta(days=RECEIPT_DAYS)
    links.issue_many(
        purpose=RECEIPT,
        subject_ids=[contribution.pk for contribution in kept],
        expires_at=timezone.make_aware(datetime.combine(last_day, time.max)),
    )


def new_receipts(exercise: Exercise, how_many: int) -> list[str]:
    """Return receipt numbers that nobody has, in a set order of none."""
    prefix = exercise.system.receipt_prefix
    fresh: set[str] = set()
    while len(fresh) < how_many:
        wanted = how_many - len(fresh)
        numbers = {receipt_number(prefix=prefix, choose=secrets.choice) for _ in range(wanted)}
        taken = Contribution.objects.filter(receipt__in=numbers).values_list("receipt", flat=True)
        fresh |= numbers - set(taken)
    return list(fresh)
