"""Draw a sample to be read blind, ask people to read it, and end it."""

from __future__ import annotations

import secrets
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse

from regard.domains.engagement.models import (
    BlindPoint,
    BlindReader,
    BlindSample,
    BlindTheme,
    Coding,
    Exercise,
    Learning,
)
from regard.domains.engagement.queries.blind import (
    list_candidates,
    list_read_points,
    list_sample_themes,
    pool_of,
)
from regard.domains.engagement.queries.blind_reading import about_sample, reading_url
from regard.domains.engagement.queries.themes import list_themes
from regard.domains.engagement.rules import blind as rules
from regard.domains.engagement.rules import measuring
from regard.domains.engagement.rules.nesting import in_order
from regard.domains.engagement.types import Stage, Stance
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal
from regard.foundation.jobs.actions import start_job
from regard.foundation.mail import actions as mail
from regard.foundation.mail.models import State

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import datetime

    from regard.domains.engagement.models import Point
    from regard.domains.engagement.types import ThemeRow
    from regard.domains.engagement.types.blind import Candidate, ReadPoint
    from regard.foundation.jobs.models import Job

SEND = "engagement.send_sample"
FINISH = "engagement.finish_sample"

SEED_BYTES = 16
"""More than anybody could try out to get the points they want."""

AT_ONCE = 1_000


class CannotSample(Refusal):
    """A sample cannot be drawn, read or ended so."""


@transaction.atomic
def draw_sample(
    *, exercise: Exercise, size: int, by: str, at: datetime, seed: str = ""
) -> BlindSample:
    """
    Draw points at random, and keep where they stand now, so that nothing done later shows.

    :param seed: from which they are drawn; empty for one that nobody could know.
    :raises CannotSample: if one is being read, there are too few points or no themes, or
        everybody can see the themes already.
    """
    exercise = Exercise.objects.select_for_update().get(pk=exercise.pk)
    themes = in_order(list_themes(exercise=exercise))
    pool = {point.pk: point for point in pool_of(exercise)}
    is_one_open = exercise.samples.filter(finished_at=None, stopped_at=None).exists()
    stage = Stage(exercise.stage)
    _refuse_if(
        rules.reason_not_to_draw(
            stage=stage, themes=len(themes), points=len(pool), size=size, is_one_open=is_one_open
        )
    )
    seed = seed or secrets.token_hex(SEED_BYTES)
    sample = BlindSample.objects.create(
        system_id=exercise.system_id,
        exercise=exercise,
        seed=seed,
        drawn_from=len(pool),
        pool_hash=rules.hash_pool(pool),
        drawn_at=at,
        drawn_by=by,
        **_learnt_by_now(exercise),
    )
    numbers = _keep_themes(sample, themes)
    drawn = rules.draw(pool, seed=seed, size=size)
    _keep_points(sample, [pool[number] for number in drawn], numbers)
    detail: dict[str, object] = {"seed": seed, "points": len(drawn), "from": len(pool)}
    ledger.record(event="sample.drawn", subject=sample, by=by, at=at, detail=detail)
    return sample


@transaction.atomic
def ask_readers(*, sample_id: int, readers: Collection[str], by: str, at: datetime) -> list[str]:
    """
    Ask people by email to read a sample, or ask them again; return whom no email may be sent to.

    :param readers: as the ledger names them, e.g. "person:12".
    :return: their names: they asked us not to write, so somebody has to tell them.
    :raises CannotSample: if one may not read it, there would be too many, or it has ended.
    """
    sample = _lock(sample_id)
    known = {each.by: each for each in list_candidates(exercise=sample.exercise)}
    chosen = [known[each] for each in readers if each in known]
    had = {each.by: each for each in sample.readers.all()}
    refused = next((f"{each.name}: {each.reason}" for each in chosen if each.reason), None)
    _refuse_if(
        (None if chosen else "Choose at least one person to ask")
        or refused
        or rules.reason_not_to_ask_more(readers=len(had.keys() | {each.by for each in chosen}))
    )
    letters = iter(rules.LETTERS[len(had) :])
    for each in chosen:
        values: dict[str, object] = {"asked_at": at}
        if each.by not in had:
            values["letter"] = next(letters)
        BlindReader.objects.update_or_create(sample=sample, by=each.by, defaults=values)
    asked: dict[str, object] = {"readers": sorted(each.by for each in chosen)}
    ledger.record(event="sample.readers_asked", subject=sample, by=by, at=at, detail=asked)
    return _write_to(sample, chosen, by=by)


@transaction.atomic
def start_finishing(*, sample_id: int, by: str, at: datetime) -> Job:
    """
    Start the job that works out what a sample showed.

    :raises CannotSample: if fewer than two people handed in, a difference between them is not
        settled, it has ended, or it is being worked out already.
    """
    sample = _lock(sample_id)
    if rules.is_finishing(finishing_at=sample.finishing_at, now=at):
        raise CannotSample("What this sample showed is being worked out already")
    _check_read(sample)
    sample.finishing_at = at
    sample.save(update_fields=["finishing_at", "updated_at"])
    ledger.record(event="sample.finishing_asked_for", subject=sample, by=by, at=at)
    exercise = sample.exercise
    return start_job(
        kind=FINISH,
        title=f"Working out what a sample of “{exercise.title}” showed",
        scope_key=f"system:{sample.system_id}",
        by=by,
        args={"sample_id": sample.pk},
        next_url=reverse(
            "engagement:accuracy", kwargs={"system": exercise.system.slug, "slug": exercise.slug}
        ),
    )


@transaction.atomic
def finish_sample(
    *,
    sample_id: int,
    by: str,
    at: datetime,
    tell: Callable[[int], None] = lambda _: None,
) -> BlindSample:
    """
    Work out what a sample showed, and keep it for good. It is published with the themes.

    :param tell: is given how many of the `measuring.STEPS` are done.
    :raises CannotSample: if fewer than two people handed in, a difference between them is not
        settled, or it has ended.
    """
    sample = _lock(sample_id)
    points = _check_read(sample)
    drawn = sample.points.count()
    measured = measuring.measure(
        points=points,
        themes=list_sample_themes(sample_id=sample.pk),
        left_out=drawn - len(points),
        tell=tell,
    )
    sample.measured, sample.finished_at = measuring.to_json(measured), at
    sample.ended_by = by
    sample.save(update_fields=["measured", "finished_at", "ended_by", "updated_at"])
    ledger.record(event="sample.finished", subject=sample, by=by, at=at)
    return sample


def give_up_finishing(*, sample_id: int) -> None:
    """Let what a sample showed be asked for again, as it could not be worked out."""
    BlindSample.objects.filter(pk=sample_id).update(finishing_at=None)


@transaction.atomic
def stop_sample(*, sample_id: int, because: str, by: str, at: datetime) -> BlindSample:
    """
    End a sample without measuring anything. It stays in the list, with the reason.

    :raises CannotSample: if no reason is given, or it has ended.
    """
    sample = _lock(sample_id)
    _refuse_if(None if because.strip() else "Say why it is stopped")
    sample.because, sample.stopped_at, sample.ended_by = because.strip(), at, by
    sample.save(update_fields=["because", "stopped_at", "ended_by", "updated_at"])
    ledger.record(event="sample.stopped", subject=sample, by=by, at=at)
    return sample


def _check_read(sample: BlindSample) -> list[ReadPoint]:
    """
    Return the points of a sample that is read and settled.

    :raises CannotSample: if it is not.
    """
    points = list_read_points(sample_id=sample.pk)
    unsettled = sum(rules.differ(each.readings) and each.settled is None for each in points)
    readers = sample.readers.filter(handed_in_at__isnull=False).count()
    _refuse_if(
        rules.reason_not_to_finish(readers=readers, unsettled=unsettled, points=len(points))
    )
    return points


def _lock(sample_id: int) -> BlindSample:
    """Return a sample that has not ended, to change it alone."""
    samples = BlindSample.objects.select_for_update(of=("self",))
    sample = samples.select_related("exercise__system").get(pk=sample_id)
    if sample.finished_at or sample.stopped_at:
        raise CannotSample("This sample is no longer being read")
    return sample


def _learnt_by_now(exercise: Exercise) -> dict[str, Any]:
    """Return how far the machine has come whose marks are measured."""
    found = Learning.objects.filter(exercise=exercise, learnt_at__isnull=False).first()
    if found is None:
        return {"learnt_from": 0, "learnt_at": None}
    return {"learnt_from": found.learnt_from, "learnt_at": found.learnt_at}


def _keep_themes(sample: BlindSample, themes: Sequence[ThemeRow]) -> dict[int, int]:
    """Keep the themes as they read now, and return their numbers in the sample."""
    numbers = {row.theme_id: number for number, row in enumerate(themes, 1)}
    BlindTheme.objects.bulk_create(
        BlindTheme(
            sample=sample,
            number=numbers[row.theme_id],
            theme_id=row.theme_id,
            title=row.title,
            summary=row.summary,
            whole=numbers.get(row.parent_id or 0),
        )
        for row in themes
    )
    return numbers


def _keep_points(sample: BlindSample, points: Sequence[Point], numbers: Mapping[int, int]) -> None:
    """Keep the points in the order of the draw, with the themes that each is in now."""
    placed: dict[int, dict[int, Stance]] = defaultdict(dict)
    for coding in Coding.objects.filter(point__in=points, theme__in=numbers):
        placed[coding.point_id][numbers[coding.theme_id]] = Stance(coding.stance)
    BlindPoint.objects.bulk_create(
        [
            BlindPoint(
                sample=sample,
                place=place,
                point=point,
                start=point.start,
                end=point.end,
                placed=rules.to_json(placed[point.pk]),
                placed_by=rules.who_placed(
                    is_decided=bool(point.decided_by),
                    is_seen=point.argument is not None or bool(placed[point.pk]),
                ),
            )
            for place, point in enumerate(points, 1)
        ],
        batch_size=AT_ONCE,
    )


def _write_to(sample: BlindSample, chosen: Sequence[Candidate], *, by: str) -> list[str]:
    """Write the emails and start the job that sends them; return who wants none, by name."""
    exercise = sample.exercise
    email = rules.reading_email(
        partnership=exercise.system.partnership_name,
        title=exercise.title,
        points=sample.points.count(),
        url=reading_url(exercise=exercise, sample_id=sample.pk),
    )
    about = about_sample(sample.pk)
    scope_key = f"system:{sample.system_id}"
    drafts = [mail.Draft(each.email, email.subject, email.body, about) for each in chosen]
    messages = mail.post(drafts, scope_key=scope_key)
    start_job(
        kind=SEND,
        title=f"Asking people to read a sample of “{exercise.title}”",
        scope_key=scope_key,
        by=by,
        args={"sample_id": sample.pk},
    )
    pairs = zip(chosen, messages, strict=True)
    return [each.name for each, message in pairs if message.state == State.HELD]


def _refuse_if(reason: str | None) -> None:
    if reason:
        raise CannotSample(reason)
