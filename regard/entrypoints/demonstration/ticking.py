"""Answers to questions that are ticked, ordered or counted, by the weights in the words."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from regard.domains.engagement.types import QuestionKind

SHARE = 0.86
"""How many answer such a question, 0 to 1, where its words do not say."""


def tick(question: Mapping[str, Any], *, random: Random) -> str:
    """
    Return an answer as somebody would write it, or "" where they leave it out.

    :param question: as in words/exercises.toml, with its days filled in.
    """
    if random.random() >= question.get("share", SHARE):
        return ""
    return _WAYS[QuestionKind(question["kind"])](question, random)


def _choices(question: Mapping[str, Any], random: Random) -> str:
    *offers, none = zip(question["options"], question["weights"], strict=True)
    chosen = [option for option, percent in offers if random.random() * 100 < percent]
    return "; ".join(chosen or [none[0]])


def _rank(question: Mapping[str, Any], random: Random) -> str:
    left = dict(zip(question["options"], question["weights"], strict=True))
    order = []
    for _ in range(random.choice([1, 2, 3, 3, 3])):
        [option] = random.choices(list(left), list(left.values()))
        del left[option]
        order.append(option)
    return "; ".join(order)


def _scale(question: Mapping[str, Any], random: Random) -> str:
    [step] = random.choices(question["options"], question["weights"])
    return str(step)


def _number(question: Mapping[str, Any], random: Random) -> str:
    return str(int(random.expovariate(1 / question["mean"])))


def _date(question: Mapping[str, Any], random: Random) -> str:
    """Return a day: most need to know soon."""
    first, last = (date.fromisoformat(question["settings"][end]) for end in ("earliest", "latest"))
    days = int(random.triangular(0, (last - first).days, 12))
    return (first + timedelta(days=days)).isoformat()


def _matrix(question: Mapping[str, Any], random: Random) -> str:
    rows = zip(question["settings"]["rows"], question["weights"], strict=True)
    return "; ".join(
        f"{row}: {random.choices(question['options'], weights)[0]}" for row, weights in rows
    )


_WAYS: Mapping[QuestionKind, Callable[[Mapping[str, Any], Random], str]] = {
    QuestionKind.CHOICES: _choices,
    QuestionKind.RANK: _rank,
    QuestionKind.SCALE: _scale,
    QuestionKind.NUMBER: _number,
    QuestionKind.DATE: _date,
    QuestionKind.MATRIX: _matrix,
}
TICKED = frozenset(_WAYS)
