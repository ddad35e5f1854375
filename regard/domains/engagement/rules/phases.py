"""Which parts an exercise has in time, in which order, and how they move with its days."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from regard.domains.engagement.types import OpenTo, PhaseKind, Stage
from regard.domains.engagement.types.phases import Days, PhasePlan

from .timetable import SHORTEST_WHY
from .words import day

USUAL_WORDS = {
    PhaseKind.INFORM: "Read what it is about, and ask us what is not clear.",
    PhaseKind.ASK: "Answer the questions, in your own words.",
    PhaseKind.DELIBERATE: "Say whether you agree with what others said.",
    PhaseKind.ANALYSE: "We read every answer and put together what belongs together.",
    PhaseKind.DECIDE: "Those who decide read what was said, and decide.",
    PhaseKind.REPLY: "Everyone who answered is told what became of it, and why.",
}

USUALLY_OPEN_TO = {
    PhaseKind.ANALYSE: OpenTo.TEAM,
    PhaseKind.DECIDE: OpenTo.TEAM,
}
"""Everyone, where nothing is said here."""

ORDER = tuple(PhaseKind)
"""Phases start in this order; one may begin before the one before it ends."""

AFTER_ASKING = (PhaseKind.ANALYSE, PhaseKind.DECIDE, PhaseKind.REPLY)

FEWEST_DAYS_FOR_THREE = 3
"""With fewer days between the last for answers and the reply, only the reply is a phase."""


def usual_phases(days: Days) -> tuple[PhasePlan, ...]:
    """
    Return the phases of an exercise of which nobody wrote any.

    The time from the last day for answers to the reply is shared out in three.
    """
    ask = usual_phase(PhaseKind.ASK, days.opens_on, days.closes_on)
    first, left = days.closes_on + timedelta(days=1), (days.reply_by - days.closes_on).days
    if left < FEWEST_DAYS_FOR_THREE:
        return (ask, usual_phase(PhaseKind.REPLY, min(first, days.reply_by), days.reply_by))
    third = timedelta(days=left // 3)
    one = timedelta(days=1)
    return (
        ask,
        usual_phase(PhaseKind.ANALYSE, first, first + third - one),
        usual_phase(PhaseKind.DECIDE, first + third, first + third + third - one),
        usual_phase(PhaseKind.REPLY, first + third + third, days.reply_by),
    )


def usual_phase(kind: PhaseKind, starts_on: date, ends_on: date) -> PhasePlan:
    open_to = USUALLY_OPEN_TO.get(kind, OpenTo.EVERYONE)
    return PhasePlan(kind, starts_on, ends_on, open_to, USUAL_WORDS[kind])


def in_order(phases: Iterable[PhasePlan]) -> tuple[PhasePlan, ...]:
    return tuple(sorted(phases, key=lambda phase: ORDER.index(phase.kind)))


def reasons_against_phases(phases: Sequence[PhasePlan], days: Days) -> dict[PhaseKind, str]:
    """
    Return what is wrong with the days of phases, by the phase; empty if nothing is.

    They must follow one another, and agree with the days that the exercise is promised by.
    """
    found: dict[PhaseKind, str] = {}
    ordered = in_order(phases)
    for before, phase in zip((None, *ordered), ordered, strict=False):
        reason = _reason_against(phase, days) or _reason_against_order(before, phase)
        if reason:
            found[phase.kind] = reason
    return found


def _reason_against(phase: PhasePlan, days: Days) -> str | None:
    if phase.ends_on < phase.starts_on:
        return "Its last day is before its first"
    if phase.kind is PhaseKind.ASK and (phase.starts_on, phase.ends_on) != (
        days.opens_on,
        days.closes_on,
    ):
        return f"It must run from {day(days.opens_on)} to {day(days.closes_on)}, as promised"
    if phase.kind in AFTER_ASKING and phase.starts_on <= days.closes_on:
        return f"It must begin after the last day for answers, {day(days.closes_on)}"
    if phase.kind is PhaseKind.REPLY and phase.ends_on != days.reply_by:
        return f"It must end on {day(days.reply_by)}, by when everyone hears back"
    if phase.ends_on > days.reply_by:
        return f"It must end by {day(days.reply_by)}, when everyone hears back"
    return None


def _reason_against_order(before: PhasePlan | None, phase: PhasePlan) -> str | None:
    if before and phase.starts_on < before.starts_on:
        return f"It cannot begin before “{before.kind.label}”, on {day(before.starts_on)}"
    return None


def moved_phases(
    phases: Iterable[PhasePlan], *, was: Days, becomes: Days
) -> tuple[PhasePlan, ...]:
    """
    Return phases as they are after the exercise's days have moved.

    What began with the opening or ended with the last day goes on doing so. What comes after the
    asking keeps its part of the time until the reply.
    """
    return tuple(
        PhasePlan(
            phase.kind,
            becomes.opens_on
            if phase.starts_on == was.opens_on
            else _moved(phase.starts_on, was=was, becomes=becomes),
            _moved(phase.ends_on, was=was, becomes=becomes),
            phase.open_to,
            phase.words,
        )
        for phase in phases
    )


def _moved(on: date, *, was: Days, becomes: Days) -> date:
    if on > was.closes_on:
        whole = max(1, (was.reply_by - was.closes_on).days)
        left = (becomes.reply_by - becomes.closes_on).days
        share = (on - was.closes_on).days / whole
        return becomes.closes_on + timedelta(days=max(1, round(share * left)))
    if on == was.closes_on:
        return becomes.closes_on
    if was.opens_on <= on < becomes.opens_on:
        return becomes.opens_on
    return min(on, becomes.closes_on)


def current_phases(phases: Iterable[PhasePlan], *, today: date) -> tuple[PhasePlan, ...]:
    """Return the phases that today lies in: none, one, or some at the same time."""
    return tuple(phase for phase in phases if phase.starts_on <= today <= phase.ends_on)


def reason_not_to_answer_unasked(phases: Iterable[PhasePlan]) -> str | None:
    """Return why only those who were invited can answer; None if anyone can."""
    ask = next((phase for phase in phases if phase.kind is PhaseKind.ASK), None)
    if ask is None or ask.open_to is OpenTo.EVERYONE:
        return None
    if ask.open_to is OpenTo.TEAM:
        return "The partnership’s team writes down what is said here. Ask them, and have your say."
    return (
        "This is for those who were invited. If you were, use the link in your invitation; if "
        "you should have been, tell the partnership."
    )


def kinds_to_add(phases: Iterable[PhasePlan], *, today: date) -> tuple[PhaseKind, ...]:
    """
    Return which phases can be added once people were told of the others.

    Nobody can be told first what is asked already.
    """
    known = {phase.kind: phase for phase in phases}
    has_begun = known[PhaseKind.ASK].starts_on <= today
    return tuple(
        kind
        for kind in ORDER
        if kind not in known and not (kind is PhaseKind.INFORM and has_begun)
    )


def reason_not_to_add(
    phase: PhasePlan, *, phases: Sequence[PhasePlan], stage: Stage, because: str, today: date
) -> str | None:
    """Return why a phase cannot be added to an exercise that was opened; None if it can."""
    if stage is Stage.DRAFT:
        return "It has not been opened: write the phase into the draft"
    if stage is Stage.ANSWERED:
        return "It has been answered, so there is nothing left to take part in"
    if phase.kind not in kinds_to_add(phases, today=today):
        return "It has this phase already, or the time for it is over"
    if phase.starts_on < today:
        return "Choose a first day that is not over: people must be able to see it coming"
    if len(because.strip()) < SHORTEST_WHY:
        return "Say why, in a sentence: it is shown to everyone"
    return None
