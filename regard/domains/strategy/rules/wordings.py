"""What changed in a text, in whole words."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

FEW = 2
"""Words that stay between two changes and are shown as changed with them: easier to read."""

UNLIKE = 0.34
"""Below this share of words in common, old and new are shown whole, one after the other."""

MOST_PAIRS = 4_000_000
"""Words of the one times words of the other. Above it only paragraphs are compared."""

_WORD = re.compile(r"\s*(?:\w+(?:[’'.,\-]\w+)*|[^\w\s])")
_PARAGRAPH = re.compile(r"\s*[^\n]+(?:\n(?!\n)[^\n]+)*")


class Fate(StrEnum):
    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True)
class Piece:
    """A stretch of a text that stayed, went or came; with the space before it."""

    fate: Fate
    text: str


def differ(before: str, after: str) -> tuple[Piece, ...]:
    """
    Return how the words of one text became those of another.

    What stayed and what came, joined, are the new text; what stayed and went, but for white
    space, the old one.
    """
    if before == after:
        return (Piece(Fate.SAME, after),) if after else ()
    old, new = _WORD.findall(before), _WORD.findall(after)
    if len(old) * len(new) > MOST_PAIRS:
        old, new = _PARAGRAPH.findall(before), _PARAGRAPH.findall(after)
    keys = [token.strip() for token in old], [token.strip() for token in new]
    matcher = SequenceMatcher(None, *keys, autojunk=False)
    if old and new and matcher.ratio() < UNLIKE:
        return (Piece(Fate.GONE, before.strip()), Piece(Fate.NEW, after))
    rest = after[sum(map(len, new)) :]
    runs = _legible(matcher.get_opcodes())
    return tuple(_joined([*_pieces(runs, old, new), Piece(Fate.SAME, rest)]))


Run = tuple[bool, int, int, int, int]
"""Whether it stayed, then where it was in the old and is in the new."""


def _legible(opcodes: Iterable[tuple[str, int, int, int, int]]) -> list[Run]:
    """Return the changes, those joined between which only a word or two stay."""
    runs: list[Run] = [(kind == "equal", a, b, c, d) for kind, a, b, c, d in opcodes]
    found: list[Run] = []
    for place, (stays, a, b, c, d) in enumerate(runs):
        is_between = 0 < place < len(runs) - 1
        changed = not stays or (is_between and b - a <= FEW and _is_wide(runs, place))
        if found and changed and not found[-1][0]:
            found[-1] = (False, found[-1][1], b, found[-1][3], d)
        else:
            found.append((not changed, a, b, c, d))
    return found


def _is_wide(runs: list[Run], place: int) -> bool:
    """Return whether the changes beside a run are together more than twice as long as it."""
    _, a, b, _, _ = runs[place]
    sides = (runs[place - 1], runs[place + 1])
    return sum(max(old - was, new - now) for _, was, old, now, new in sides) > 2 * (b - a)


def _pieces(runs: Iterable[Run], old: list[str], new: list[str]) -> Iterator[Piece]:
    for stays, a, b, c, d in runs:
        if not stays:
            yield Piece(Fate.GONE, "".join(old[a:b]))
        yield Piece(Fate.SAME if stays else Fate.NEW, "".join(new[c:d]))


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    last: Piece | None = None
    for piece in pieces:
        if not piece.text:
            continue
        if last is not None and last.fate is piece.fate:
            last = Piece(last.fate, last.text + piece.text)
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last
