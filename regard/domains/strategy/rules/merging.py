"""
What two people wrote from the same words, put together.

By sentences and lines: where each changed another, both changes stand; where both changed the
same, both wordings stand one after the other, for a person to choose. Nothing is lost.
"""

import re
from dataclasses import dataclass

from merge3 import Merge3

_UNIT = re.compile(r"\n+|[^\n]+?(?:[.!?:;][\"”’)\]]*(?:[^\S\n]+|(?=\n|\Z))|(?=\n|\Z))")
"""A sentence with the space after it, or the ends of lines."""


@dataclass(frozen=True)
class Both:
    """A stretch that both changed: what it was, what they made of it and what I did."""

    base: str
    theirs: str
    mine: str


@dataclass(frozen=True)
class Merged:
    """
    The words of both.

    Attributes:
        text: the proposal; of what both changed, their wording and then mine.
        both: what both changed, in order; empty where the changes fit together.
    """

    text: str
    both: tuple[Both, ...]


def merge(*, base: str, theirs: str, mine: str) -> Merged:
    """
    Put together what two people made of the same words.

    :param base: what both began with.
    :param theirs: what was saved first.
    """
    texts = [_tidy(text) for text in (base, theirs, mine)]
    if texts[1] == texts[2]:
        return Merged(texts[1], ())
    units = [_units(text) for text in texts]
    pieces: list[str] = []
    both: list[Both] = []
    for region in Merge3(units[0], units[1], units[2]).merge_regions():
        kind, *ends = region
        if kind == "conflict":
            stretches = [u[ends[2 * i] : ends[2 * i + 1]] for i, u in enumerate(units)]
            pieces += _settle(stretches[0], stretches[1], stretches[2], both)
        else:
            source = {"unchanged": 0, "same": 1, "a": 1, "b": 2}[str(kind)]
            pieces += units[source][ends[0] : ends[1]]
    return Merged(_flow(pieces), tuple(both))


def _settle(was: list[str], theirs: list[str], mine: list[str], both: list[Both]) -> list[str]:
    """
    Return what both made of a stretch that both changed, and note what somebody has to choose.

    Sentence by sentence where neither added nor took out any, as then each is known by its place.
    """
    added = _added(was, theirs, mine) or _added(was, mine, theirs)
    if added:
        return added
    if len(was) == len(theirs) == len(mine) > 1:
        one_by_one = zip(was, theirs, mine, strict=True)
        return [p for w, t, m in one_by_one for p in _choose([w], [t], [m], both)]
    return _choose(was, theirs, mine, both)


def _choose(was: list[str], theirs: list[str], mine: list[str], both: list[Both]) -> list[str]:
    if mine in (was, theirs):
        return theirs
    if theirs == was:
        return mine
    base, first, second = ("".join(each) for each in (was, theirs, mine))
    both.append(Both(base.strip(), first.strip(), second.strip()))
    return [_joined(first, second)]


def _added(was: list[str], one: list[str], other: list[str]) -> list[str] | None:
    """Return the one's changes with what the other only added before or after; None: more."""
    if was and other[: len(was)] == was:
        return one + other[len(was) :]
    if was and other[-len(was) :] == was:
        return other[: -len(was)] + one
    return None


def _tidy(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _units(text: str) -> list[str]:
    """Return sentences and line ends; each sentence ends with one space, wherever it stands."""
    return [unit if unit.isspace() else f"{unit.rstrip()} " for unit in _UNIT.findall(text)]


def _joined(theirs: str, mine: str) -> str:
    if not theirs.strip() or not mine.strip():
        return theirs + mine
    return f"{theirs.rstrip()}\n{mine.lstrip()}"


def _flow(pieces: list[str]) -> str:
    return re.sub(r"[^\S\n]+(?=\n|\Z)", "", "".join(pieces)).strip()
