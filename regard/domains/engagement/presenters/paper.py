"""The questions of an exercise as they are printed, to be answered with a pen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regard.domains.engagement.queries.questions import asked_in
from regard.domains.engagement.rules.branching import condition_in_words
from regard.domains.engagement.rules.scales import steps_of
from regard.domains.engagement.types import QuestionKind

if TYPE_CHECKING:
    from regard.domains.engagement.models import Question
    from regard.domains.engagement.rules.asked import Asked

BOX_KINDS = {QuestionKind.CHOICE, QuestionKind.CHOICES, QuestionKind.SCALE}


@dataclass(frozen=True)
class PaperQuestion:
    """
    One question on paper.

    Attributes:
        how: what to do with the pen.
        boxes: what has a box to tick; `places`: what has a box for its place.
        rows: of a matrix, with `boxes` as its columns.
        is_in_words: it has lines to write on; `is_short`: one line only.
    """

    title: str
    hint: str
    how: str
    boxes: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    is_in_words: bool = False
    is_short: bool = False
    unit: str = ""


def on_paper(questions: Sequence[Question]) -> list[PaperQuestion]:
    """Return the questions to print, in order."""
    every = asked_in(questions)
    return [
        _printed(question, asked, condition_in_words(asked, every))
        for question, asked in zip(questions, every, strict=True)
    ]


def _printed(question: Question, asked: Asked, condition: str) -> PaperQuestion:
    how = _HOW.get(asked.kind, "")
    if condition:
        how = f"{condition[:1].upper()}{condition[1:]}. {how}".strip()
    boxes = tuple(w for _, w in steps_of(asked)) if asked.kind is QuestionKind.SCALE else ()
    if asked.kind in BOX_KINDS | {QuestionKind.MATRIX} and not boxes:
        boxes = asked.options
    return PaperQuestion(
        title=f"{asked.number}. {question.text}",
        hint=question.hint,
        how=how,
        boxes=boxes,
        places=asked.options if asked.kind is QuestionKind.RANK else (),
        rows=asked.listed("rows"),
        is_in_words=asked.kind is QuestionKind.WORDS,
        is_short=asked.kind in {QuestionKind.NUMBER, QuestionKind.DATE},
        unit=asked.words("unit"),
    )


_HOW = {
    QuestionKind.CHOICE: "Tick one.",
    QuestionKind.CHOICES: "Tick all that hold.",
    QuestionKind.RANK: "Write 1 beside what comes first, then 2, and so on.",
    QuestionKind.SCALE: "Tick one.",
    QuestionKind.DATE: "Day, month and year.",
    QuestionKind.MATRIX: "Tick one in every line.",
    QuestionKind.FILE: "Put a copy into the envelope.",
}
