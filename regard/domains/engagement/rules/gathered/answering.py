"""Put together the answer to one question from the columns of a row, in our own notation."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from regard.domains.engagement.rules.asked import Asked
from regard.domains.engagement.types import QuestionKind
from regard.domains.engagement.types.gathered import Part

from .keys import Key
from .meanings import ALIKE, NO, NO_ANSWER, NOT_TICKED, TICKED, YES, split_cell
from .names import alike

_TIME = re.compile(r"[T\s]+\d{1,2}:\d{2}.*$")
_PLACE = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?", re.IGNORECASE)
_SLASHED = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4}")


@dataclass(frozen=True)
class Misfit:
    """What stands in a column cannot be read; the column's place, and why."""

    place: int
    reason: str


@dataclass(frozen=True)
class Given:
    """
    The cells of a row that answer a question.

    Attributes:
        columns: their places, and what each answers.
        meanings: what is meant by what stands there, where somebody said so.
    """

    asked: Asked
    columns: Sequence[tuple[int, Key]]
    cells: Sequence[str]
    meanings: Mapping[str, str]
    month_first: bool = False

    def meant(self, place: int) -> str:
        cell = self.cells[place]
        return self.meanings.get(cell, cell)


def answer_of(given: Given) -> str | Misfit:
    """Return the answer to a question, as `rules.answers` reads it; empty if there is none."""
    part = given.columns[0][1].part
    return _PARTS[part](given) if part else _whole(given)


def plain_day(written: str, *, month_first: bool) -> str:
    """Return a day without its time of day, the day before the month."""
    first = _TIME.sub("", written.strip())
    if month_first and _SLASHED.fullmatch(first):
        month, day, year = first.split("/")
        return f"{day}/{month}/{year}"
    return _by_name(first)


@lru_cache(maxsize=4_096)  # the same days come again and again
def _by_name(written: str) -> str:
    """Return a day with its month in words in the order that we read; others as they are."""
    for form in ("%b %d, %Y", "%B %d, %Y", "%d-%b-%Y", "%d-%b-%y", "%d/%m/%y"):
        try:
            return datetime.strptime(written, form).date().isoformat()  # noqa: DTZ007 (a day)
        except ValueError:
            continue
    return written


def _whole(given: Given) -> str:
    asked, places = given.asked, [place for place, _ in given.columns]
    if asked.kind in {QuestionKind.CHOICES, QuestionKind.RANK}:
        return "; ".join(_listed(given, places[0]))
    if asked.kind in {QuestionKind.CHOICE, QuestionKind.SCALE}:
        return given.meant(places[0])
    if asked.kind is QuestionKind.DATE:
        return plain_day(given.cells[places[0]], month_first=given.month_first)
    return "\n\n".join(given.cells[place] for place in places if given.cells[place])


def _listed(given: Given, place: int) -> list[str]:
    parts = split_cell(given.meant(place), given.asked.options, given.meanings)
    meant = (given.meanings.get(part, part) for part in parts)
    return [each for each in meant if each and each.casefold() not in NO_ANSWER]


def _ticked(given: Given) -> str | Misfit:
    chosen = []
    for place, key in given.columns:
        option = given.asked.options[key.index or 0]
        is_chosen = _is_ticked(given.meant(place), option)
        if is_chosen is None:
            return Misfit(
                place,
                f"This is neither a tick nor “{option}”. Say what it means, in question "
                f"{given.asked.number}.",
            )
        if is_chosen:
            chosen.append(option)
    return "; ".join(chosen)


def _is_ticked(value: str, option: str) -> bool | None:
    """Test whether a choice was made; None where that cannot be told."""
    folded = value.casefold()
    if folded in {YES, NO}:
        return folded == YES
    if folded in TICKED:
        return True
    if folded in NOT_TICKED or folded in NO_ANSWER:
        return False
    return True if alike(value, option) >= ALIKE else None


def _lines(given: Given) -> str | Misfit:
    rows = given.asked.listed("rows")
    said = []
    for place, key in given.columns:
        option = _option(given, place)
        if isinstance(option, Misfit):
            return option
        if option:
            said.append(f"{rows[key.index or 0]}: {option}")
    return "\n".join(said)


def _in_places(given: Given) -> str | Misfit:
    placed: dict[int, str] = {}
    for place, key in given.columns:
        option = _option(given, place)
        if isinstance(option, Misfit):
            return option
        if option:
            placed[key.index or 0] = option
    return "; ".join(placed[place] for place in sorted(placed))


def _option(given: Given, place: int) -> str | Misfit:
    """Return the choice that is meant in a column; empty if none is."""
    value = given.meant(place)
    if not value or value.casefold() in NO_ANSWER:
        return ""
    for option in given.asked.options:
        if option.casefold() == value.casefold():
            return option
    return Misfit(
        place,
        f"This is not one of the choices for question {given.asked.number}. Say what it means.",
    )


def _places_of(given: Given) -> str | Misfit:
    placed: dict[int, str] = {}
    for place, key in given.columns:
        value = given.meant(place)
        if not value or value == "0" or value.casefold() in NO_ANSWER:
            continue
        number = _PLACE.fullmatch(value)
        if number is None:
            return Misfit(place, "This is not a place such as 1 or 2.")
        option = given.asked.options[key.index or 0]
        other = placed.setdefault(int(number.group(1)), option)
        if other != option:
            return Misfit(place, f"“{other}” has the same place as “{option}”.")
    return "; ".join(placed[place] for place in sorted(placed))


_PARTS: dict[Part, Callable[[Given], str | Misfit]] = {
    Part.OPTION: _ticked,
    Part.LINE: _lines,
    Part.PLACE_OF: _places_of,
    Part.IN_PLACE: _in_places,
}
