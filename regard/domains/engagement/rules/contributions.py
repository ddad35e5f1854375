"""What may be kept as said, by when, and in what form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from regard.domains.engagement.types import Channel, QuestionKind, Stage

from .words import day

MOST_CHARACTERS = 20_000
"""The longest answer taken: about eight printed pages. A longer one is sent as a document."""

BY_THEMSELVES = frozenset({Channel.LINK, Channel.WEB})
"""Channels on which people answer by themselves, at once."""


@dataclass(frozen=True)
class Asked:
    """A question, as far as an answer to it must fit. `number` is its place, from 1."""

    question_id: int
    number: int
    kind: QuestionKind
    options: tuple[str, ...] = ()
    is_required: bool = False


def reason_not_to_take(
    *, stage: Stage, opens_on: date, closes_on: date, today: date
) -> str | None:
    """Return why nobody can answer by themselves today, in words for them; None if they can."""
    if stage is Stage.DRAFT:
        return "This has not been opened yet, so it takes no answers."
    if stage is not Stage.OPEN or today > closes_on:
        return f"This closed on {day(closes_on)}, so it takes no more answers."
    if today < opens_on:
        return f"This opens on {day(opens_on)}. Please come back then."
    return None


def reason_not_to_enter(
    *, stage: Stage, opens_on: date, closes_on: date, said_on: date, today: date
) -> str | None:
    """
    Return why the team cannot enter what someone said on a day; None if they can.

    What was said in time can be typed in after the exercise has closed, until it is answered.
    """
    if stage is Stage.DRAFT:
        return "This has not been opened yet, so it takes no answers."
    if stage is Stage.ANSWERED:
        return "What was said here has been answered, so nothing more can be added."
    if said_on > today:
        return f"{day(said_on)} is still to come. Give the day on which they said it."
    if said_on > closes_on:
        return f"This closed on {day(closes_on)}, and they said it on {day(said_on)}."
    if said_on < opens_on:
        return f"This opened on {day(opens_on)}, and they said it on {day(said_on)}."
    return None


def tidy(text: str) -> str:
    """Return an answer as it is kept: its own words, without what no page or database shows."""
    return text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").strip()


def tidy_answers(answers: Mapping[int, str]) -> dict[int, str]:
    """Return the answers that hold something, tidied."""
    tidied = {question_id: tidy(text) for question_id, text in answers.items()}
    return {question_id: text for question_id, text in tidied.items() if text}


def reasons_against_answers(
    *, questions: Sequence[Asked], answers: Mapping[int, str]
) -> dict[int, str]:
    """
    Return what is wrong with tidied answers, by the number of the question; empty if nothing.

    :return: key 0 for what is wrong with all of them together.
    """
    known = {question.question_id for question in questions}
    if set(answers) - known:
        return {0: "There is an answer to a question that is not asked here."}
    reasons = {
        question.question_id: reason
        for question in questions
        if (reason := reason_against_answer(question, answers.get(question.question_id, "")))
    }
    if not answers and not reasons:
        reasons[0] = "There is no answer yet. Answer at least one question."
    return reasons


def reason_against_answer(question: Asked, text: str) -> str | None:
    """Return what is wrong with one tidied answer, or None."""
    if not text:
        return f"Question {question.number} needs an answer." if question.is_required else None
    if len(text) > MOST_CHARACTERS:
        return (
            f"The answer to question {question.number} has {len(text):,} characters. "
            f"We can take {MOST_CHARACTERS:,}. Please shorten it, or send it by email or post."
        )
    if question.kind is QuestionKind.CHOICE and text not in question.options:
        return f"“{text[:60]}” is not one of the choices for question {question.number}."
    return None
