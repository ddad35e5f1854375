"""Words with their places in a text as it was written, and wordings as strings to compare."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from regard.foundation.analysis.chance import IntArray
from regard.foundation.analysis.duplicates import normalise

_CHUNK = re.compile(r"\S+")
_PART = re.compile(r"[^\W_]+(?:['’‘`´]+[^\W_]+)*")
_APOSTROPHES = str.maketrans("", "", "'`")

_CHARACTERS = 0x110000


class Word(NamedTuple):
    """A word as texts are compared by it, and where it stands: text[start:end]."""

    word: str
    start: int
    end: int


@dataclass(frozen=True)
class Template:
    """
    What the members of a campaign share.

    Attributes:
        text: the shared words in their order, each as most members write it, joined by spaces.
        words: the same as compared, with their places in `text`.
    """

    text: str
    words: tuple[Word, ...]


def find_words(text: str) -> tuple[Word, ...]:
    """
    Return the words of a text, the same as `normalise`, with where each was written.

    Where a sign stands for several words (as ½ does), each of them has the place of the whole.
    """
    if text.isascii():
        found = _PART.finditer(text)
        return tuple(
            Word(part.group().translate(_APOSTROPHES).lower(), *part.span()) for part in found
        )
    return tuple(word for chunk in _CHUNK.finditer(text) for word in _words_in(chunk))


def written(words: IntArray) -> str:
    """
    Return a wording as a string of one character a word, which can be compared quickly.

    Exact up to 1,114,112 different words; beyond, two words may pass for one.

    :param words: numbers of words from 0, shape (n_words,).
    """
    codes = (words % _CHARACTERS).astype("<u4")
    return codes.tobytes().decode("utf-32-le", "surrogatepass")


def make_template(forms: Sequence[str]) -> Template:
    """Return the template of words written like this, in this order."""
    text = " ".join(forms)
    return Template(text, find_words(text))


def _words_in(chunk: re.Match[str]) -> Iterator[Word]:
    words = normalise(chunk.group())
    parts = [
        (chunk.start() + part.start(), chunk.start() + part.end())
        for part in _PART.finditer(chunk.group())
    ]
    if len(parts) != len(words):
        parts = [(chunk.start(), chunk.end())] * len(words)
    for word, (start, end) in zip(words, parts, strict=True):
        yield Word(word, start, end)
