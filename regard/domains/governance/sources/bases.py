"""By what right bodies of each kind are mostly there: the table that comes with Regard."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from regard.domains.governance.types import BasisKind, BodyKind

TABLE = Path(__file__).parent.parent / "reference" / "bases.csv"


@dataclass(frozen=True)
class UsualBasis:
    """
    A right by which bodies of a kind are mostly there.

    Attributes:
        words: what the text says, in our own words.
        source: where it can be read.
        is_read: whoever wrote this table had the text before them; else it is from memory.
    """

    body_kind: BodyKind
    kind: BasisKind
    citation: str
    words: str
    source: str
    valid_from: date | None
    valid_to: date | None
    is_read: bool


@cache
def list_usual_bases() -> tuple[UsualBasis, ...]:
    """Return the rows of the table, in its order."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(_row(row) for row in csv.DictReader(file))


def get_usual_basis(kind: BodyKind) -> UsualBasis | None:
    """Return by what right bodies of this kind are mostly there; None: by local agreement."""
    return next((each for each in list_usual_bases() if each.body_kind is kind), None)


def _row(row: dict[str, str]) -> UsualBasis:
    return UsualBasis(
        body_kind=BodyKind(row["body_kind"]),
        kind=BasisKind(row["kind"]),
        citation=row["citation"],
        words=row["words"],
        source=row["source"],
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        is_read=row["is_read"] == "yes",
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
