"""How the phases of an exercise are laid out and worded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regard.domains.engagement.rules.phases import current_phases
from regard.domains.engagement.rules.words import day
from regard.domains.engagement.types import OpenTo

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from regard.domains.engagement.types.phases import PhasePlan

WHO_NOW = {
    OpenTo.EVERYONE: "open to everyone",
    OpenTo.INVITED: "open to those invited",
    OpenTo.TEAM: "the partnership’s team is at work",
}


@dataclass(frozen=True)
class PhaseStep:
    """
    A phase in the timeline.

    Attributes:
        state: "now", "over" or "to come", in a word for the reader.
    """

    key: str
    label: str
    days: str
    who: str
    words: str
    is_now: bool
    is_over: bool

    @property
    def state(self) -> str:
        if self.is_now:
            return "Now"
        return "Over" if self.is_over else "To come"


def timeline(phases: Sequence[PhasePlan], *, today: date) -> list[PhaseStep]:
    """Return the phases in order, each with its days in words and whether it is now."""
    now = current_phases(phases, today=today)
    return [
        PhaseStep(
            key=phase.kind.value,
            label=phase.kind.label,
            days=_days(phase),
            who=phase.open_to.label,
            words=phase.words,
            is_now=phase in now,
            is_over=phase.ends_on < today,
        )
        for phase in phases
    ]


def now_in_words(phases: Sequence[PhasePlan], *, today: date) -> str:
    """Return what is open to whom today, e.g. "We ask you, until 3 May: open to everyone."."""
    now = current_phases(phases, today=today)
    if now:
        return " ".join(
            f"{each.kind.label}, until {day(each.ends_on)}: {WHO_NOW[each.open_to]}."
            for each in now
        )
    coming = [phase for phase in phases if phase.starts_on > today]
    if coming:
        return f"Next: {coming[0].kind.label}, from {day(coming[0].starts_on)}."
    return "All of it is over."


def _days(phase: PhasePlan) -> str:
    if phase.starts_on == phase.ends_on:
        return day(phase.starts_on)
    return f"{day(phase.starts_on)} to {day(phase.ends_on)}"
