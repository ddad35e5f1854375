"""What a column is said to hold, written as a word: see `types.gathered.Gathered`."""

from collections.abc import Sequence
from dataclasses import dataclass

from regard.domains.engagement.rules.asked import Asked
from regard.domains.engagement.types import QuestionKind
from regard.domains.engagement.types.gathered import Holds, Part


@dataclass(frozen=True)
class Key:
    """
    A question, or a part of it, that a column answers.

    Attributes:
        part: None: the whole question.
        index: which part, from 0; None: nobody has said yet which.
    """

    question_id: int
    part: Part | None = None
    index: int | None = None


def question_key(question_id: int) -> str:
    """Return what a column that answers a whole question is said to hold."""
    return f"question:{question_id}"


def part_key(part: Part, question_id: int, index: int | None) -> str:
    """Return the same of a column that answers a part; without an index nobody knows which."""
    return f"{part}:{question_id}" + ("" if index is None else f":{index}")


def read_key(holds: str) -> Key | None:
    """Return what a column answers; None if it holds something else."""
    kind, _, rest = holds.partition(":")
    number, _, index = rest.partition(":")
    if not number.isdigit() or kind not in {"question", *Part}:
        return None
    part = None if kind == "question" else Part(kind)
    return Key(int(number), part, int(index) if index.isdigit() else None)


def is_known(holds: str, questions: Sequence[Asked]) -> bool:
    """Test whether a column can be said to hold this, in an exercise with these questions."""
    key = read_key(holds)
    if key is None:
        return holds in set(Holds)
    asked = next((each for each in questions if each.question_id == key.question_id), None)
    if asked is None:
        return False
    if key.part is None:
        return True
    names = dict(parts_of_question(asked)).get(key.part)
    return names is not None and (key.index is None or key.index < len(names))


def parts_of_question(asked: Asked) -> list[tuple[Part, tuple[str, ...]]]:
    """Return in which parts a question can be answered by several columns, each by its name."""
    if asked.kind is QuestionKind.CHOICES:
        return [(Part.OPTION, asked.options)]
    if asked.kind is QuestionKind.MATRIX:
        return [(Part.LINE, asked.listed("rows"))]
    if asked.kind is QuestionKind.RANK:
        places = tuple(str(place + 1) for place in range(len(asked.options)))
        return [(Part.PLACE_OF, asked.options), (Part.IN_PLACE, places)]
    return []
