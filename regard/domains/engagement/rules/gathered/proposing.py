"""What each column of a table of answers seems to hold, by its name and by what stands in it."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from regard.domains.engagement.rules.asked import Asked
from regard.domains.engagement.types import QuestionKind
from regard.domains.engagement.types.gathered import Column, Grid, Holds, Part, Why

from .keys import part_key, parts_of_question, question_key
from .names import alike, plain, usual_name, without_number

ALIKE = 0.75
"""How alike a column's name and a question must be to be taken for each other, 0 to 1."""

SAME = 0.9
"""How alike the name of a column and a choice must be: choices are short."""

MOSTLY = 0.8
"""Of what stands in a column, how much must fit to be taken for it by that alone."""

SAMPLED = 500
"""Rows of a column that are looked through."""

FEWEST = 3
"""Rows in which something stands, to tell by it."""

_BRACKETS = re.compile(r"^(.*?)\s*\[([^\[\]]+)\]\s*$")
_SEPARATORS = (" - ", " – ", " — ", ": ", " | ", " / ", " > ")
_PLACE = re.compile(
    r"^(?:rank|ranking|place|choice|preference|position)?\s*(\d{1,2})(?:st|nd|rd|th)?$"
)

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
class Inquiry:
    """A question with its words, to find the columns that answer it."""

    asked: Asked
    text: str

    @property
    def numbers(self) -> frozenset[str]:
        """Return by which numbers a column can name it."""
        n = self.asked.number
        return frozenset({f"q{n}", f"q {n}", f"question {n}", f"answer {n}"})


@dataclass(frozen=True)
class Proposal:
    """What each column seems to hold, and by what it was told; in the columns' order."""

    held: tuple[str, ...]
    why: tuple[Why, ...]


def propose(grid: Grid, questions: Sequence[Inquiry]) -> Proposal:
    """Return what each column seems to hold. Each thing is found once."""
    columns = grid.columns
    held: dict[int, str] = _parts_by_name(grid, questions)
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
    ways |= {stem for name in names for stem, _ in _pieces(name)}
    ways |= {part for name in names for _, part in _pieces(name)}
    return max(alike(way, question.text) for way in ways)


def find_part(column: Column, part: Part, names: Sequence[str]) -> int | None:
    """Return which of a question's parts a column is of, by its name; None if none."""
    for _, words in _splits(column):
        index = _which(part, names, words)
        if index is not None:
            return index
    return None


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


def _parts_by_name(grid: Grid, questions: Sequence[Inquiry]) -> dict[int, str]:
    found: dict[int, str] = {}
    for question in questions:
        for part, names in parts_of_question(question.asked):
            sure, unsure = _columns_of_parts(grid.columns, question, part, names)
            chosen = sure or max(unsure.values(), key=len, default={})
            is_enough = bool(sure) or len(chosen) >= max(2, len(names) / 2)
            free = {place: index for place, index in chosen.items() if place not in found}
            if is_enough and free:
                key = question.asked.question_id
                found |= {place: part_key(part, key, index) for place, index in free.items()}
                break
    return found


def _columns_of_parts(
    columns: Sequence[Column], question: Inquiry, part: Part, names: Sequence[str]
) -> tuple[dict[int, int], dict[str, dict[int, int]]]:
    """
    Return which part each column is of: those under the question's name, and by another name.

    Each part once.
    """
    sure: dict[int, int] = {}
    unsure: dict[str, dict[int, int]] = defaultdict(dict)
    for place, column in enumerate(columns):
        for stem, words in _splits(column):
            index = _which(part, names, words)
            if index is None:
                continue
            is_sure = bool(stem) and _is_named(stem, question)
            group = sure if is_sure else unsure[stem]
            if index not in group.values():
                group[place] = index
            if is_sure:
                break
    return sure, unsure


def _is_named(stem: str, question: Inquiry) -> bool:
    ways = {stem, without_number(stem), *(part for _, part in _pieces(stem))}
    return plain(stem) in question.numbers or any(
        alike(way, question.text) >= ALIKE for way in ways
    )


def _which(part: Part, names: Sequence[str], words: str) -> int | None:
    """Return which of a question's parts a column's name means; None if none."""
    if part is Part.IN_PLACE:
        found = _PLACE.match(plain(words))
        place = int(found.group(1)) - 1 if found else -1
        return place if 0 <= place < len(names) else None
    likest = max(range(len(names)), key=lambda n: alike(names[n], words), default=None)
    if likest is None or alike(names[likest], words) < SAME:
        return None
    return likest


def _splits(column: Column) -> Iterator[tuple[str, str]]:
    """Yield the ways to part a column's name into a question and what of it; last the whole."""
    if len(column.titles) > 1:
        yield column.titles[0], column.titles[-1]
    for title in (*column.titles, column.name):
        yield from _pieces(title)
        yield "", title


def _pieces(name: str) -> Iterator[tuple[str, str]]:
    """Yield a question and a part of it: "How is it? [Pay]", "How is it? - Pay", "Pay: 1"."""
    in_brackets = _BRACKETS.match(name)
    if in_brackets:
        yield in_brackets.group(1), in_brackets.group(2)
    for separator in _SEPARATORS:
        if separator in name:
            first, _, rest = name.partition(separator)
            most, _, last = name.rpartition(separator)
            yield most, last
            if rest != last:
                yield first, rest


def _usual(column: Column) -> Holds | None:
    names = (column.name, *reversed(column.titles), *(part for _, part in _pieces(column.name)))
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
