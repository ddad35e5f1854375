"""Where one point ends and the next begins."""

from typing import NamedTuple


class Piece(NamedTuple):
    """A part of a point: from its character `start` to one before `end`."""

    start: int
    end: int


def reason_not_to_split_point(*, text: str, begins: str) -> str | None:
    """
    Return why a point may not be split before these words, in words; None if it may.

    :param begins: the words with which the second point is to begin.
    """
    words = begins.strip()
    if not words:
        return "Copy the first few words of the second point"
    found = text.count(words)
    if not found:
        return f"“{words}” is not in this point. Copy the words as they stand, with their commas"
    if found > 1:
        return f"“{words}” is in this point {found} times. Copy a few words more"
    if not text[: text.find(words)].strip():
        return "The point begins with these words. Copy those with which its second half begins"
    return None


def split_at(text: str, begins: str) -> tuple[Piece, Piece]:
    """Return the two parts of a point, without the blanks between them."""
    at = text.find(begins.strip())
    return Piece(0, len(text[:at].rstrip())), Piece(at, len(text))
