"""What people can tell about themselves, in plain words, and how populations are read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from regard.domains.engagement.types import Speaker

PREFER_NOT = "prefer_not"
"""Told like an answer, and counted in no group."""

PEOPLE = frozenset({Speaker.PERSON, Speaker.CARER, Speaker.STAFF, Speaker.OTHER})
"""Who is asked about themselves: people, and not who speaks for an organisation."""

COLUMNS = ("characteristic", "value", "people", "source", "as at")

MOST_PEOPLE = 10_000_000_000


@dataclass(frozen=True)
class Characteristic:
    """
    Something about a person that the Equality Act 2010 protects, or that care turns on.

    Attributes:
        name: as a heading. `question`: as a person is asked.
        values: each group, as it is kept and in words.
    """

    key: str
    name: str
    question: str
    values: tuple[tuple[str, str], ...]

    def label(self, value: str) -> str:
        """Return a group in words; one that is not on the list as it is."""
        return dict(self.values).get(value, value)


YES_NO = (("yes", "Yes"), ("no", "No"))

CHARACTERISTICS: tuple[Characteristic, ...] = (
    Characteristic(
        "age",
        "Age",
        "How old are you?",
        (
            ("under_25", "Under 25"),
            ("25_to_44", "25 to 44"),
            ("45_to_64", "45 to 64"),
            ("65_to_84", "65 to 84"),
            ("85_or_over", "85 or over"),
        ),
    ),
    Characteristic(
        "disability",
        "Disability",
        "Do you have a health condition or disability that limits what you do day to day?",
        YES_NO,
    ),
    Characteristic(
        "ethnicity",
        "Ethnic group",
        "What is your ethnic group?",
        (
            ("asian", "Asian or Asian British"),
            ("black", "Black, Black British, Caribbean or African"),
            ("mixed", "Mixed or multiple ethnic groups"),
            ("white", "White"),
            ("other", "Another ethnic group"),
        ),
    ),
    Characteristic("sex", "Sex", "What is your sex?", (("female", "Female"), ("male", "Male"))),
    Characteristic(
        "gender_reassignment",
        "Gender reassignment",
        "Is your gender the same as the sex you were registered with at birth?",
        YES_NO,
    ),
    Characteristic(
        "sexual_orientation",
        "Sexual orientation",
        "Which of these describes you best?",
        (
            ("straight", "Straight or heterosexual"),
            ("gay_or_lesbian", "Gay or lesbian"),
            ("bisexual", "Bisexual"),
            ("other", "Another orientation"),
        ),
    ),
    Characteristic(
        "religion",
        "Religion or belief",
        "What is your religion or belief?",
        (
            ("none", "No religion"),
            ("christian", "Christian"),
            ("muslim", "Muslim"),
            ("hindu", "Hindu"),
            ("sikh", "Sikh"),
            ("jewish", "Jewish"),
            ("buddhist", "Buddhist"),
            ("other", "Another religion or belief"),
        ),
    ),
    Characteristic(
        "marriage",
        "Marriage and civil partnership",
        "Are you married or in a civil partnership?",
        YES_NO,
    ),
    Characteristic(
        "pregnancy",
        "Pregnancy and maternity",
        "Are you pregnant, or have you had a baby in the last 26 weeks?",
        YES_NO,
    ),
    Characteristic(
        "carer", "Unpaid carer", "Do you look after somebody without being paid?", YES_NO
    ),
)
"""The nine of the Equality Act 2010 (section 4), and being an unpaid carer."""

BY_KEY: Mapping[str, Characteristic] = {each.key: each for each in CHARACTERISTICS}


@dataclass(frozen=True)
class PopulationLine:
    """How many people of a group there are, as a file says it."""

    characteristic: str
    value: str
    people: int
    source: str
    as_at: date


class CannotReadLine(ValueError):
    """A cell of a file of populations cannot be read. The message names the column."""


def read_population(cells: Mapping[str, str]) -> PopulationLine:
    """
    Return a row of a file of populations. Groups go by their words or by their keys.

    :param cells: by the names in COLUMNS.
    :raises CannotReadLine: if a cell cannot be read, naming column and what is expected.
    """
    characteristic = _characteristic(cells["characteristic"])
    value = _value(characteristic, cells["value"])
    source = cells["source"].strip()
    if not source:
        raise CannotReadLine("source: say where the number comes from, such as Census 2021")
    return PopulationLine(
        characteristic.key, value, _people(cells["people"]), source, _day(cells["as at"])
    )


def missing_columns(header: Sequence[str]) -> list[str]:
    """Return the columns that a file of populations lacks."""
    have = {name.strip().lower().replace("_", " ") for name in header}
    return [name for name in COLUMNS if name not in have]


def _characteristic(typed: str) -> Characteristic:
    wanted = typed.strip().lower()
    for each in CHARACTERISTICS:
        if wanted in {each.key, each.name.lower()}:
            return each
    names = ", ".join(each.name for each in CHARACTERISTICS)
    raise CannotReadLine(f"characteristic: “{typed}” is none of {names}")


def _value(characteristic: Characteristic, typed: str) -> str:
    wanted = typed.strip().lower()
    for key, label in characteristic.values:
        if wanted in {key, label.lower()}:
            return key
    labels = "; ".join(label for _, label in characteristic.values)
    raise CannotReadLine(f"value: “{typed}” is none of {labels}")


def _people(typed: str) -> int:
    digits = typed.strip().replace(",", "").removesuffix(".0")
    if not (digits.isascii() and digits.isdigit()) or int(digits) > MOST_PEOPLE:
        raise CannotReadLine(f"people: “{typed}” is not a whole number")
    return int(digits)


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        raise CannotReadLine(f"as at: “{typed}” is not a day such as 2021-03-21") from None
