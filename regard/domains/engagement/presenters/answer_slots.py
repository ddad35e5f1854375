"""
A place behind a signed link that an upper domain fills: a page of its own for one question.

`config` fills it. A question that nobody asks in a way of its own is asked on
our page.
"""

from __future__ import annotations

from collections.abc import Callable

from regard.foundation.base.slots import Slot

AnswerSlot = Callable[[int, str], str | None]
"""Returns where a question, by its number in the database, is answered behind a link."""

ANSWER_SLOT = Slot[AnswerSlot]("the page on which a question is answered by link")


def answered_at(question_id: int, token: str) -> str:
    """Return the address on which a question is answered by link; empty: on our own page."""
    find = ANSWER_SLOT.offer
    return (find(question_id, token) if find else None) or ""
