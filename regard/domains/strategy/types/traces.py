"""The way from a word to what it changed."""

from dataclasses import dataclass
from datetime import date

from regard.domains.engagement.types import PointRow, ThemeRow

from .outcomes import OutcomeRow
from .replies import ReplyFate


@dataclass(frozen=True)
class Strand:
    """
    One theme that a point is in, or the point alone, and what became of it.

    Attributes:
        theme: None for a lone point.
        others: how many others made points in the theme; 0 for a lone point.
        outcome: None while there is none that the reader may see.
    """

    theme: ThemeRow | None
    others: int
    outcome: OutcomeRow | None


@dataclass(frozen=True)
class Trace:
    """
    What became of one point: the way from a word to what it changed.

    Attributes:
        reply_by: the day by which everyone was promised their answer.
        strands: one for every theme that it is in; one where it stands alone.
        reply: None until a reply was written.
    """

    point: PointRow
    exercise_slug: str
    exercise_title: str
    reply_by: date
    strands: tuple[Strand, ...]
    strategy_slug: str
    strategy_title: str
    is_published: bool
    reply: ReplyFate | None
