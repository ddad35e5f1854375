"""What those who decide are written, once a week, about voices that wait for their answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from .outcomes import LATE_DAYS


@dataclass(frozen=True)
class Waiting:
    """
    What came after a document was published, and waits.

    Attributes:
        points: how many ideas wait; overdue: of these, those said more than 28 days ago.
        address: of the page where they are answered.
    """

    title: str
    points: int
    overdue: int
    address: str


@dataclass(frozen=True)
class LateLetter:
    subject: str
    body: str


def late_letter(*, name: str, partnership: str, waiting: Sequence[Waiting]) -> LateLetter:
    """Return the letter. At least one document has something that waits. Nobody is quoted."""
    points = sum(each.points for each in waiting)
    told = [_in_words(each) for each in waiting]
    why = (
        "This came after the strategy was published. Whoever said it hears nothing until it has "
        "an answer, and the next version cannot be published before."
    )
    body = "\n\n".join((f"Dear {name},", why, *told, partnership))
    return LateLetter(subject=f"Waiting for an answer: {_points(points)}", body=body)


def _in_words(each: Waiting) -> str:
    late = f", {each.overdue:,} for more than {LATE_DAYS} days" if each.overdue else ""
    return f"{each.title}: {_points(each.points)}{late}.\n{each.address}"


def _points(count: int) -> str:
    return "1 point" if count == 1 else f"{count:,} points"
