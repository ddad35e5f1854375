"""What is found in a document."""

from dataclasses import dataclass
from enum import StrEnum

from regard.foundation.base.errors import Refusal

MOST_WORDS = 600_000
"""Characters of one document: some two hundred pages."""


BETWEEN = "\n\n"
"""Between paragraphs."""


class CannotRead(Refusal):
    """A document cannot be read; why, and what to do, for whoever sent it."""


class Kind(StrEnum):
    PDF = "pdf"
    DOCX = "docx"
    TEXT = "text"
    MARKDOWN = "markdown"
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
        levels: of a DOCX or Markdown, where each heading begins and its level, from 1.
    """

    words: str
    places: tuple[tuple[int, str], ...] = ()
    needs_typing: bool = False
    levels: tuple[tuple[int, int], ...] = ()

    def list_blocks(self) -> list[tuple[int, str]]:
        """Return its paragraphs, each with its level as a heading; 0 for any other."""
        levels = dict(self.levels)
        blocks, start = [], 0
        for words in self.words.split(BETWEEN) if self.words else ():
            blocks.append((levels.get(start, 0), words))
            start += len(words) + len(BETWEEN)
        return blocks


def check_length(characters: int) -> None:
    """:raises CannotRead: if it is longer than anybody would read."""
    if characters > MOST_WORDS:
        raise CannotRead(
            f"It holds more than {MOST_WORDS:,} characters, all that we can take. Send it in "
            "parts."
        )
