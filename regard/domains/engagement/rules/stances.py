"""
Stances suggested from people's: which are learnt from, and for what they are suggested.

Only a stance that a machine gave, or that nobody has given, is ever suggested anew. What people
ticked stays, also where they ticked "neither".
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from regard.domains.engagement.types import Stance
from regard.foundation.analysis.duplicates import normalise
from regard.foundation.analysis.learning import Trial
from regard.foundation.analysis.stances import (
    AGAINST,
    FOR,
    NEITHER,
    Leaning,
    Stands,
    learn_stances,
)

NUMBERS = {Stance.FOR: FOR, Stance.AGAINST: AGAINST, Stance.UNCLEAR: NEITHER}
STANCES = {number: stance for stance, number in NUMBERS.items()}


@dataclass(frozen=True)
class Stood:
    """Where a person said that a text stands on a theme."""

    text: str
    theme_id: int
    stance: Stance


@dataclass(frozen=True)
class Wanted:
    """A point in a theme on which nobody has said where it stands."""

    point_id: int
    theme_id: int
    text: str


@dataclass(frozen=True)
class Leant:
    """
    A stance suggested for a point on a theme.

    Attributes:
        chance: share of such suggestions that were right in the trial, 0-1.
    """

    point_id: int
    theme_id: int
    stance: Stance
    chance: float


@dataclass(frozen=True)
class StanceFindings:
    """
    What was learnt of stances.

    Attributes:
        suggested: every stance for or against that a machine has now.
        learnt_from: stances that people gave, a letter sent by many once; 0: too few to learn.
        trial: of those for or against, how many were right, and how many were found.
    """

    suggested: tuple[Leant, ...] = field(default=())
    learnt_from: int = 0
    trial: Trial | None = None


def find_stances(stood: Iterable[Stood], wanted: Sequence[Wanted]) -> StanceFindings:
    """Return what people's stances teach. The same gives the same on every run."""
    leaning = _learn(_distinct(stood))
    if leaning is None:
        return StanceFindings()
    themes = np.array([each.theme_id for each in wanted], dtype=np.int64)
    stances, chances = leaning.suggest([each.text for each in wanted], themes)
    told = zip(wanted, stances.tolist(), np.round(chances, 4).tolist(), strict=True)
    return StanceFindings(
        suggested=tuple(
            Leant(each.point_id, each.theme_id, STANCES[stance], chance)
            for each, stance, chance in told
            if stance != NEITHER
        ),
        learnt_from=leaning.stands,
        trial=leaning.trial,
    )


def _distinct(stood: Iterable[Stood]) -> list[Stood]:
    """Return one of those in the same words, on the same theme and side."""
    found: dict[object, Stood] = {}
    for each in stood:
        found.setdefault((normalise(each.text), each.theme_id, each.stance), each)
    return list(found.values())


def _learn(stood: Sequence[Stood]) -> Leaning | None:
    places = {text: place for place, text in enumerate(dict.fromkeys(s.text for s in stood))}
    return learn_stances(
        list(places),
        Stands(
            np.array([places[each.text] for each in stood], dtype=np.int64),
            np.array([each.theme_id for each in stood], dtype=np.int64),
            np.array([NUMBERS[each.stance] for each in stood], dtype=np.int64),
        ),
    )
