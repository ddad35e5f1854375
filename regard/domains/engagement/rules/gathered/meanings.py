"""What stands in a cell, and what is meant by it: codes, other spellings, ticks, no answer."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from regard.domains.engagement.rules.answers import DoesNotFit, read_answer
from regard.domains.engagement.rules.asked import Asked
from regard.domains.engagement.rules.scales import steps_of
from regard.domains.engagement.types import QuestionKind, Speaker, Visibility
from regard.domains.engagement.types.gathered import Choice, Codes, Holds, Part

from .glance import Glance
from .keys import Key, question_key, read_key
from .names import alike, plain, without_number

TICKED = frozenset(
    {"1", "yes", "y", "true", "x", "✓", "✔", "ticked", "selected", "checked", "quoted"}
)
NOT_TICKED = frozenset(
    {"", "0", "no", "n", "false", "not selected", "unchecked", "not ticked", "not quoted", "-"}
)
"""What tools write into the column of a choice, in small letters."""

YES, NO = "yes", "no"
"""What something in the column of a choice can mean: chosen, not chosen."""

NO_ANSWER = frozenset(
    {
        "n/a",
        "na",
        "-",
        "--",
        "no answer",
        "not answered",
        "no response",
        "null",
        "prefer not to say",
    }
)

KNOWN_TICKS = TICKED | NOT_TICKED | NO_ANSWER

ALIKE = 0.85
"""How alike a value and a choice must be to be taken for each other, 0 to 1."""

MOST_LISTED = 30
"""Different values of a question, to say what each means. More are no codes, but words."""

SPOKEN = (
    (Speaker.ASSOCIATION, ("association", "network", "federation")),
    (Speaker.CARER, ("carer", "family", "relative")),
    (Speaker.STAFF, ("staff", "employee", "care worker", "work in care")),
    (Speaker.PROVIDER, ("provider", "care home", "home care", "registered manager")),
    (Speaker.PERSON, ("service user", "patient", "draw on care", "resident", "use care")),
)
"""Words by which people say who they are. Who fits none, a person decides."""

CHOSEN = frozenset(
    {QuestionKind.CHOICE, QuestionKind.CHOICES, QuestionKind.RANK, QuestionKind.MATRIX}
)

_SEPARATORS = re.compile(r"[;|\n]")


def targets(asked: Asked, part: Part | None) -> tuple[str, ...]:
    """Return what something in a column of a question can mean; empty where it says it itself."""
    if part is Part.OPTION:
        return (YES, NO)
    if part is Part.PLACE_OF:
        return ()
    if asked.kind is QuestionKind.SCALE:
        return tuple(words for _, words in steps_of(asked))
    return asked.options if asked.kind in CHOSEN else ()


def split_cell(cell: str, options: Sequence[str], meanings: Mapping[str, str]) -> list[str]:
    """
    Return the parts of a cell that names several things, parted by ";", "|", lines or ",".

    A comma parts only where every piece is then known: choices have commas in them, too.
    """
    pieces = [piece.strip() for piece in _SEPARATORS.split(cell) if piece.strip()]
    known = {option.casefold() for option in options} | {value.casefold() for value in meanings}
    result = []
    for piece in pieces:
        by_comma = _split_by_comma(piece, known)
        result += by_comma or [piece]
    return result


def find_meanings(
    table: Glance, held: Sequence[str], questions: Sequence[Asked]
) -> dict[str, list[Choice]]:
    """
    Return what stands in the columns that is none of the choices, with what it seems to mean.

    By "question:7", "speaker" or "visibility", the most usual first.
    """
    by_id = {asked.question_id: asked for asked in questions}
    found: dict[str, Counter[str]] = {}
    said: dict[str, Callable[[str], str | None]] = {}
    for place, holds in enumerate(held):
        key = read_key(holds)
        names = [table.columns[place].name, *table.columns[place].titles]
        if key is not None and key.question_id in by_id:
            asked = by_id[key.question_id]
            name = question_key(asked.question_id)
            known = _codes_for(table.codes, names)
            said.setdefault(name, _meaner(asked, key.part, known))
            values = _unknown(table, place, asked, key)
        elif holds in {Holds.SPEAKER, Holds.VISIBILITY}:
            name = holds
            said[name] = _of_speaker if holds == Holds.SPEAKER else _of_visibility
            values = table.values(place)
        else:
            continue
        counter = found.setdefault(name, Counter())
        for value, times in values:
            counter[value] += times
    return {
        name: [
            Choice(value, n, said[name](value)) for value, n in counter.most_common(MOST_LISTED)
        ]
        for name, counter in found.items()
        if counter
    }


def _unknown(table: Glance, place: int, asked: Asked, key: Key) -> Iterator[tuple[str, int]]:
    """Yield what stands in a column that is none of what its question knows, and how often."""
    possible = targets(asked, key.part)
    if not possible:
        return
    is_several = key.part is None and asked.kind in {QuestionKind.CHOICES, QuestionKind.RANK}
    option = asked.options[key.index] if key.part is Part.OPTION and key.index is not None else ""
    if key.part is None and asked.kind is QuestionKind.MATRIX:
        return
    for cell, times in table.values(place):
        parts = split_cell(cell, asked.options, {}) if is_several else [cell]
        for part in parts:
            if part and not _is_clear(part, asked, key, option):
                yield part, times


def _is_clear(value: str, asked: Asked, key: Key, option: str) -> bool:
    folded = value.casefold()
    if key.part is Part.OPTION:
        return folded in KNOWN_TICKS or alike(value, option) >= ALIKE
    if asked.kind is QuestionKind.SCALE:
        try:
            read_answer(asked, value)
        except DoesNotFit:
            return False
        return True
    return any(each.casefold() == folded for each in asked.options)


def _codes_for(codes: Codes, names: Sequence[str]) -> Mapping[str, str]:
    """Return what codes mean in a column, by any of its names; else what they mean anywhere."""
    for name, meant in codes.items():
        if name and any(plain(name) == plain(each) for each in names):
            return meant
    for name, meant in codes.items():
        if name and any(plain(each).startswith(f"{plain(name)} ") for each in names):
            return meant
    return codes.get("", {})


def _meaner(
    asked: Asked, part: Part | None, codes: Mapping[str, str]
) -> Callable[[str], str | None]:
    possible = targets(asked, part)

    def meant(value: str) -> str | None:
        label = codes.get(value, value)
        if part is Part.OPTION:
            folded = label.casefold()
            return YES if folded in TICKED else NO if folded in NOT_TICKED else None
        if label.casefold() in NO_ANSWER:
            return ""
        return _likest(label, possible)

    return meant


def _likest(label: str, possible: Sequence[str]) -> str | None:
    """Return the choice that is meant by a label; None where none or more than one is like it."""
    bare = without_number(label)
    like = sorted(
        ((max(alike(label, each), alike(bare, each)), each) for each in possible), reverse=True
    )
    if not like or like[0][0] < ALIKE or (len(like) > 1 and like[1][0] == like[0][0]):
        return None
    return like[0][1]


def _of_speaker(value: str) -> str | None:
    folded = value.casefold()
    exact = next((each for each in Speaker if each.label.casefold() == folded), None)
    words = (speaker for speaker, words in SPOKEN if any(word in folded for word in words))
    return exact or next(words, None)


def _of_visibility(value: str) -> str | None:
    return next((each for each in Visibility if each.label.casefold() == value.casefold()), None)


def _split_by_comma(piece: str, known: set[str]) -> list[str] | None:
    """Return the known things that a piece names between commas; None if it is not all known."""
    if "," not in piece or piece.casefold() in known:
        return None
    words = [word.strip() for word in piece.split(",")]
    result, start = [], 0
    while start < len(words):
        ends = range(len(words), start, -1)
        end = next((e for e in ends if ", ".join(words[start:e]).casefold() in known), None)
        if end is None:
            return None
        result.append(", ".join(words[start:end]))
        start = end
    return result
