"""An exercise as it is written, and how far it has come."""

from dataclasses import dataclass
from datetime import date

from .campaigns import Voices
from .states import Stage

NOBODY = Voices()


@dataclass(frozen=True)
class Plan:
    """
    What an exercise asks, why and when, as whoever runs it writes it down.

    Attributes:
        title: the question as a person would ask it.
        closes_on: the last day on which answers are taken.
        reply_by: the day by which everyone is told what became of what they said.
        decided: what is decided already, and by whom. Whoever writes it says that no question
            asks about it. A draft may lack it; it does not open without.
        scope: what it is about, and what it is not; may be empty.
    """

    title: str
    purpose: str
    open_to_change: str
    opens_on: date
    closes_on: date
    reply_by: date
    decided: str = ""
    scope: str = ""


@dataclass(frozen=True)
class ExerciseRow:
    """
    An exercise and how far it has come.

    Attributes:
        asked: services in its audience; 0 while it is a draft.
        heard: those of them that have answered, by whatever channel.
        contributions: all that was kept, services' and people's.
        points: ideas in them.
        themes: live themes.
        voices: the three honest counts, to be shown together.
    """

    exercise_id: int
    slug: str
    title: str
    purpose: str
    stage: Stage
    opens_on: date
    closes_on: date
    reply_by: date
    asked: int
    heard: int
    contributions: int
    points: int
    themes: int
    voices: Voices = NOBODY
