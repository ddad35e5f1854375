"""
A place behind a signed link that upper domains fill: a page of their own for one question.

`config` registers a function for it. A question that nobody asks in a way of its own is asked on
our page.
"""

from __future__ import annotations

from collections.abc import Callable

AnswerSlot = Callable[[int, str], str | None]
"""Returns where a question, by its number in the database, is answered behind a link."""

_SLOTS: list[AnswerSlot] = []


def fill_answer_slot(slot: AnswerSlot) -> AnswerSlot:
    """Let what this function returns be the page on which a question is answered."""
    if slot not in _SLOTS:
        _SLOTS.append(slot)
    return slot


def answered_at(question_id: int, token: str) -> str:
    """Return the address on which a question is answered by link; empty: on our own page."""
    for slot in _SLOTS:
        url = slot(question_id, token)
        if url:
            return url
    return ""
