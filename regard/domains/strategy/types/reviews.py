"""A draft that was put before people, and what they said on its passages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from regard.domains.engagement.types import PointRow, Stage

from .outcomes import OutcomeRow


@dataclass(frozen=True)
class ReviewPlan:
    """
    What is asked of people who are to read a draft.

    Attributes:
        title: as people see it in the list of what is asked.
        asks: the question that stands over the passages.
        decided: what of the draft is settled already, and by whom.
        open_to_change: what their comments can still change.
        closes_on: the last day for comments; `reply_by`: by when everybody hears back.
    """

    title: str
    asks: str
    decided: str
    open_to_change: str
    opens_on: date
    closes_on: date
    reply_by: date


@dataclass(frozen=True)
class ReviewedLine:
    """A passage as it was put before people, without its words."""

    reviewed_id: int
    key: str
    ref: str
    heading: str
    depth: int

    @property
    def name(self) -> str:
        """Return its number and heading, as people cite it and as answers name it."""
        return " ".join(f"{self.ref} {self.heading}".split())


@dataclass(frozen=True)
class Since:
    """
    What became of a passage since it was put before people.

    Attributes:
        ref: its number now; empty if it was taken out.
        is_changed: whether its words are others now.
        is_moved: whether it stands elsewhere or has another number.
        why: of one that was taken out, why, where somebody said so.
    """

    ref: str
    is_changed: bool = False
    is_moved: bool = False
    why: str = ""

    @property
    def is_removed(self) -> bool:
        return not self.ref

    @property
    def is_same(self) -> bool:
        return not (self.is_removed or self.is_changed or self.is_moved)


@dataclass(frozen=True)
class CommentPoint:
    """One point of a comment, and what became of it; None: nothing yet."""

    point: PointRow
    outcome: OutcomeRow | None


@dataclass(frozen=True)
class Comment:
    """
    What somebody said on a passage, in the words that the reader may see.

    Attributes:
        key: of the passage.
        points: at least one. A point that reaches over two comments is in both.
    """

    key: str
    points: tuple[CommentPoint, ...]

    @property
    def has_outcome(self) -> bool:
        return all(each.outcome is not None for each in self.points)


@dataclass(frozen=True)
class CommentCount:
    """
    How many comments there are on a passage.

    Attributes:
        comments: all that were kept, also those that say nothing or are not shown to everybody.
        waiting: of these, those of which a point has no outcome.
    """

    comments: int = 0
    waiting: int = 0


@dataclass(frozen=True)
class ReviewRow:
    """
    A review and how far it has come.

    Attributes:
        asked: services that were asked; 0 until it opens.
        heard: of these, those that answered by any way.
        answers: everything that was kept in it.
        answers_on_passages: of these, those with a comment on a passage.
        passages: how many were put before people; `commented`: of these, with a comment.
        count: of all passages together.
    """

    review_id: int
    slug: str
    title: str
    stage: Stage
    opens_on: date
    closes_on: date
    taken_at: datetime
    asked: int
    heard: int
    answers: int
    answers_on_passages: int
    passages: int
    commented: int
    count: CommentCount

    @property
    def is_gathering(self) -> bool:
        """Whether it is being made ready, or takes comments."""
        return self.stage in {Stage.DRAFT, Stage.OPEN}
