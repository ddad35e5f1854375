"""What is needed to read any row of one file of answers, and what stands in a row of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from regard.domains.engagement.rules.contributions import Asked
from regard.domains.engagement.types.gathered import Gathered, Holds

from .plan import Plan

CONTACTS = frozenset({Holds.NAME, Holds.EMAIL, Holds.TELEPHONE})

NOBODY = frozenset({"anonymous", "n/a", "na", "none", "-", "not given", "not provided"})
"""What tools and people write where nobody is named, in small letters."""


@dataclass(frozen=True)
class Refused:
    """
    A row that cannot be taken, with where and why.

    Attributes:
        column: the name of the column; empty for the row as a whole.
        value: what stood there.
    """

    line: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True)
class Reader:
    """
    What is needed to read any row of one file.

    Attributes:
        asked: every question of the exercise; those without a column need no answer.
        locations: the register's location, by the key that a row gives for it.
        usual_day: when a row without a date was said.
        opens_on: the first day on which anything could be said.
        today: the day on which the file is read.
    """

    header: Sequence[str]
    gathered: Gathered
    plan: Plan
    asked: Sequence[Asked]
    locations: Mapping[str, int]
    system_name: str
    usual_day: date
    opens_on: date
    today: date


def as_gathered(asked: Sequence[Asked], plan: Plan) -> list[Asked]:
    """Return the questions as another tool asked them: what it did not ask needs no answer."""
    return [
        each if each.question_id in plan.questions else replace(each, is_required=False)
        for each in asked
    ]


def location_key(plan: Plan, cells: Sequence[str]) -> str:
    """Return by what a row names its service: an id, or "name|postcode"; empty if by nothing."""
    identifier = cell_of(plan, cells, Holds.LOCATION_ID)
    if identifier:
        return identifier
    service = cell_of(plan, cells, Holds.SERVICE)
    postcode = cell_of(plan, cells, Holds.POSTCODE)
    return f"{service}|{postcode}" if service and postcode else ""


def cell_of(plan: Plan, cells: Sequence[str], what: Holds) -> str:
    """Return what stands in a row of this; empty where the file has no column of it."""
    place = plan.others.get(what)
    places = plan.names if what is Holds.NAME else () if place is None else (place,)
    said = " ".join(cells[each] for each in places if cells[each]).replace("\x00", "").strip()
    return "" if what in CONTACTS and said.casefold() in NOBODY else said


def meant_by(reader: Reader, cells: Sequence[str], what: Holds) -> str:
    """Return what is meant by what stands in a row of this, where somebody said so."""
    value = cell_of(reader.plan, cells, what)
    return reader.gathered.meanings.get(what, {}).get(value, value)


def refuse(
    reader: Reader, line: int, cells: Sequence[str], place: int | None, reason: str
) -> Refused:
    """Refuse a row for what stands in one of its columns; None: for the row as a whole."""
    if place is None:
        return Refused(line=line, column="", value="", reason=reason)
    return Refused(line=line, column=reader.header[place], value=cells[place], reason=reason)
