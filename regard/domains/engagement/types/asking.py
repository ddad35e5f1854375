"""
How whoever puts something before people is asked for it, whatever it is that they put.

An exercise is written by one form, and the review of a draft, which is one, by another. What
both ask in the same words is here; the fields are each form's own.
"""

from typing_extensions import TypedDict

LONGEST_TITLE = 140
"""Characters of a title: a line or two at the head of a page and in an email's subject."""

LONGEST_WORDS = 1_500
"""Characters of why, of what is open and of what is decided: more is not read."""

LONGEST_REASON = 500
"""Characters of why something changed for people who were told otherwise."""


class Wording(TypedDict):
    """What stands over a field, and the line under that."""

    label: str
    hint: str


OPENS_ON: Wording = {"label": "The day it opens", "hint": ""}

ENOUGH_TIME = "Four weeks give small services a chance."
"""Beside the last day."""

REPLY_BY: Wording = {
    "label": "The day by which everyone hears back",
    "hint": "This is a promise. It stands in every invitation and on every receipt.",
}

DECIDED = "What is decided already, and by whom?"

CLOSED_EARLY = "People were told that they have more time. This is shown with it."
"""Beside why something closes before its last day."""
