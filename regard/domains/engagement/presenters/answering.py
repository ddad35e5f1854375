"""How the pages behind a signed link find their way, and what they show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from regard.domains.engagement.rules.branching import list_asked_of

if TYPE_CHECKING:
    from regard.domains.engagement.models import Question
    from regard.domains.engagement.rules.asked import Asked


@dataclass(frozen=True)
class Place:
    """
    Where somebody is in the questions that are asked of them.

    Attributes:
        number: of this question among those, from 1; `total`: how many those are.
        back: the number of the question before it in the exercise; None at the first.
        then: the number of the next one; None at the last.
    """

    number: int
    total: int
    back: int | None
    then: int | None


@dataclass(frozen=True)
class CheckRow:
    """One question on the last page: what was answered, and where to change it."""

    question: str
    words: str
    url: str


def place_of(number: int, questions: Sequence[Asked], answers: Mapping[int, str]) -> Place | None:
    """Return where a question stands among those asked of somebody; None if it is not."""
    asked = [question.number for question in list_asked_of(questions, answers)]
    if number not in asked:
        return None
    place = asked.index(number)
    return Place(
        number=place + 1,
        total=len(asked),
        back=asked[place - 1] if place else None,
        then=asked[place + 1] if place + 1 < len(asked) else None,
    )


def step_url(token: str, number: int) -> str:
    """Return the page of a question, from 1."""
    return reverse("engagement:answer_question", args=[token, number])


def next_url(token: str, place: Place | None) -> str:
    """Return the page after a question: the next one asked, or the last look."""
    if place is not None and place.then is not None:
        return step_url(token, place.then)
    return reverse("engagement:answer_check", args=[token])


def resume_url(token: str, questions: Sequence[Asked], answers: Mapping[int, str]) -> str:
    """Return where to go on: the first question without an answer, or the last look."""
    for question in list_asked_of(questions, answers):
        if question.question_id not in answers:
            return step_url(token, question.number)
    return reverse("engagement:answer_check", args=[token])


def check_rows(
    token: str, questions: Sequence[Question], asked: Sequence[Asked], answers: Mapping[int, str]
) -> tuple[list[CheckRow], list[CheckRow]]:
    """
    Return the questions with what was answered, and those that are no longer asked but were.

    :param asked: the same questions, as far as answers must fit.
    """
    texts = {question.pk: question.text for question in questions}
    now = {each.question_id for each in list_asked_of(asked, answers)}
    rows = {
        each.question_id: CheckRow(
            question=texts[each.question_id],
            words=answers.get(each.question_id, ""),
            url=step_url(token, each.number),
        )
        for each in asked
    }
    dropped = [row for n, row in rows.items() if n not in now and row.words]
    return [row for n, row in rows.items() if n in now], dropped


def overtaken_words(*, stands: str, is_sent: bool) -> str:
    """
    Return what somebody is told whose page is older than what was saved last.

    :param stands: the answer that stands there now; empty if there is none.
    :param is_sent: whether what was written before was sent meanwhile.
    """
    if is_sent:
        return "Your answer was sent since you opened this page. Press Continue to add this to it."
    now = f"It says now: “{stands}”" if stands else "It was emptied"
    return (
        f"Something else was saved here since you opened this page. {now}. Press Continue to put "
        "what you wrote in its place."
    )
