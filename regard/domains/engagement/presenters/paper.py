"""The questions of an exercise as they are printed, to be answered with a pen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from regard.domains.engagement.queries.asked_parts import read_parts
from regard.domains.engagement.queries.questions import asked_in
from regard.domains.engagement.rules.asked_parts import (
    Room,
    is_too_long_to_post,
    room_for,
)
from regard.domains.engagement.rules.branching import condition_in_words
from regard.domains.engagement.rules.scales import steps_of
from regard.domains.engagement.types import QuestionKind
from regard.domains.engagement.types.asked_parts import NO_PARTS, AskedPart, AskedParts

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
        parts: of what it is asked about, each with `room` to write below it; `noun`: what one is
            called. Of a document too long to post, none: it is read elsewhere.
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
    noun: str = ""
    parts: tuple[AskedPart, ...] = ()
    room: Room | None = None


def on_paper(
    questions: Sequence[Question], parts: Mapping[int, AskedParts] | None = None
) -> list[PaperQuestion]:
    """
    Return the questions to print, in order.

    :param parts: of what they are asked about, by question, for those who may read them.
    """
    every = asked_in(questions)
    known = parts or {}
    return [
        _printed(question, asked, condition_in_words(asked, every), known.get(question.pk))
        for question, asked in zip(questions, every, strict=True)
    ]


def in_letter(questions: Sequence[Question]) -> list[PaperQuestion]:
    """
    Return the questions to print on the sheet behind a letter, whose writer was checked.

    What is asked about stands there in full, unless it is too long to post to everybody.
    """
    known = read_parts(questions=questions)
    printed = on_paper(questions, known)
    return [
        replace(each, how=_HOW_BY_PART[Room.SHEET], parts=(), room=Room.SHEET)
        if is_too_long_to_post(known.get(question.pk, NO_PARTS))
        else each
        for each, question in zip(printed, questions, strict=True)
    ]


def _printed(
    question: Question, asked: Asked, condition: str, about: AskedParts | None
) -> PaperQuestion:
    about = about or NO_PARTS
    how = _HOW_BY_PART[room_for(len(about.parts))] if about else _HOW.get(asked.kind, "")
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
        noun=about.noun if about else "",
        parts=about.parts,
        room=room_for(len(about.parts)) if about else None,
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

_HOW_BY_PART = {
    Room.WIDE: "There is room below each.",
    Room.NARROW: "There is some room below each. Go on overleaf if you need more.",
    Room.SHEET: "Write on the lines at the end, with the number before what you say.",
}
