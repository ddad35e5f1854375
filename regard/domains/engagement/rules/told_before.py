"""Which earlier words of a service could answer a question of today."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Protocol, TypeVar

from regard.domains.engagement.types import QuestionKind

from .answers import DoesNotFit, read_answer
from .asked import Asked

ALIKE = 0.2
"""Share of the words of two questions that they have in common, from which on they are alike."""

_WORD = re.compile(r"[a-z]+")

COMMON = frozenset(
    _WORD.findall(
        "a about an and any are as at be been by can could did do does for from had has have how "
        "if in is it its most much of on one or our so that the their them there they this to us "
        "was we were what when where which who why will with would you your"
    )
)
"""Words that say nothing of what a question is about."""


class Told(Protocol):
    """Something said before."""

    @property
    def question(self) -> str: ...

    @property
    def text(self) -> str: ...

    @property
    def said_on(self) -> date: ...


T = TypeVar("T", bound=Told)


def choose_told_before(asked: Asked, question: str, told: Sequence[T], *, limit: int) -> list[T]:
    """
    Return what could answer a question: to a question like it, and fitting it.

    :param told: answers to questions of the same kind, the newest first.
    :return: the likest question first; of alike ones the newest.
    """
    likeness = {place: how_alike(question, each.question) for place, each in enumerate(told)}
    places = sorted(
        (place for place in likeness if likeness[place] >= ALIKE),
        key=lambda place: (-likeness[place], place),
    )
    fitting = [told[place] for place in places if _fits(asked, told[place].text)]
    return list({each.text: each for each in reversed(fitting)}.values())[::-1][:limit]


def how_alike(one: str, other: str) -> float:
    """Return the share of the telling words of two questions that both have, 0 to 1."""
    left, right = _telling(one), _telling(other)
    return len(left & right) / len(left | right) if left | right else 0.0


def _telling(text: str) -> set[str]:
    words = set(_WORD.findall(text.casefold())) - COMMON
    return {word.removesuffix("s") for word in words}


def _fits(asked: Asked, text: str) -> bool:
    try:
        read_answer(asked, text)
    except DoesNotFit:
        return False
    return True


def together(asked: Asked, now: str, before: str) -> str:
    """Return an answer with what was said before: behind it in words, else in its place."""
    return f"{now}\n\n{before}" if now and asked.kind is QuestionKind.WORDS else before
