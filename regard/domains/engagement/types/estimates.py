"""What was chosen, as it came, beside what it would be with the mix of everyone."""

from dataclasses import dataclass


@dataclass(frozen=True)
class EstimateRow:
    """
    An answer that could be chosen.

    Attributes:
        count, raw: how many chose it, and of those who answered, 0 to 1; None where too few.
        share, low, high: weighed, 0 to 1, with its 95% interval; None with `count`, and where
            the question cannot be weighed.
    """

    label: str
    count: int | None
    raw: float | None
    share: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class QuestionEstimate:
    """
    One closed question, raw beside weighed.

    Attributes:
        answered: service addresses that answered it; None where too few to show.
        by: what it is weighed by, in words; empty where it is not.
        effective: how many unweighted answers say as much; None where it is not weighed.
        design_effect: answered / effective.
        capped: answers held at the most that a weight may be.
        refused: why it is not weighed by all that it could be; empty if it is.
    """

    question_id: int
    number: int
    question: str
    answered: int | None
    rows: tuple[EstimateRow, ...]
    by: str = ""
    effective: float | None = None
    design_effect: float | None = None
    capped: int = 0
    refused: str = ""
