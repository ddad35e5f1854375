"""The annex that says who was consulted, what they said, and what came of it."""

from dataclasses import dataclass
from datetime import date

from regard.domains.engagement.types import ExerciseRow

from .outcomes import Item


@dataclass(frozen=True)
class OpinionRow:
    """
    What one health and wellbeing board thinks of a plan.

    Attributes:
        opinion_id: None while it has not given one; then words are empty and given_on is None.
        takes_account: whether the plan takes proper account of its strategy; None: not said.
    """

    body_id: int
    body_slug: str
    body_name: str
    opinion_id: int | None
    takes_account: bool | None
    words: str
    given_on: date | None


@dataclass(frozen=True)
class Annex:
    """
    What section 14Z54(8) of the National Health Service Act 2006 asks a plan to contain.

    Attributes:
        items: themes with their outcome, biggest first.
        opinions: of every health and wellbeing board of the day, also those that gave none.
        gaps: what is missing, each as a sentence; none: it is whole.
    """

    exercises: tuple[ExerciseRow, ...]
    items: tuple[Item, ...]
    opinions: tuple[OpinionRow, ...]
    gaps: tuple[str, ...]
