"""What every page behind a signed link begins with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils import timezone

from regard.domains.engagement import queries
from regard.domains.engagement.queries.hand_overs import Opened, open_answer
from regard.domains.engagement.queries.questions import asked_in
from regard.foundation.base.errors import NotFound

if TYPE_CHECKING:
    from regard.domains.engagement.models import Contribution, Exercise, Invitation, Question
    from regard.domains.engagement.rules.asked import Asked


@dataclass(frozen=True)
class Answering:
    """
    What is being answered behind a link.

    Attributes:
        opened: the invitation, and the colleague to whom it was passed on, if it was.
        questions: all of the exercise, in order; `asked` the same, as far as answers must fit.
        draft: what has been written so far; None if nothing.
        answers: in words, by the number of the question.
    """

    token: str
    opened: Opened
    questions: list[Question]
    asked: list[Asked]
    draft: Contribution | None
    answers: dict[int, str]

    @property
    def invitation(self) -> Invitation:
        return self.opened.invitation

    @property
    def exercise(self) -> Exercise:
        return self.opened.invitation.exercise

    def numbered(self, number: int) -> tuple[Question, Asked]:
        """
        Return a question by its number, from 1.

        :raises NotFound: if there are not so many.
        """
        if not 1 <= number <= len(self.questions):
            raise NotFound("There is no such question here")
        return self.questions[number - 1], self.asked[number - 1]

    def refusal(self) -> str | None:
        """Return why nobody can answer today; None if they can."""
        return self.opened.refusal(timezone.localdate())

    def page(self, *, title: str) -> dict[str, object]:
        """Return what the layout needs for a page behind the link."""
        return {
            "system": self.exercise.system,
            "section": "asked",
            "title": title,
            "exercise": self.exercise,
            "location": self.invitation.location,
            "token": self.token,
            "hand_over": self.opened.hand_over,
        }


def open_answering(token: str) -> Answering:
    """
    Return what a link opens, with what is asked and what was written so far.

    :raises NotFound: if it opens nothing.
    :raises Gone: if it has expired, or was withdrawn or taken back.
    """
    here = open_asked(token)
    draft = queries.get_draft(invitation=here.invitation)
    return replace(here, draft=draft, answers=queries.list_draft_answers(draft=draft))


def open_asked(token: str) -> Answering:
    """Return what a link opens, as above, with what was written so far left unread."""
    opened = open_answer(token=token, at=timezone.now())
    questions = queries.list_questions(exercise=opened.invitation.exercise)
    return Answering(
        token=token,
        opened=opened,
        questions=questions,
        asked=asked_in(questions),
        draft=None,
        answers={},
    )
