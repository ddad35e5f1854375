"""How the questions of an exercise are laid out for whoever writes them, and on paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from regard.domains.engagement.presenters.formats import label_of
from regard.domains.engagement.presenters.wording import Note, note
from regard.domains.engagement.queries.questions import asked_in
from regard.domains.engagement.rules.branching import condition_in_words
from regard.domains.engagement.rules.readability import check_question
from regard.domains.engagement.rules.scales import steps_of
from regard.domains.engagement.rules.words import count, day
from regard.domains.engagement.types import QuestionKind

if TYPE_CHECKING:
    from regard.domains.engagement.models import Question, QuestionFormat
    from regard.domains.engagement.rules.asked import Asked


@dataclass(frozen=True)
class QuestionCard:
    """
    A question as its writer sees it.

    Attributes:
        how: how it is answered, in words.
        condition: of whom it is asked; empty: of everyone.
        formats: the other forms in which it is offered.
        may_go_up: whether it can be asked before the one that stands before it.
    """

    question: Question
    number: int
    how: str
    condition: str
    note: Note
    formats: tuple[str, ...]
    may_go_up: bool


def question_cards(
    questions: Sequence[Question], formats: Iterable[QuestionFormat]
) -> list[QuestionCard]:
    """Return a card for each question, in order."""
    offered = list(formats)
    every = asked_in(questions)
    before = [None, *(question.pk for question in questions)]
    return [
        QuestionCard(
            question=question,
            number=asked.number,
            how=how_in_words(asked),
            condition=_first_letter(condition_in_words(asked, every)),
            note=note("", check_question(question.text)),
            formats=tuple(label_of(f) for f in offered if f.question_id == question.pk),
            may_go_up=asked.number > 1 and asked.shown_if != before[asked.number - 1],
        )
        for question, asked in zip(questions, every, strict=True)
    ]


def questions_lede(cards: Sequence[QuestionCard]) -> str:
    """Return how many questions there are, and how many could be plainer."""
    if not cards:
        return "No question yet. Three at the most, and it takes two minutes."
    hinted = sum(bool(card.note.hints) for card in cards)
    found = f"{count(hinted, 'question')} could be plainer or fairer." if hinted else ""
    return f"{count(len(cards), 'question')}. {found[:1].upper()}{found[1:]}".strip()


def how_in_words(asked: Asked) -> str:
    """Return how a question is answered, e.g. "Choose one: Better · Worse"."""
    kind = asked.kind.label
    if asked.kind is QuestionKind.SCALE:
        return f"{kind}: {' · '.join(words for _, words in steps_of(asked))}"
    if asked.kind is QuestionKind.MATRIX:
        return f"{' · '.join(asked.listed('rows'))}. For each: {' · '.join(asked.options)}"
    if asked.options:
        return f"{kind}{_limits(asked)}: {' · '.join(asked.options)}"
    return f"{kind}{_limits(asked)}"


def _limits(asked: Asked) -> str:
    if asked.kind is QuestionKind.DATE:
        named = {"from": asked.words("earliest"), "to": asked.words("latest")}
        parts = [f"{word} {day(date.fromisoformat(on))}" for word, on in named.items() if on]
        return f" {' '.join(parts)}" if parts else ""
    if asked.kind is QuestionKind.FILE:
        return f": {', '.join(k.upper() for k in asked.listed('kinds'))}"
    if asked.kind is QuestionKind.RANK:
        most = asked.whole("most")
        return f", the first {most}" if most else ""
    least, most_number = asked.number_of("least"), asked.number_of("most")
    parts = [f"at least {least:,}"] if least is not None else []
    parts += [f"at most {most_number:,}"] if most_number is not None else []
    unit = f" ({asked.words('unit')})" if asked.words("unit") else ""
    return unit + (f", {' and '.join(parts)}" if parts else "")


def _first_letter(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
