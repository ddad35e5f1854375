"""Which columns answer a part of a question: a choice, a line, a place."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from regard.domains.engagement.rules.asked import Asked
from regard.domains.engagement.types.gathered import Column, Part

from .keys import part_key, parts_of_question
from .names import alike, alike_questions, plain, without_number

ALIKE = 0.75
"""How alike a column's name and a question must be to be taken for each other, 0 to 1."""

SAME = 0.9
"""How alike the name of a column and a choice must be: choices are short."""

JUST = 0.01
"""How sure it is that columns are of a question whose name they do not have."""

_BRACKETS = re.compile(r"^(.*?)\s*\[([^\[\]]+)\]\s*$")
_SEPARATORS = (" - ", " – ", " — ", ": ", " | ", " / ", " > ")
_PLACE = re.compile(
    r"^(?:rank|ranking|place|choice|preference|position)?\s*(\d{1,2})(?:st|nd|rd|th)?$"
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


def find_part(column: Column, part: Part, names: Sequence[str]) -> int | None:
    """Return which of a question's parts a column is of, by its name; None if none."""
    for _, words in _splits(column):
        index = _which(part, names, words)
        if index is not None:
            return index
    return None


def parts_by_name(columns: Sequence[Column], questions: Sequence[Inquiry]) -> dict[int, str]:
    """Return the columns that answer a part of a question: of the one that is named likest."""
    best: dict[int, tuple[float, str]] = {}
    for question in questions:
        for part, names in parts_of_question(question.asked):
            found = _columns_of_parts(columns, question, part, names)
            for place, (score, index) in found.items():
                key = part_key(part, question.asked.question_id, index)
                if score > best.get(place, (0.0, ""))[0]:
                    best[place] = (score, key)
    return _one_way_each({place: key for place, (_, key) in best.items()})


def _one_way_each(found: dict[int, str]) -> dict[int, str]:
    """Return the same without what answers a question in a second way, or a part again."""
    ways: dict[str, str] = {}
    seen: set[str] = set()
    result = {}
    for place in sorted(found):
        part, question_id, _ = found[place].split(":")
        if ways.setdefault(question_id, part) == part and found[place] not in seen:
            seen.add(found[place])
            result[place] = found[place]
    return result


def _columns_of_parts(
    columns: Sequence[Column], question: Inquiry, part: Part, names: Sequence[str]
) -> dict[int, tuple[float, int]]:
    """
    Return how like the question each column is named, 0 to 1, and which part it is of.

    Where no column has the question's name, the parts' own names are enough, under one other
    name or none, if half of the parts are there.
    """
    sure: dict[int, tuple[float, int]] = {}
    unsure: dict[str, dict[int, int]] = defaultdict(dict)
    for place, column in enumerate(columns):
        for stem, words in _splits(column):
            index = _which(part, names, words)
            if index is None:
                continue
            score = _named(stem, question) if stem else 0.0
            if score >= ALIKE and score > sure.get(place, (0.0, 0))[0]:
                sure[place] = (score, index)
            elif index not in unsure[stem].values():
                unsure[stem][place] = index
    if sure:
        return sure
    most = max(unsure.values(), key=len, default={})
    is_enough = len(most) >= max(2, len(names) / 2)
    return {place: (JUST, index) for place, index in most.items()} if is_enough else {}


def _named(stem: str, question: Inquiry) -> float:
    """Return how like a question the name above its parts is, 0 to 1."""
    if plain(stem) in question.numbers:
        return 1.0
    ways = {stem, without_number(stem), *(part for _, part in pieces(stem))}
    return max(alike_questions(way, question.text) for way in ways)


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
        yield from pieces(title)
        yield "", title


def pieces(name: str) -> Iterator[tuple[str, str]]:
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
