"""How an answer is shown back to whoever gave it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regard.domains.engagement.rules.words import day
from regard.domains.engagement.types import AnswerRow, Channel, Stage, Visibility

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from regard.domains.engagement.models import Contribution, Exercise, Upshot


STILL_TO_COME = (
    "You hear what came of it",
    "Here, once something was done or we know that nothing can be. Keep this address.",
)


@dataclass(frozen=True)
class Kept:
    """
    Something kept, as its giver sees it.

    Attributes:
        how: e.g. "Said by link on 10 November 2026".
        may_see: who may see that it was them.
        notes: what others do not read of it, and why.
    """

    receipt: str
    how: str
    may_see: str
    answers: tuple[AnswerRow, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Moment:
    """
    One step on the way from an answer to its reply.

    Attributes:
        is_open: whether it is still to come.
    """

    label: str
    words: str
    is_open: bool
    url: str = ""


def kept(
    contribution: Contribution, answers: Sequence[AnswerRow], notes: Sequence[str] = ()
) -> Kept:
    """Return what was kept, for whoever gave it."""
    channel = Channel(contribution.channel).label
    return Kept(
        receipt=contribution.receipt,
        how=f"Said {channel} on {day(contribution.said_on)}",
        may_see="Nobody but the independent steward may know that it was you"
        if contribution.is_shielded
        else Visibility(contribution.visibility).label,
        answers=tuple(answers),
        notes=tuple(notes),
    )


def thread(exercise: Exercise, *, reply_url: str, today: date) -> list[Moment]:
    """Return what has happened to an answer and what is still to come, in order."""
    stage = Stage(exercise.stage)
    is_open = stage is Stage.OPEN and today <= exercise.closes_on
    is_answered = stage is Stage.ANSWERED
    late = " That day has passed; we are late." if today > exercise.reply_by else ""
    return [
        Moment("Kept", "As you said it. Nobody can change it.", is_open=False),
        Moment(
            "Others answer",
            f"Until {day(exercise.closes_on)}." if is_open else "This has closed.",
            is_open=is_open,
        ),
        Moment(
            "Read and put into themes",
            "By people. A machine only sorts." if not is_answered else "Done.",
            is_open=not is_answered,
        ),
        Moment(
            "You hear what became of it",
            "Read your reply" if reply_url else _reply_words(exercise, is_answered, late),
            is_open=not is_answered,
            url=reply_url,
        ),
    ]


def seeing_thread(upshots: Sequence[Upshot]) -> list[Moment]:
    """Return the same of something told unasked, with what came of the themes it spoke of."""
    return [
        Moment("Kept", "As you said it. Nobody can change it.", is_open=False),
        Moment(
            "Read and put into themes", "By people. A machine only sorts.", is_open=not upshots
        ),
        *(
            Moment(f"What came of it, {day(upshot.at.date())}", upshot.words, is_open=False)
            for upshot in upshots
        ),
        *(() if upshots else (Moment(*STILL_TO_COME, is_open=True),)),
    ]


def _reply_words(exercise: Exercise, is_answered: bool, late: str) -> str:  # noqa: FBT001
    if is_answered:
        return "Your reply is on its way, by the way that you chose."
    return f"By {day(exercise.reply_by)}.{late}"
