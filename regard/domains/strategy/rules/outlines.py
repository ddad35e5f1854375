"""A document from elsewhere as passages: what each would be, and what it would change here."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from regard.domains.strategy.types import PassageKind

from .passages import REF
from .trees import MOST_LEVELS

MOST_PASSAGES = 3_000
MOST_HEADING = 200
"""Characters. What is longer is a sentence, and becomes words below a heading."""

OURS = "How to check this"
INTRODUCTION = "Introduction"
"""Headings that only the files have which we publish, so that one can be changed and come back."""

_NUMBERED = re.compile(
    r"(?:(?:section|chapter|part)\s+)?(?P<ref>\d{1,3}(?:\.\d{1,3}){0,4})[.):]?\s+(?P<rest>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_KINDS = (
    (re.compile(r"(?:our |the )?vision\b", re.IGNORECASE), PassageKind.VISION),
    (re.compile(r"(?:our )?(?:priority|priorities)\b", re.IGNORECASE), PassageKind.PRIORITY),
    (re.compile(r"(?:our )?commitments?\b|we will\b", re.IGNORECASE), PassageKind.COMMITMENT),
)


@dataclass(frozen=True)
class Block:
    """
    A paragraph, a list or a table of a document.

    Attributes:
        level: of a heading, from 1; 0: no heading.
    """

    level: int
    words: str


@dataclass(frozen=True)
class Brought:
    """
    A passage as the document has it.

    Attributes:
        ref: the number that its heading begins with; empty without one.
        depth: from 0.
    """

    ref: str
    heading: str
    text: str
    depth: int
    kind: PassageKind


@dataclass(frozen=True)
class Outline:
    """
    What was found in a document.

    Attributes:
        title: what stands above all headings of its kind; empty where nothing does.
        introduction: the words before the first passage.
    """

    title: str
    introduction: str
    passages: tuple[Brought, ...]


class CannotBring(ValueError):
    """The document cannot become passages; why, in words for whoever brought it."""


def read_outline(blocks: Iterable[Block]) -> Outline:
    """
    Return the headings of a document as passages, with the words below each.

    A single heading of the first level, before everything else, is its title.

    :raises CannotBring: if it has no headings, or more than anybody would write.
    """
    given = [_fit(block) for block in blocks if block.words.strip()]
    headings = [block for block in given if block.level]
    if not headings:
        raise CannotBring(
            "We found no headings in it. Give the headings a heading style (in Word: Home, Styles,"
            " Heading 1), save it and choose it again."
        )
    title, given = _title(given)
    if not any(block.level for block in given):
        raise CannotBring("It has a title and no other heading, so there are no passages in it")
    found = tuple(_passages(given))
    if any(each.heading == OURS for each in found):
        return _own(title, found)
    if len(found) > MOST_PASSAGES:
        raise CannotBring(f"It has {len(found):,} headings, and we can take {MOST_PASSAGES:,}")
    first = next(place for place, block in enumerate(given) if block.level)
    return Outline(title, _text(given[:first]), found)


def _own(title: str, found: tuple[Brought, ...]) -> Outline:
    """Return a document that we published, without what we add to its passages."""
    begin = next((each.text for each in found if each.heading == INTRODUCTION), "")
    return Outline(title, begin, tuple(each for each in found if each.ref))


def _fit(block: Block) -> Block:
    return Block(0, block.words) if block.level and len(block.words) > MOST_HEADING else block


def _title(blocks: list[Block]) -> tuple[str, list[Block]]:
    top = min(block.level for block in blocks if block.level)
    is_alone = sum(block.level == top for block in blocks) == 1
    has_others = any(block.level > top for block in blocks)
    if blocks[0].level == top and is_alone and has_others:
        return blocks[0].words, blocks[1:]
    return "", blocks


def _passages(blocks: Sequence[Block]) -> Iterator[Brought]:
    """Yield a passage for each heading; a level that was skipped is not counted."""
    starts = [place for place, block in enumerate(blocks) if block.level]
    above: list[int] = []
    for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True):
        level = blocks[start].level
        above = [each for each in above if each < level]
        depth = min(len(above), MOST_LEVELS - 1)
        above.append(level)
        ref, heading = split_heading(blocks[start].words)
        text = _text(blocks[start + 1 : end])
        yield Brought(ref, heading, text, depth, kind_of(heading))


def split_heading(words: str) -> tuple[str, str]:
    """Return a heading's number and its words: "2.4 Travel" is "2.4" and "Travel"."""
    one_line = " ".join(words.split())
    found = _NUMBERED.fullmatch(one_line)
    if found and REF.fullmatch(found["ref"]):
        return found["ref"], found["rest"]
    return "", one_line


def kind_of(heading: str) -> PassageKind:
    """Return the kind that a heading says, e.g. of "Priority 2: Staff"; else plain text."""
    return next((kind for words, kind in _KINDS if words.match(heading)), PassageKind.TEXT)


def _text(blocks: Iterable[Block]) -> str:
    """Return paragraphs with an empty line between, the lines of a list or table without."""
    text = ""
    for block in blocks:
        is_line = block.words.startswith("- ") or " | " in block.words
        went_on = is_line and (text.rpartition("\n")[2].startswith("- ") or _in_table(text))
        text += ("\n" if went_on else "\n\n" if text else "") + block.words.strip()
    return text


def _in_table(text: str) -> bool:
    return " | " in text.rpartition("\n")[2]


class Fate(StrEnum):
    """What bringing a document in does to one passage."""

    ADD = "add"
    CHANGE = "change"
    SAME = "same"


@dataclass(frozen=True)
class Here:
    """A passage that the draft has."""

    key: str
    ref: str
    heading: str
    text: str


@dataclass(frozen=True)
class Step:
    """
    What becomes of one passage that was brought.

    Attributes:
        here: the passage that it changes, or is the same as; None: it is added.
        under: the place, in the list of steps, of what it stands under; None at the top.
    """

    brought: Brought
    here: Here | None
    under: int | None

    @property
    def fate(self) -> Fate:
        if self.here is None:
            return Fate.ADD
        was, now = self.here, self.brought
        same = _words(was.heading, was.text) == _words(now.heading, now.text)
        return Fate.SAME if same else Fate.CHANGE


def _words(heading: str, text: str) -> tuple[list[str], list[str]]:
    """Return the words alone: where lines break is seldom kept by a word processor."""
    return heading.split(), text.split()


def plan(outline: Outline, here: Iterable[Here]) -> list[Step]:
    """
    Return what bringing a document into a draft does, passage by passage. Nothing is taken out.

    What has the number of a passage that is here is that passage; what has none, or a new one,
    is a passage here with the same heading, if there is exactly one, and else is added. No
    passage here is changed twice.
    """
    mine = list(here)
    by_ref = {each.ref: each for each in mine}
    headings: dict[str, list[Here]] = {}
    for each in mine:
        headings.setdefault(each.heading.casefold(), []).append(each)
    taken: set[str] = set()
    steps: list[Step] = []
    above: list[int] = []
    for place, brought in enumerate(outline.passages):
        del above[brought.depth :]
        found = by_ref.get(brought.ref) or _only(headings.get(brought.heading.casefold(), []))
        if found is not None and found.key in taken:
            found = None
        if found is not None:
            taken.add(found.key)
        steps.append(Step(brought, found, above[-1] if above else None))
        above.append(place)
    return steps


def _only(found: Sequence[Here]) -> Here | None:
    return found[0] if len(found) == 1 else None
