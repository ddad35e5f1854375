"""Where in a row to find what, from what its columns are said to hold."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from regard.domains.engagement.rules.asked import Asked
from regard.domains.engagement.types import QuestionKind
from regard.domains.engagement.types.gathered import Holds

from .keys import Key, read_key


@dataclass(frozen=True)
class Plan:
    """
    Where to find what, by the column's place from 0.

    Attributes:
        questions: the columns of each question that has any, by the question's number.
        others: the column of each other thing that has one.
        names: the columns of the name, which can stand in parts.
    """

    questions: Mapping[int, tuple[tuple[int, Key], ...]]
    others: Mapping[Holds, int]
    names: tuple[int, ...] = ()


def plan_of(held: Sequence[str]) -> Plan:
    """Return where to find what, from what each column is said to hold."""
    questions: dict[int, list[tuple[int, Key]]] = defaultdict(list)
    others: dict[Holds, int] = {}
    for place, holds in enumerate(held):
        key = read_key(holds)
        if key is not None:
            questions[key.question_id].append((place, key))
        elif holds:
            others[Holds(holds)] = place
    names = tuple(place for place, holds in enumerate(held) if holds == Holds.NAME)
    return Plan({n: tuple(columns) for n, columns in questions.items()}, others, names)


def reasons_against_columns(
    held: Sequence[str], header: Sequence[str], questions: Sequence[Asked]
) -> list[str]:
    """
    Return why rows cannot be read with these columns; empty if they can.

    Several columns may answer one question in words: what stands in them is put together.
    """
    reasons = []
    if not any(read_key(holds) for holds in held):
        reasons.append(
            f"None of the columns ({', '.join(header)}) is said to answer a question. "
            "Say which does, or name a column like the question."
        )
    in_words = {each.question_id for each in questions if each.kind is QuestionKind.WORDS}
    by_id = {each.question_id: each for each in questions}
    for holds in dict.fromkeys(holds for holds in held if holds and held.count(holds) > 1):
        key = read_key(holds)
        is_in_words = key and key.part is None and key.question_id in in_words
        if holds == Holds.NAME or is_in_words or (key and _is_open(key)):
            continue
        names = [name for name, what in zip(header, held, strict=True) if what == holds]
        reasons.append(f"The columns {' and '.join(names)} are said to hold the same thing.")
    for question_id, columns in plan_of(held).questions.items():
        if question_id in by_id:
            reasons += _against_question(by_id[question_id], columns, header)
    return reasons


def _is_open(key: Key) -> bool:
    """Test whether a column answers a part, and nobody has said which."""
    return key.part is not None and key.index is None


def _against_question(
    asked: Asked, columns: Sequence[tuple[int, Key]], header: Sequence[str]
) -> list[str]:
    reasons = [
        f"Say which part of question {asked.number} the column {header[place]} answers."
        for place, key in columns
        if _is_open(key)
    ]
    if len({key.part for _, key in columns}) > 1:
        names = " and ".join(header[place] for place, _ in columns)
        reasons.append(
            f"The columns {names} answer question {asked.number} in different ways. "
            "Say the same way for all of them."
        )
    return reasons
