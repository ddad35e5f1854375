"""Write the phases of an exercise, and move them when its days move."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from regard.domains.engagement.models import Exercise, Phase, TimetableChange
from regard.domains.engagement.queries.phases import days_of, list_phases, list_written_phases
from regard.domains.engagement.rules.phases import (
    in_order,
    moved_phases,
    reason_not_to_add,
    reasons_against_phases,
)
from regard.domains.engagement.types import PhaseKind, Stage, TimetableKind
from regard.domains.engagement.types.phases import Days, PhasePlan
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal

from .drafting import draft_of


class CannotPhase(Refusal):
    """The phases do not follow one another, or do not agree with the exercise's days."""


@transaction.atomic
def write_phase(*, exercise: Exercise, phase: PhasePlan, by: str, at: datetime) -> None:
    """
    Write one phase of a draft, or another in its place. The usual ones beside it stay.

    :raises CannotChange: if the exercise has been opened.
    :raises CannotPhase: if its days do not fit.
    """
    draft = draft_of(exercise)
    others = [each for each in list_phases(exercise=draft) if each.kind is not phase.kind]
    _replace(draft, (*others, phase))
    ledger.record(
        event="phase.written", subject=draft, by=by, at=at, detail={"phase": phase.kind.value}
    )


@transaction.atomic
def remove_phase(*, exercise: Exercise, kind: PhaseKind, by: str, at: datetime) -> None:
    """
    Leave out a phase of a draft.

    :raises CannotChange: if the exercise has been opened.
    :raises CannotPhase: if it is the asking or the reply, without which it is no exercise.
    """
    draft = draft_of(exercise)
    if kind in {PhaseKind.ASK, PhaseKind.REPLY}:
        raise CannotPhase("Every exercise asks, and tells what became of it")
    _replace(draft, [each for each in list_phases(exercise=draft) if each.kind is not kind])
    ledger.record(event="phase.removed", subject=draft, by=by, at=at, detail={"phase": kind.value})


@transaction.atomic
def add_phase(
    *, exercise: Exercise, phase: PhasePlan, because: str, by: str, at: datetime
) -> None:
    """
    Add a phase to an exercise that people were told of, and say so in its timetable.

    What they were told stays: no other phase moves.

    :raises CannotPhase: if it is a draft or answered, has the phase, the phase's days do not fit
        or have begun, or no reason is given.
    """
    found = Exercise.objects.select_for_update().get(pk=exercise.pk)
    phases = list_phases(exercise=found)
    reason = reason_not_to_add(
        phase,
        phases=phases,
        stage=Stage(found.stage),
        because=because,
        today=timezone.localdate(at),
    )
    if reason:
        raise CannotPhase(reason)
    _replace(found, (*phases, phase))
    TimetableChange.objects.create(
        exercise=found,
        kind=TimetableKind.ADDED,
        field=phase.kind,
        was=phase.starts_on,
        becomes=phase.ends_on,
        because=because.strip(),
        by=by,
        at=at,
    )
    detail: dict[str, object] = {"phase": phase.kind.value}
    ledger.record(event="phase.added", subject=found, by=by, at=at, detail=detail)


def move_phases(*, exercise: Exercise, was: Days) -> None:
    """
    Move the phases that somebody wrote with the days of their exercise, which has changed.

    For actions on exercises, within their transaction; the usual phases move by themselves.
    """
    becomes = days_of(exercise)
    written = list_written_phases(exercise=exercise)
    if written and becomes != was:
        _write(exercise, moved_phases(written, was=was, becomes=becomes))


def copy_phases(*, source: Exercise, to: Exercise) -> None:
    """Give an exercise the written phases of another, moved to its own days."""
    written = list_written_phases(exercise=source)
    if written:
        _write(to, moved_phases(written, was=days_of(source), becomes=days_of(to)))


def _replace(exercise: Exercise, phases: Iterable[PhasePlan]) -> None:
    ordered = in_order(phases)
    reasons = reasons_against_phases(ordered, days_of(exercise))
    if reasons:
        raise CannotPhase(
            " ".join(f"“{kind.label}”: {reason}." for kind, reason in reasons.items())
        )
    _write(exercise, ordered)


def _write(exercise: Exercise, phases: Iterable[PhasePlan]) -> None:
    Phase.objects.filter(exercise=exercise).delete()
    Phase.objects.bulk_create(
        [
            Phase(
                exercise=exercise,
                kind=phase.kind,
                starts_on=phase.starts_on,
                ends_on=phase.ends_on,
                open_to=phase.open_to,
                words=phase.words,
            )
            for phase in phases
        ]
    )
