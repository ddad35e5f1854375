"""What is found in a document."""

from dataclasses import dataclass
from enum import StrEnum

from regard.foundation.base.errors import Refusal

MOST_WORDS = 600_000
"""Characters of one document: some two hundred pages."""


class CannotRead(Refusal):
    """A document cannot be read; why, and what to do, for whoever sent it."""


class Kind(StrEnum):
    PDF = "pdf"
    DOCX = "docx"
    TEXT = "text"
    EMAIL = "email"
    MAILBOX = "mailbox"


@dataclass(frozen=True)
class Found:
    """
    The words of a document.

    Attributes:
        words: paragraphs with an empty line between; a heading is a paragraph of its own.
        places: where each page or part begins: its first character and its name, in order.
        needs_typing: it holds pictures of text and no text.
    """

    words: str
    places: tuple[tuple[int, str], ...] = ()
    needs_typing: bool = False


def check_length(characters: int) -> None:
    """:raises CannotRead: if it is longer than anybody would read."""
    if characters > MOST_WORDS:
        raise CannotRead(
            f"It holds more than {MOST_WORDS:,} characters, all that we can take. Send it in "
            "parts."
        )
