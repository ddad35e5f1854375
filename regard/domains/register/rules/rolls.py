"""What the columns of a roll hold, and its lines."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

KEEP_LINES_FOR = timedelta(days=731)
"""
Two years after its day, a roll's lines have said all that they could: who joined and left is kept
with the memberships. Our choice; UK GDPR asks only that it be no longer than is needed.
"""


class Holds(StrEnum):
    """What a column of a roll can hold."""

    NOTHING = ""
    NAME = "name"
    PROVIDER = "provider"
    ADDRESS = "address"
    TOWN = "town"
    POSTCODE = "postcode"
    TELEPHONE = "telephone"
    NUMBER = "number"

    @property
    def label(self) -> str:
        return HOLDS_LABELS[self]


HOLDS_LABELS = {
    Holds.NOTHING: "Nothing that we need",
    Holds.NAME: "Name of the service",
    Holds.PROVIDER: "Provider or owner",
    Holds.ADDRESS: "Address, or a line of it",
    Holds.TOWN: "Town",
    Holds.POSTCODE: "Postcode",
    Holds.TELEPHONE: "Telephone number",
    Holds.NUMBER: "The regulator’s number of the location",
}

USUAL_NAMES: Mapping[Holds, tuple[str, ...]] = {
    Holds.NAME: (
        "name",
        "service",
        "service name",
        "name of service",
        "home",
        "home name",
        "care home",
        "care home name",
        "name of home",
        "location",
        "location name",
        "member",
        "member name",
        "setting",
        "site",
        "trading name",
        "establishment",
    ),
    Holds.PROVIDER: (
        "provider",
        "provider name",
        "owner",
        "owner name",
        "company",
        "company name",
        "organisation",
        "organisation name",
        "registered provider",
        "parent company",
        "group",
    ),
    Holds.ADDRESS: (
        "address",
        "street",
        "street address",
        "address 1",
        "address 2",
        "address 3",
        "address line 1",
        "address line 2",
        "address line 3",
        "location address",
    ),
    Holds.TOWN: ("town", "city", "town city", "town or city", "post town", "location city"),
    Holds.POSTCODE: ("postcode", "post code", "postal code", "pcode", "zip", "location postcode"),
    Holds.TELEPHONE: (
        "telephone",
        "telephone number",
        "phone",
        "phone number",
        "tel",
        "tel no",
        "contact number",
    ),
    Holds.NUMBER: (
        "location id",
        "cqc location id",
        "cqc id",
        "cqc number",
        "cqc location number",
        "regulators number",
    ),
}
"""Columns as associations call them, in small letters without signs."""

LONGEST = 500
"""Characters of a cell that are compared. Nobody's name or address is longer."""


@dataclass(frozen=True)
class RollLine:
    """
    A line of a roll as it is compared. Empty where it says nothing.

    Attributes:
        line: line in the file, the header being 1.
        cells: the line as it came, by the columns' names.
    """

    line: int
    name: str
    provider: str
    address: str
    town: str
    postcode: str
    telephone: str
    number: str
    cells: dict[str, str]


def guess(header: Sequence[str]) -> list[Holds]:
    """
    Return what each column seems to hold, by its name.

    A roll may have several lines of the address; of everything else the first is taken.
    """
    by_name = {name: holds for holds, names in USUAL_NAMES.items() for name in names}
    held: list[Holds] = []
    for column in header:
        holds = by_name.get(_plain(column), Holds.NOTHING)
        is_twice = holds in held and holds is not Holds.ADDRESS
        held.append(Holds.NOTHING if is_twice else holds)
    return held


def reasons_against_columns(held: Sequence[Holds]) -> list[str]:
    """Return why lines cannot be read with these columns; empty if they can."""
    reasons = []
    if Holds.NAME not in held:
        reasons.append("Say which column holds the name of the service")
    if not {Holds.POSTCODE, Holds.ADDRESS, Holds.TOWN, Holds.NUMBER} & set(held):
        reasons.append(
            "Names alone do not tell services apart. Say which column holds the postcode, "
            "the address, the town, or the regulator’s number"
        )
    reasons += [
        f"Two columns are said to hold the same: {holds.label.lower()}. Choose one"
        for holds in Holds
        if holds not in {Holds.NOTHING, Holds.ADDRESS} and held.count(holds) > 1
    ]
    return reasons


def is_sure(held: Sequence[Holds]) -> bool:
    """Test whether the guess is good enough to go on without asking anybody."""
    return {Holds.NAME, Holds.POSTCODE} <= set(held) and not reasons_against_columns(held)


def read_line(
    *, line: int, header: Sequence[str], cells: Sequence[str], held: Sequence[Holds]
) -> RollLine:
    """Return a row of the spreadsheet as a line of the roll."""

    def of(kind: Holds) -> str:
        parts = [cell for cell, holds in zip(cells, held, strict=True) if holds is kind and cell]
        return ", ".join(parts).replace("\0", "")[:LONGEST]

    return RollLine(
        line=line,
        name=of(Holds.NAME),
        provider=of(Holds.PROVIDER),
        address=of(Holds.ADDRESS),
        town=of(Holds.TOWN),
        postcode=of(Holds.POSTCODE),
        telephone=of(Holds.TELEPHONE),
        number=of(Holds.NUMBER),
        cells={
            column: cell.replace("\0", "")[:LONGEST]
            for column, cell in zip(header, cells, strict=True)
            if cell
        },
    )


def reason_not_to_load(*, as_at: date, today: date, newest: date | None) -> str | None:
    """
    Return why a roll of a day cannot be taken; None if it can.

    :param newest: the day of the newest roll of the network that is finished; None: none is.
    """
    if as_at > today:
        return "A roll lists who were members on a day. That day has not come yet"
    if newest is not None and as_at < newest:
        return (
            f"A roll of {newest:%-d %B %Y} has been taken already. An older one would undo what "
            "it said"
        )
    return None


def line_key(line: Mapping[str, str]) -> tuple[str, ...]:
    """Return what a line says, capitals, signs and spaces apart, to know it again."""
    names = ("name", "provider", "address", "town", "postcode", "number")
    return tuple(_plain(line[name]) for name in names)


def _plain(words: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", words.casefold().replace("’", "").replace("'", "")))
