"""What came of reading a file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from regard.domains.register.sources.refusals import RefusedCell


@dataclass(frozen=True)
class Outcome:
    """
    What a file held and what it did.

    Attributes:
        as_at: the date of what it says; None for a file without dates.
        counts: added, changed, unchanged, ended and so on, in locations.
        question: what a person has to say yes to before it is taken; None: nothing.
    """

    rows: int
    as_at: date | None
    counts: Mapping[str, int]
    refused: tuple[RefusedCell, ...]
    question: str | None = None
