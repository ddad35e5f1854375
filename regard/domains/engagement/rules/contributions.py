"""What may be kept as said, by when, and in what form."""

from collections.abc import Mapping, Sequence
from datetime import date

from regard.domains.engagement.types import Channel, QuestionKind, Stage

from .answers import MOST_CHARACTERS as MOST_CHARACTERS
from .answers import DoesNotFit, Read, read_answer
from .asked import Asked as Asked
from .branching import condition_in_words, list_asked_of
from .words import day

BY_THEMSELVES = frozenset({Channel.LINK, Channel.WEB})
"""Channels on which people answer by themselves, at once."""


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


def reason_not_to_enter(*, stage: Stage, opens_on: date, said_on: date, today: date) -> str | None:
    """
    Return why the team cannot enter what someone said on a day; None if they can.

    It can be typed in after the exercise has closed, and also once it is answered: a letter may
    come late, and is answered all the same. What was said after the last day is flagged as late.
    """
    if stage is Stage.DRAFT:
        return "This has not been opened yet, so it takes no answers."
    if said_on > today:
        return f"{day(said_on)} is still to come. Give the day on which they said it."
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

    An answer to what is asked only of others is wrong too: it may be the other answer that is,
    so whoever gave them decides.

    :param questions: all of the exercise, in order.
    :return: key 0 for what is wrong with all of them together.
    """
    if set(answers) - {question.question_id for question in questions}:
        return {0: "There is an answer to a question that is not asked here."}
    asked = list_asked_of(questions, answers)
    reasons = {
        question.question_id: reason
        for question in asked
        if (reason := reason_against_answer(question, answers.get(question.question_id, "")))
    }
    reasons |= _against_unasked(questions, asked, answers)
    if not answers and not reasons:
        reasons[0] = "There is no answer yet. Answer at least one question."
    return reasons


def reason_against_answer(question: Asked, text: str) -> str | None:
    """Return what is wrong with one tidied answer, or None."""
    if not text:
        return f"Question {question.number} needs an answer." if question.is_required else None
    try:
        read_answer(question, text)
    except DoesNotFit as problem:
        return str(problem)
    return None


def read_answers(*, questions: Sequence[Asked], answers: Mapping[int, str]) -> dict[int, Read]:
    """
    Return answers as they are kept, by the number of the question: those that hold something.

    What does not fit its question is kept in its own words; `reasons_against_answers` says so
    before, wherever that is not wanted.
    """
    kinds = {question.question_id: question for question in questions}
    return {
        question_id: _read(kinds.get(question_id), text)
        for question_id, text in tidy_answers(answers).items()
    }


def _read(question: Asked | None, text: str) -> Read:
    if question is None or question.kind is QuestionKind.WORDS:
        return Read(text)
    try:
        return read_answer(question, text)
    except DoesNotFit:
        return Read(text)


def _against_unasked(
    questions: Sequence[Asked], asked: Sequence[Asked], answers: Mapping[int, str]
) -> dict[int, str]:
    return {
        question.question_id: f"Question {question.number} is asked "
        f"{condition_in_words(question, questions, who='of those who')}. Clear the answer to "
        "it, or change that one."
        for question in questions
        if question not in asked and question.question_id in answers
    }
