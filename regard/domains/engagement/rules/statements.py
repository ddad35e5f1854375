"""Whether a statement is one that others can vote on, and which are much like it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from . import readability

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regard.domains.engagement.types.deliberation import FloatArray

LONGEST = 200
"""Characters. Polis allows 140 (its default); care has longer words."""

SHORTEST = 8
MOST_A_DAY = 20
"""By one voter: whoever has more to say is asked to answer in their own words."""

ALIKE = 0.55
"""
Cosine from which two statements may say the same. It is only asked about: nothing is refused.

Of eight pairs about care written to mean the same it asks about seven, of seven pairs that only
share words about two; from 0.8 it would ask about two and about none.
"""

MOST_ALIKE = 3

_TWO_IDEAS = re.compile(r"\b(and also|but also|as well as|; )|\. +\w")
_NAMES_NOTHING = re.compile(
    r"^(yes|no|i agree|i disagree|same|me too|ditto)\b[ .!]*$", re.IGNORECASE
)


def clean(text: str) -> str:
    """Return a statement as it is kept: one line, without spaces to spare."""
    return " ".join(text.split())


def reason_not_to_keep(text: str) -> str:
    """Return why a statement cannot be kept at all; empty if it can. `text` is clean."""
    if not text:
        return "Write your statement"
    if len(text) > LONGEST:
        return f"Use {LONGEST} characters or fewer: you have used {len(text)}"
    if len(text) < SHORTEST or " " not in text:
        return "Write a whole sentence, so that others know what they vote on"
    return ""


def hints(text: str) -> list[str]:
    """Return what would make a statement easier to vote on; empty if nothing. Only hints."""
    found = []
    if text.rstrip().endswith("?"):
        found.append("Nobody can agree with a question. Say what you think the answer is.")
    if _NAMES_NOTHING.match(text):
        found.append("Others see it alone. Say what you agree or disagree with.")
    if _TWO_IDEAS.search(text):
        found.append("It seems to say two things. Somebody may agree with one only: write two.")
    if text.isupper():
        found.append("Words in capitals are hard to read.")
    return found + readability.hints(text)


def list_alike(vector: FloatArray, others: FloatArray) -> list[int]:
    """
    Return the places of the statements that are most like one, the likest first.

    :param vector: of the statement, shape (d,), of length 1 or 0.
    :param others: of the others, shape (n, d), likewise.
    """
    if not len(others):
        return []
    likeness = others @ vector
    order = np.argsort(-likeness, kind="stable")[:MOST_ALIKE]
    return [int(place) for place in order if likeness[place] >= ALIKE]


def read_lines(text: str) -> list[str]:
    """Return the statements of a text that has one in each line, each once, in their order."""
    lines = (clean(line.lstrip("-•*\t ")) for line in text.splitlines())
    return list(dict.fromkeys(line for line in lines if line))


def reasons_not_to_keep_lines(lines: Sequence[str]) -> list[str]:
    """Return what is wrong with statements given together, each by the place of its line."""
    return [
        f"Statement {number}: {reason}"
        for number, line in enumerate(lines, start=1)
        if (reason := reason_not_to_keep(line))
    ]
