"""
How a duty stands on a day: the first line of each table that holds decides.

Evidence is present or absent, and somebody accepted it or did not. Nothing here says that a law
was complied with.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from regard.domains.governance.types import DutyFacts, DutyState, RoundFacts


@dataclass(frozen=True)
class Line:
    """One line of the table: the state, when it holds in words, and the same as a test."""

    state: DutyState
    words: str
    holds: Callable[[RoundFacts, int, date], bool]


def _is_accepted(facts: RoundFacts, version: int, on: date) -> bool:
    look = facts.look
    return (
        look is not None
        and look.is_accepted
        and look.version == version
        and facts.is_standing
        and (look.until is None or on < look.until)
    )


def _is_waiting(facts: RoundFacts, _version: int, _on: date) -> bool:
    return facts.is_waiting


def _has_lapsed(facts: RoundFacts, _version: int, _on: date) -> bool:
    return facts.look is not None and facts.look.is_accepted


def _is_overdue(facts: RoundFacts, _version: int, on: date) -> bool:
    return facts.due_on is not None and on > facts.due_on


def _is_due(_facts: RoundFacts, _version: int, _on: date) -> bool:
    return True


LINES: tuple[Line, ...] = (
    Line(
        DutyState.ACCEPTED,
        "The newest look at the evidence accepted it, for the version of the duty in force; some "
        "of that evidence is still there; and the time it was accepted for is not over",
        _is_accepted,
    ),
    Line(DutyState.OFFERED, "There is evidence that nobody has looked at", _is_waiting),
    Line(
        DutyState.LAPSED,
        "It was accepted, and then its time ended, its evidence was withdrawn, or the duty got a "
        "new version",
        _has_lapsed,
    ),
    Line(
        DutyState.OVERDUE,
        "It fell due, no evidence was accepted, and the last day has passed",
        _is_overdue,
    ),
    Line(DutyState.DUE, "It fell due, and no evidence was accepted", _is_due),
)
"""How one time that a duty fell due stands. The first line that holds decides."""

OUTSIDE = (
    (
        DutyState.NOT_APPLICABLE,
        "No version of the duty is in force, or somebody said why it does not apply here",
    ),
    (DutyState.NOT_DUE, "It has not fallen due, or every time that it did was closed"),
)
"""The states of a duty that do not come from a time that it fell due."""

WORST_FIRST = (
    DutyState.OVERDUE,
    DutyState.LAPSED,
    DutyState.DUE,
    DutyState.OFFERED,
    DutyState.ACCEPTED,
)
"""Of several times that a duty fell due, the one that stands worst says how the duty stands."""

IN_ORDER = (*WORST_FIRST[:4], DutyState.NOT_DUE, DutyState.ACCEPTED, DutyState.NOT_APPLICABLE)
"""How lists are ordered: what asks for something first."""

ABSENT = frozenset({DutyState.OVERDUE, DutyState.LAPSED, DutyState.DUE})
"""States in which evidence is asked for and is absent."""


def state_of_round(facts: RoundFacts, *, version: int, on: date) -> DutyState:
    """Return how one time that a duty fell due stands on a day, by the table."""
    return next(line.state for line in LINES if line.holds(facts, version, on))


def state_of(facts: DutyFacts, *, on: date) -> DutyState:
    """Return how a duty stands on a day."""
    if facts.version is None or facts.why_exempt:
        return DutyState.NOT_APPLICABLE
    states = {
        state_of_round(each, version=facts.version, on=on) for each in rounds_that_count(facts)
    }
    return next((state for state in WORST_FIRST if state in states), DutyState.NOT_DUE)


def rounds_that_count(facts: DutyFacts) -> list[RoundFacts]:
    """
    Return the times that still matter: the newest, and any before it that was never accepted.

    So nothing that was left undone is hidden by the next time that it falls due.
    """
    if not facts.rounds:
        return []
    *before, newest = facts.rounds
    return [*(each for each in before if not each.was_accepted), newest]


def worst_round(facts: DutyFacts, *, on: date) -> RoundFacts | None:
    """Return the round that says how the duty stands; None where none does."""
    version = facts.version
    if version is None or facts.why_exempt:
        return None
    return min(
        rounds_that_count(facts),
        key=lambda each: (
            WORST_FIRST.index(state_of_round(each, version=version, on=on)),
            each.due_on or date.max,
        ),
        default=None,
    )


def next_day(facts: DutyFacts, *, on: date) -> date | None:
    """
    Return the day that matters next: the last day for it, or the day its acceptance lapses.

    In the past where it is overdue, or its acceptance has run out; None where no day is set.
    """
    worst = worst_round(facts, on=on)
    if worst is None or facts.version is None:
        return None
    state = state_of_round(worst, version=facts.version, on=on)
    if state is DutyState.ACCEPTED and worst.look is not None:
        return worst.look.until
    if state is DutyState.LAPSED and worst.look is not None:
        return min(on, worst.look.until) if worst.look.until else on
    return worst.due_on


def why_lapsed(facts: RoundFacts, *, version: int, on: date) -> str:
    """Return why an acceptance lapsed, in words; empty where it did not."""
    if state_of_round(facts, version=version, on=on) is not DutyState.LAPSED or not facts.look:
        return ""
    if facts.look.version != version:
        return f"Version {facts.look.version} was accepted, and version {version} is in force."
    if not facts.is_standing:
        return "All the evidence that was accepted has been withdrawn."
    return f"It was accepted until {facts.look.until:%-d %B %Y}."


def count_states(states: Iterable[DutyState]) -> dict[DutyState, int]:
    """Return how many stand how, every state in the order of lists, nought among them."""
    listed = list(states)
    return {state: listed.count(state) for state in IN_ORDER}
