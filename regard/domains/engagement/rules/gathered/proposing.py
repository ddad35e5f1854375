"""What each column of a table of answers seems to hold, by its name and by what stands in it."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from regard.domains.engagement.types import QuestionKind
from regard.domains.engagement.types.gathered import Column, Grid, Holds, Why

from .keys import question_key
from .names import alike_questions, plain, usual_name, without_number
from .parts import ALIKE, SAME, Inquiry, parts_by_name, pieces

MOSTLY = 0.8
"""Of what stands in a column, how much must fit to be taken for it by that alone."""

SAMPLED = 500
"""Rows of a column that are looked through."""

FEWEST = 3
"""Rows in which something stands, to tell by it."""


UNSURE = frozenset({"status", "response status", "response type", "id", "date", "reference"})
"""Names of columns that tools use for other things too."""

PARTS_OF_NAMES = frozenset({"last name", "surname", "family name"})
"""Names of columns that stand beside another with the first name."""

_BY_VALUES: tuple[tuple[Holds, re.Pattern[str]], ...] = (
    (Holds.EMAIL, re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")),
    (Holds.LOCATION_ID, re.compile(r"1-\d{5,12}")),
    (Holds.POSTCODE, re.compile(r"[A-Za-z]{1,2}\d[A-Za-z\d]? ?\d[A-Za-z]{2}")),
)


@dataclass(frozen=True)
class Proposal:
    """What each column seems to hold, and by what it was told; in the columns' order."""

    held: tuple[str, ...]
    why: tuple[Why, ...]


def propose(grid: Grid, questions: Sequence[Inquiry]) -> Proposal:
    """Return what each column seems to hold. Each thing is found once."""
    columns = grid.columns
    held: dict[int, str] = parts_by_name(grid.columns, questions)
    held |= _questions_by_name(columns, questions, held)
    held |= _others_by_name(columns, held)
    by_name = set(held)
    held |= _others_by_values(grid, held)
    held |= _questions_by_values(grid, questions, held)
    why = [
        Why.NAME if place in by_name else Why.VALUES if place in held else Why.NOTHING
        for place in range(len(columns))
    ]
    return Proposal(tuple(held.get(place, "") for place in range(len(columns))), tuple(why))


def likeness(column: Column, question: Inquiry) -> float:
    """Return how like a question a column's name is, 0 to 1; 1 where it has its number alone."""
    names = {column.name, *column.titles}
    if any(plain(name) in question.numbers for name in names):
        return 1.0
    ways = names | {without_number(name) for name in names}
    ways |= {stem for name in names for stem, _ in pieces(name)}
    ways |= {part for name in names for _, part in pieces(name)}
    return max(alike_questions(way, question.text) for way in ways)


def _questions_by_name(
    columns: Sequence[Column], questions: Sequence[Inquiry], taken: dict[int, str]
) -> dict[int, str]:
    """Return the column of each question that is named like it, the likest first."""
    usual = {place for place, column in enumerate(columns) if _usual(column) is not None}
    pairs = sorted(
        (
            (-likeness(column, question), place, question.asked.question_id)
            for place, column in enumerate(columns)
            if place not in taken
            for question in questions
        ),
    )
    answered = {key.split(":")[1] for key in taken.values()}
    found: dict[int, str] = {}
    for negative, place, question_id in pairs:
        needed = SAME if place in usual else ALIKE
        if -negative < needed or place in found or str(question_id) in answered:
            continue
        found[place] = question_key(question_id)
        answered.add(str(question_id))
    return found


def _usual(column: Column) -> Holds | None:
    names = (column.name, *reversed(column.titles), *(part for _, part in pieces(column.name)))
    return next((found for name in names if (found := usual_name(name)) is not None), None)


def _others_by_name(columns: Sequence[Column], taken: dict[int, str]) -> dict[int, str]:
    """Return what is no answer, by names that mean one thing before those that mean several."""
    usual = [(place, holds) for place, each in enumerate(columns) if (holds := _usual(each))]
    unsure = [plain(columns[place].titles[-1]) in UNSURE for place, _ in usual]
    found: dict[int, str] = {}
    for _, (place, holds) in sorted(zip(unsure, usual, strict=True)):
        is_free = str(holds) not in found.values() or holds is Holds.NAME
        if place not in taken and is_free and not _is_second_name(columns, place, found):
            found[place] = str(holds)
    return found


def _is_second_name(columns: Sequence[Column], place: int, found: dict[int, str]) -> bool:
    """Test whether a column holds a name that another has already: only parts of it add up."""
    names = [plain(columns[n].titles[-1]) for n, holds in found.items() if holds == Holds.NAME]
    is_name = _usual(columns[place]) is Holds.NAME
    return bool(is_name and names and plain(columns[place].titles[-1]) not in PARTS_OF_NAMES)


def _others_by_values(grid: Grid, taken: dict[int, str]) -> dict[int, str]:
    found: dict[int, str] = {}
    for place in range(len(grid.columns)):
        values = _values(grid, place)
        for holds, pattern in _BY_VALUES:
            is_free = str(holds) not in {*taken.values(), *found.values()}
            if place in taken or place in found or not is_free or len(values) < FEWEST:
                continue
            if sum(bool(pattern.fullmatch(value)) for value in values) >= MOSTLY * len(values):
                found[place] = str(holds)
    return found


def _questions_by_values(
    grid: Grid, questions: Sequence[Inquiry], taken: dict[int, str]
) -> dict[int, str]:
    """Return the column in which nearly only the choices of one question stand, where one does."""
    answered = {int(key.split(":")[1]) for key in taken.values() if ":" in key}
    open_ones = [each.asked for each in questions if each.asked.question_id not in answered]
    chosen = [
        asked
        for asked in open_ones
        if asked.kind in {QuestionKind.CHOICE, QuestionKind.SCALE} and asked.options
    ]
    fits: dict[int, list[int]] = defaultdict(list)
    for place in range(len(grid.columns)):
        values = _values(grid, place)
        if place in taken or len(values) < FEWEST:
            continue
        fitting = [asked for asked in chosen if _fit(values, asked.options)]
        if len(fitting) == 1:
            fits[fitting[0].question_id].append(place)
    return {places[0]: question_key(n) for n, places in fits.items() if len(places) == 1}


def _fit(values: Sequence[str], options: Sequence[str]) -> bool:
    known = {option.casefold() for option in options}
    return sum(value.casefold() in known for value in values) >= MOSTLY * len(values)


def _values(grid: Grid, place: int) -> list[str]:
    return [line.cells[place] for line in grid.lines[:SAMPLED] if line.cells[place]]
