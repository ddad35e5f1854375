"""What a passage means for those whom it touches."""

from dataclasses import dataclass
from datetime import date

from regard.domains.register.types import Criteria

from .commitments import CommitmentRow


@dataclass(frozen=True)
class MeaningRow:
    """
    What one passage means for services of some kind, place or size.

    Attributes:
        whom: the criteria in words.
        for_owners, for_staff, for_people: empty where it means nothing to them.
        to_do: what to do; empty: nothing has to be done. do_by: None: no day is set.
    """

    meaning_id: int
    strategy_slug: str
    strategy_title: str
    passage_ref: str
    passage_key: str
    passage_heading: str
    criteria: Criteria
    whom: str
    for_owners: str
    for_staff: str
    for_people: str
    to_do: str
    do_by: date | None


@dataclass(frozen=True)
class ForYou:
    """
    All that is published and means something for one service.

    Attributes:
        kinds: what is provided there, in words; empty once it has ended.
        meanings: what has a day to do something by first, by that day.
        promises: what is promised in the passages that touch it.
    """

    location_id: int
    name: str
    kinds: tuple[str, ...]
    meanings: tuple[MeaningRow, ...]
    promises: tuple[CommitmentRow, ...]

    @property
    def to_do(self) -> tuple[MeaningRow, ...]:
        return tuple(row for row in self.meanings if row.to_do)
