"""Care with what was said: worries looked into, names taken out, something kept from readers."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from regard.domains.engagement import queries
from regard.domains.engagement.actions import moderation, safeguarding
from regard.domains.engagement.queries.safeguarding import list_concerns
from regard.domains.engagement.types.care import CutReason
from regard.foundation.accounts.callers import Command
from regard.foundation.jobs.actions import start_job

from .clock import as_at, run_to_end
from .corpus import read
from .founding import Founded
from .timeline import Timeline

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regard.domains.engagement.models import Exercise
    from regard.domains.engagement.types.care import ConcernRow
    from regard.domains.register.models import System

LOOKS_AFTER = timedelta(hours=3)
"""How soon somebody looks into a worry."""


def care(*, founded: Founded, asked: tuple[Exercise, Exercise], timeline: Timeline) -> None:
    """
    Look into worries, take names out, and keep one answer from readers.

    :param asked: the exercise about leaving hospital, and the one about winter.
    """
    by = founded.by["lead"]
    leaving, winter = asked
    look_into(system=founded.system, by=by, timeline=timeline)
    take_names_out(exercise=leaving, by=by, at=timeline.when("leaving_proposed", hour=15))
    at = timeline.when("winter_proposed", hour=17)
    take_names_out(exercise=winter, by=by, at=at)
    withhold_one(exercise=winter, by=by, at=at)


def look_into(*, system: System, by: str, timeline: Timeline) -> None:
    """Look into every worry that was raised, but for the last, which waits today."""
    words = read("care")
    raised = list_concerns(system=system, caller=Command(), is_settled=False, at=timeline.at)
    *before, newest = sorted(raised, key=lambda row: (row.raised_at, row.concern_id))
    for row in before:
        _settle(row, words, by=by)
    with as_at(newest.raised_at):
        job = start_job(
            kind="engagement.tell_triage",
            title="Telling those who look into worries",
            scope_key=f"system:{system.pk}",
            by="schedule",
        )
    run_to_end(job, at=newest.raised_at + timedelta(minutes=5))


def _settle(row: ConcernRow, words: Mapping[str, Any], *, by: str) -> None:
    at: datetime = row.raised_at + LOOKS_AFTER
    with as_at(at):
        safeguarding.take_up_concern(concern_id=row.concern_id, by=by, at=at)
        passed = next((each for each in words["passed"] if each["said"] in row.words), None)
        if passed:
            safeguarding.pass_concern_on(
                concern_id=row.concern_id, to=passed["to"], note=passed["note"], by=by, at=at
            )
        else:
            because = next(
                (each["because"] for each in words["harmless"] if each["said"] in row.words),
                words["otherwise"],
            )
            safeguarding.settle_concern(concern_id=row.concern_id, because=because, by=by, at=at)


def take_names_out(*, exercise: Exercise, by: str, at: datetime) -> int:
    """Take people's names out of what readers see, and return of how many answers."""
    words = read("care")
    points = queries.list_points(exercise=exercise, shows_who=True)
    done: set[str] = set()
    with as_at(at):
        for point in points:
            name = next((each for each in words["names"] if each in point.text), "")
            if not name or point.receipt in done or len(done) == words["most_names"]:
                continue
            done.add(point.receipt)
            contribution = queries.get_contribution(
                exercise=exercise, receipt=point.receipt, shows_who=True
            )
            moderation.take_words_out(
                contribution=contribution,
                passages=(),
                words=name,
                because=CutReason.PERSON.words,
                by=by,
                at=at,
            )
    return len(done)


def withhold_one(*, exercise: Exercise, by: str, at: datetime) -> None:
    """Keep something from readers that its writer took back on the telephone."""
    words = read("care")["withheld"]
    points = queries.list_points(exercise=exercise, shows_who=True)
    chosen = next(each for each in points if words["said"] in each.text)
    contribution = queries.get_contribution(
        exercise=exercise, receipt=chosen.receipt, shows_who=True
    )
    with as_at(at):
        moderation.withhold_contribution(
            contribution=contribution, because=words["because"], by=by, at=at
        )
