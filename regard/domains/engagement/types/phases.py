"""The parts of an exercise in time."""

from dataclasses import dataclass
from datetime import date

from .states import OpenTo, PhaseKind


@dataclass(frozen=True)
class PhasePlan:
    """
    A part of an exercise, from its first day to its last, both within it.

    Attributes:
        words: what can be done in it, in plain English.
    """

    kind: PhaseKind
    starts_on: date
    ends_on: date
    open_to: OpenTo
    words: str = ""


@dataclass(frozen=True)
class Days:
    """The three days that an exercise is promised by: see `Plan`."""

    opens_on: date
    closes_on: date
    reply_by: date
