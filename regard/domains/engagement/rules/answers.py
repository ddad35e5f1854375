"""
Read an answer, as it was said or typed, into the value that its question asks for.

One notation for all ways of answering, pages, spreadsheets, emails and paper alike, which people
can write too: "Pay; Rotas" for several choices, "Rotas; Pay; Parking" or "1. Rotas; 2. Pay" for
an order, "Pay: Better; Rotas: Worse" for a matrix, 4, 1,250 or 12/03/2027. What is read is
written back in full (`Read.text`), and reading that gives the same again.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from regard.domains.engagement.types import QuestionKind
from regard.domains.engagement.types.questions import Value

from .asked import Asked
from .scales import ends_of, steps_of
from .words import day

MOST_CHARACTERS = 20_000
"""The longest answer taken: about eight printed pages. A longer one is sent as a document."""

DATE_FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%d %m %Y")
"""As people here write days: the day before the month."""

MOST_DECIMALS = 6

_PARTS = re.compile(r"[;\n]")
_PLACE = re.compile(r"^\s*\d{1,2}\s*[.):]\s+")
_FIRST_NUMBER = re.compile(r"^-?\d+")


@dataclass(frozen=True)
class Read:
    """
    An answer as it is kept.

    Attributes:
        text: in words.
        value: as `types.questions` says.
    """

    text: str
    value: Value = None


class DoesNotFit(Exception):
    """An answer is none to its question; the words say why, for whoever gave it."""


def read_answer(asked: Asked, text: str) -> Read:
    """
    Return what a tidied answer says.

    :param text: not empty.
    :raises DoesNotFit: if it is no answer to the question.
    """
    if len(text) > MOST_CHARACTERS:
        raise DoesNotFit(
            f"The answer to question {asked.number} has {len(text):,} characters. "
            f"We can take {MOST_CHARACTERS:,}. Please shorten it, or send it by email or post."
        )
    return _READERS[asked.kind](asked, text)


def parts_of(text: str) -> list[str]:
    """Return the parts of an answer that names several things."""
    return [stripped for part in _PARTS.split(text) if (stripped := part.strip())]


def _words(asked: Asked, text: str) -> Read:  # noqa: ARG001 (as the other readers)
    return Read(text)


def _choice(asked: Asked, text: str) -> Read:
    option = _find(asked, asked.options, text)
    return Read(option, option)


def _choices(asked: Asked, text: str) -> Read:
    chosen = {_find(asked, asked.options, part) for part in parts_of(text)}
    _check_how_many(asked, len(chosen))
    in_order = [option for option in asked.options if option in chosen]
    return Read("; ".join(in_order), in_order)


def _check_how_many(asked: Asked, chosen: int) -> None:
    least, most = asked.whole("least"), asked.whole("most")
    if least is not None and chosen < least:
        raise DoesNotFit(
            f"Choose at least {least} for question {asked.number}. You chose {chosen}."
        )
    if most is not None and chosen > most:
        raise DoesNotFit(
            f"Choose {most} or fewer for question {asked.number}. You chose {chosen}."
        )


def _rank(asked: Asked, text: str) -> Read:
    order = [_find(asked, asked.options, _without_place(asked, part)) for part in parts_of(text)]
    twice = next((option for option in order if order.count(option) > 1), None)
    if twice is not None:
        raise DoesNotFit(f"“{twice}” has two places in question {asked.number}. Give it one.")
    most = asked.whole("most") or len(asked.options)
    if len(order) > most:
        raise DoesNotFit(
            f"Question {asked.number} has {most} places, and you filled {len(order)}."
        )
    words = "; ".join(f"{place}. {option}" for place, option in enumerate(order, start=1))
    return Read(words, order)


def _without_place(asked: Asked, part: str) -> str:
    """Return what stands behind "2.", unless an option itself begins so."""
    if any(option.casefold() == part.casefold() for option in asked.options):
        return part
    return _PLACE.sub("", part)


def _scale(asked: Asked, text: str) -> Read:
    steps = dict(steps_of(asked))
    by_words = {words.casefold(): step for step, words in steps.items()}
    step = by_words.get(text.casefold())
    number = _FIRST_NUMBER.match(text)
    if step is None and number and (text[number.end() :].strip() == "" or not asked.options):
        step = int(number.group())
    if step not in steps:
        least, most = ends_of(asked)
        known = "; ".join(asked.options) if asked.options else f"{least} to {most}"
        raise DoesNotFit(
            f"“{text[:60]}” is not on the scale of question {asked.number}. It has: {known}."
        )
    return Read(steps[step], step)


def _number(asked: Asked, text: str) -> Read:
    unit = asked.words("unit")
    bare = text.removeprefix("£").replace(",", "").replace(" ", "")
    if unit and bare.casefold().endswith(unit.replace(" ", "").casefold()):
        bare = bare[: -len(unit.replace(" ", ""))]
    if not re.fullmatch(rf"-?\d{{1,15}}(\.\d{{1,{MOST_DECIMALS}}})?", bare):
        raise DoesNotFit(
            f"Write the answer to question {asked.number} in figures, like 40. "
            f"“{text[:60]}” is not a number that we can read."
        )
    value = float(bare)
    whole = value.is_integer()
    if asked.settings.get("is_whole") and not whole:
        raise DoesNotFit(f"Question {asked.number} takes whole numbers only, like {round(value)}.")
    _check_between(asked, value)
    figures = f"{int(value):,}" if whole else f"{value:,.{MOST_DECIMALS}f}".rstrip("0")
    return Read(f"{figures} {unit}".strip(), int(value) if whole else value)


def _check_between(asked: Asked, value: float) -> None:
    least, most = asked.number_of("least"), asked.number_of("most")
    if least is not None and value < least:
        raise DoesNotFit(f"The answer to question {asked.number} must be {least:,} or more.")
    if most is not None and value > most:
        raise DoesNotFit(f"The answer to question {asked.number} must be {most:,} or less.")


def _date(asked: Asked, text: str) -> Read:
    on = read_day(text)
    if on is None:
        raise DoesNotFit(
            f"“{text[:60]}” is not a day that we can read, for question {asked.number}. "
            "Write it like 21/11/2026."
        )
    earliest, latest = asked.words("earliest"), asked.words("latest")
    if earliest and on.isoformat() < earliest:
        first = day(date.fromisoformat(earliest))
        raise DoesNotFit(f"The day in question {asked.number} must be {first} or later.")
    if latest and on.isoformat() > latest:
        last = day(date.fromisoformat(latest))
        raise DoesNotFit(f"The day in question {asked.number} must be {last} or earlier.")
    return Read(day(on), on.isoformat())


@lru_cache(maxsize=4_096)  # a spreadsheet names the same days again and again
def read_day(text: str) -> date | None:
    """Return the day that is written; None if it is none that exists."""
    for form in DATE_FORMATS:
        try:
            return datetime.strptime(text.strip(), form).date()  # noqa: DTZ007 (a day)
        except ValueError:
            continue
    return None


def _matrix(asked: Asked, text: str) -> Read:
    rows = asked.listed("rows")
    found: dict[str, str] = {}
    for part in parts_of(text):
        row = _row_of(rows, part)
        if row is None:
            raise DoesNotFit(
                f"“{part[:60]}” begins with none of the lines of question {asked.number}: "
                f"{'; '.join(rows)}."
            )
        found[row] = _find(asked, asked.options, part[len(row) :].lstrip(" :").strip())
    if asked.is_required and len(found) < len(rows):
        missing = next(row for row in rows if row not in found)
        raise DoesNotFit(f"Answer every line of question {asked.number}: “{missing}” is missing.")
    in_order = {row: found[row] for row in rows if row in found}
    return Read("\n".join(f"{row}: {option}" for row, option in in_order.items()), in_order)


def _row_of(rows: Sequence[str], part: str) -> str | None:
    """Return the row with which a part of an answer begins: the longest, where two do."""
    folded = part.casefold()
    fitting = [row for row in rows if folded.startswith(f"{row.casefold()}:")]
    return max(fitting, key=len, default=None)


def _find(asked: Asked, options: Sequence[str], said: str) -> str:
    """Return the option that was said, in capitals or not."""
    folded = " ".join(said.split()).casefold()
    for option in options:
        if option.casefold() == folded:
            return option
    raise DoesNotFit(f"“{said[:60]}” is not one of the choices for question {asked.number}.")


_READERS: dict[QuestionKind, Callable[[Asked, str], Read]] = {
    QuestionKind.WORDS: _words,
    QuestionKind.CHOICE: _choice,
    QuestionKind.CHOICES: _choices,
    QuestionKind.RANK: _rank,
    QuestionKind.SCALE: _scale,
    QuestionKind.NUMBER: _number,
    QuestionKind.DATE: _date,
    QuestionKind.MATRIX: _matrix,
    QuestionKind.FILE: _words,
}
