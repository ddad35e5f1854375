"""The words of a search: how they are read, what was meant by a slip, and how they are asked."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import DamerauLevenshtein

_ACCENTS = "áàâäãåéèêëíìîïóòôöõúùûüñçýÿ"
_PLAIN = "aaaaaaeeeeiiiiooooouuuuncyy"
ACCENTS = (_ACCENTS + _ACCENTS.upper(), _PLAIN * 2)
"""In capitals too: a database with the plainest of locales does not know their small letters."""

APOSTROPHES = "'’‘`´"
"""Left out, so that St John's and St Johns are one word."""

APART = '!"#$%&()*+,-./:;<=>?@[\\]^_{|}~–—•·…“”£€©®™\t\n'
"""What stands between words."""

_TRANSLATE = str.maketrans(ACCENTS[0] + APART, ACCENTS[1] + " " * len(APART), APOSTROPHES)

SMALL = {"and", "the", "of", "at", "in"}
"""Left out of a search that has other words: Ash & Elm is Ash and Elm."""

MOST_WORDS = 12

SHORTEST_SLIP = 4
"""Letters. Shorter words are near to everything."""

MOST_MEANT = 5
"""Words that a slip is widened to."""

SECTOR = re.compile(r"([a-z]{1,2}[0-9][a-z0-9]?) ([0-9])")
"""A postcode district and the figure after it, e.g. "ln1 3": many write no more of it."""


def read_words(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are compared: small letters, no accents."""
    found = text.lower().translate(_TRANSLATE).split()
    kept = [word for word in found if word not in SMALL] or found
    return tuple(dict.fromkeys(kept[:MOST_WORDS]))


@dataclass(frozen=True)
class Known:
    """
    What the register knows of a word that was asked for.

    Attributes:
        entries: how many locations have it; 0 if it is in no name or address.
        begins: some word begins with it.
        near: words like it, each with how many locations have it.
    """

    entries: int
    begins: bool
    near: Mapping[str, int]


def meant_by(
    word: str, known: Known, *, is_last: bool, is_rare_enough: int = 0
) -> tuple[str, ...]:
    """
    Return the words that were meant by one, nearest first; itself where it is known.

    :param is_last: somebody may still be typing it, so a beginning is known too.
    :param is_rare_enough: a word that no more locations have than this counts as not known.
    :returns: nothing where there is no word near enough.
    """
    if known.entries > is_rare_enough or (is_last and known.begins and not is_rare_enough):
        return (word,)
    if len(word) < SHORTEST_SLIP or not word.isalpha():
        return (word,) if known.entries else ()
    most = 1 if len(word) < 6 else 2 if len(word) < 10 else 3
    near: dict[str, int] = {}
    for other in known.near:
        distance = DamerauLevenshtein.distance(word, other, score_cutoff=most)
        if 0 < distance <= most:
            near[other] = distance
    if not near:
        return (word,) if known.entries else ()
    least = min(near.values())
    best = [other for other, distance in near.items() if distance == least]
    return tuple(sorted(best, key=lambda other: (-known.near[other], other))[:MOST_MEANT])


def ask(words: Sequence[Sequence[str]], *, is_typing: bool) -> str:
    """
    Return a text query of PostgreSQL for locations that have each word, or one meant by it.

    :param words: for each word that was asked for, those that were meant.
    :param is_typing: the last may go on.
    """
    parts = []
    for place, meant in enumerate(words):
        end = ":*" if is_typing and place == len(words) - 1 else ""
        parts.append("(" + " | ".join(f"'{word}'{end}" for word in meant) + ")")
    return " & ".join(parts)


def trigrams(word: str) -> list[int]:
    """Return every three letters that follow each other, with spaces around, as numbers."""
    letters = f"  {word} ".encode()
    return [
        first * 65536 + second * 256 + third
        for first, second, third in zip(letters, letters[1:], letters[2:], strict=False)
    ]


def with_sectors(words: Sequence[str]) -> list[str]:
    """Return the words with a postcode's district and next figure as one, as they are kept."""
    kept: list[str] = []
    for word in words:
        if kept and SECTOR.fullmatch(f"{kept[-1]} {word}"):
            kept[-1] = f"{kept[-1]} {word}"
        else:
            kept.append(word)
    return kept
