"""What came of reading a file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from regard.domains.register.sources.refusals import RefusedCell
from regard.foundation.base.errors import Refusal


@dataclass(frozen=True)
class Outcome:
    """
    What a file held and what it did.

    Attributes:
        as_at: the date of what it says; None for a file without dates.
        counts: added, changed, unchanged, ended and so on, in locations.
    """

    rows: int
    as_at: date | None
    counts: Mapping[str, int]
    refused: tuple[RefusedCell, ...]


class NeedsAcceptance(Refusal):
    """The file would end or change unusually much. Nothing was done; a person has to say yes."""

    def __init__(self, question: str, outcome: Outcome) -> None:
        super().__init__(question)
        self.outcome = outcome
