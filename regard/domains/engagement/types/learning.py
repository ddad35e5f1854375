"""What a machine has learnt from people's coding, and what it asks for next."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ReadWhy(StrEnum):
    """Why a person's reading of a point would teach much."""

    BETWEEN = "between"
    BORDER = "border"
    UNLIKE = "unlike"


@dataclass(frozen=True)
class WhyRead:
    """
    Why a point is asked for.

    Attributes:
        theme: the title of the theme in doubt; empty where it has been merged since.
        other: the title of the other that it may be in; empty where there is none.
    """

    why: ReadWhy
    theme: str
    other: str


@dataclass(frozen=True)
class LearningRow:
    """
    How far a machine has learnt from what people read of an exercise.

    Attributes:
        learnt_at: None where it has learnt nothing yet; then all that follows is 0 or None.
        learnt_from: how many points people had read by then.
        themes: how many themes they had given it enough examples of.
        right, found: how it did on points kept back from it, shares from 0 to 1
            (`foundation.analysis.learning.Trial`); None where there were too few to learn from.
        next_at: how many points have to be read before it learns again by itself.
        is_busy: whether it has been told to learn and has not finished.
        stances: from how many stances of people it has learnt where points stand; 0: from none.
        stance_right, stance_found: how it did, as `right` and `found`, of those for or against.
    """

    learnt_at: datetime | None
    learnt_from: int
    themes: int
    right: float | None
    found: float | None
    next_at: int
    is_busy: bool
    stances: int = 0
    stance_right: float | None = None
    stance_found: float | None = None
