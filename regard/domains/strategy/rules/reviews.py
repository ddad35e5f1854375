"""
Comments on the passages of a draft: where they stand in an answer, and who wrote last.

All that somebody says on a draft is one answer: under the number and heading of each passage what
they say on it, in the order in which the draft is read. So it reads well wherever an answer is
read, and each comment is a stretch of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from regard.domains.engagement.types import Stage
from regard.domains.strategy.types.reviews import ReviewedLine, Since

PAGE = 25
"""Passages on a page behind a link: some ten screens of a phone, and one part of most drafts."""

LONGEST_COMMENT = 20_000
"""Characters on one passage: as many as any answer may have."""

LONGEST_ANSWER = 400_000
"""Characters on all passages together: more than most drafts have themselves."""

PRINT_LENGTH = 16
"""Characters of a print of what stood in a box: enough that two texts never have the same."""


@dataclass(frozen=True)
class Stretch:
    """What is said on a passage: from its first character in the answer to one after its last."""

    reviewed_id: int
    start: int
    end: int


@dataclass(frozen=True)
class WrittenDown:
    """
    All comments as one answer.

    Attributes:
        places: where each passage's number and heading stand, as engagement keeps places.
    """

    text: str
    places: tuple[tuple[int, str], ...]
    stretches: tuple[Stretch, ...]


def write_down(
    *, lines: Iterable[ReviewedLine], comments: Mapping[int, str], before: str = ""
) -> WrittenDown:
    """
    Return comments as one answer, in the order in which the draft is read.

    :param comments: by the number of the reviewed passage, as `tidied`; empty ones are left out.
    :param before: what is said on all of it, which stands first, under no heading.
    """
    parts = [before] if before else []
    places: list[tuple[int, str]] = []
    stretches: list[Stretch] = []
    at = len(before) + 2 if before else 0
    for line in lines:
        comment = comments.get(line.reviewed_id, "")
        if not comment:
            continue
        places.append((at, line.name))
        start = at + len(line.name) + 2
        stretches.append(Stretch(line.reviewed_id, start, start + len(comment)))
        parts.append(f"{line.name}\n\n{comment}")
        at = start + len(comment) + 2
    return WrittenDown("\n\n".join(parts), tuple(places), tuple(stretches))


def stretches_of(
    *, lines: Iterable[ReviewedLine], text: str, places: Iterable[Sequence[Any]]
) -> tuple[Stretch, ...]:
    """
    Return the stretches of an answer as `write_down` wrote it, by the places of its headings.

    :param places: each the first character and the name, as they are kept.
    """
    known = {line.name: line.reviewed_id for line in lines}
    begins = [(int(at), str(name)) for at, name in places]
    ends = [at - 2 for at, _ in begins[1:]] + [len(text)]
    return tuple(
        Stretch(known[name], at + len(name) + 2, end)
        for (at, name), end in zip(begins, ends, strict=True)
        if name in known and end > at + len(name) + 2
    )


def tidied(text: str) -> str:
    """Return a comment as it is kept: as engagement keeps every answer."""
    return text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").strip()


def reason_against_comments(comments: Mapping[int, str]) -> str | None:
    """Return why comments are too much for one answer; None if they are not."""
    total = sum(map(len, comments.values()))
    if total <= LONGEST_ANSWER:
        return None
    return (
        f"Your comments have {total:,} characters together, and one answer can have "
        f"{LONGEST_ANSWER:,}. Send what you have. You can then say more by the same link."
    )


def print_of(text: str) -> str:
    """Return the print of what stands in a box, by which it is known whether it was changed."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:PRINT_LENGTH]


def box_name(reviewed_id: int) -> str:
    """Return under which name a page sends what stands in the box of a passage."""
    return f"c{reviewed_id}"


def print_name(reviewed_id: int) -> str:
    """Return under which name it sends the print of what stood there when it was shown."""
    return f"w{reviewed_id}"


class Verdict(Enum):
    """What to do with what a page sends for one passage."""

    LEAVE = auto()
    WRITE = auto()
    ASK = auto()
    """Somebody else wrote there since: whoever sends it has to say which words stand."""


def judge(
    *, text: str, shown: str, stored: str, last: tuple[int, int] | None, mark: tuple[int, int]
) -> Verdict:
    """
    Return what to do with one box of a page, so that no words are lost.

    A box that nobody touched is left, whatever stands there by now. One that was changed is
    written where nobody else wrote since the page was shown.

    :param text: tidied; what the page sends.
    :param shown: the print of what stood in the box when the page was shown.
    :param stored: what stands there now.
    :param last: page and change of who saved it last; None: nobody.
    :param mark: page and change of who sends it.
    """
    if text == stored or print_of(text) == shown:
        is_taken_back = last is not None and last[0] == mark[0] and last[1] <= mark[1]
        return Verdict.WRITE if text != stored and is_taken_back else Verdict.LEAVE
    if print_of(stored) == shown:
        return Verdict.WRITE
    if last is not None and last[0] == mark[0]:
        return Verdict.WRITE if last[1] <= mark[1] else Verdict.LEAVE
    return Verdict.ASK


@dataclass(frozen=True)
class Sheet:
    """
    The passages of one page: those from `first` to one before `end`, in the order read.

    Attributes:
        words: what it holds, by number and heading.
    """

    first: int
    end: int
    words: str


def sheets_of(lines: Sequence[ReviewedLine], *, most: int = PAGE) -> tuple[Sheet, ...]:
    """
    Return the pages on which a draft is commented.

    A page begins with a part of the draft, and holds as many whole parts as fit; a part too long
    for one page is on several.
    """
    starts = [place for place, line in enumerate(lines) if not line.depth] or [0]
    if lines and starts[0] != 0:
        starts.insert(0, 0)
    sheets: list[tuple[int, int]] = []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        if sheets and end - sheets[-1][0] <= most:
            sheets[-1] = (sheets[-1][0], end)
            continue
        sheets += [(at, min(at + most, end)) for at in range(start, end, most)]
    return tuple(Sheet(first, end, _words(lines, first, end)) for first, end in sheets)


def _words(lines: Sequence[ReviewedLine], first: int, end: int) -> str:
    last = max((n for n in range(first, end) if not lines[n].depth), default=first)
    if last == first:
        return lines[first].name
    return f"{lines[first].name} to {lines[last].name}"


def since(*, was: str, now: str | None, is_changed: bool, is_apart: bool, why: str = "") -> Since:
    """
    Return what became of a passage since it was put before people.

    :param was: its number then; `now`: now, None if it was taken out.
    :param is_apart: whether it stands elsewhere among the passages that there were then.
    """
    if now is None:
        return Since("", why=why)
    return Since(now, is_changed=is_changed, is_moved=is_apart or was != now)


def keys_apart(was: Sequence[str], now: Sequence[str]) -> frozenset[str]:
    """
    Return the passages that stand elsewhere, by key: as few as explain the new order.

    Those that stayed are the longest run that is in both orders; in n log n steps.

    :param was: keys in the order read then; `now`: now. Keys in only one of them do not count.
    """
    place = {key: number for number, key in enumerate(was)}
    kept = [key for key in now if key in place]
    stayed = _longest_rise([place[key] for key in kept])
    return frozenset(key for number, key in enumerate(kept) if number not in stayed)


def _longest_rise(numbers: Sequence[int]) -> frozenset[int]:
    """Return the places of a longest rising run of distinct numbers."""
    tails: list[int] = []
    before: list[int] = []
    for at, number in enumerate(numbers):
        low, high = 0, len(tails)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if numbers[tails[middle]] < number else (low, middle)
        before.append(tails[low - 1] if low else -1)
        tails[low : low + 1] = [at]
    run: set[int] = set()
    at = tails[-1] if tails else -1
    while at >= 0:
        run.add(at)
        at = before[at]
    return frozenset(run)


def reason_not_to_begin(*, stages: Iterable[Stage], passages: int) -> str | None:
    """
    Return why a draft cannot be put before people now; None if it can.

    One review at a time: two would show the same people two states of one draft.

    :param stages: of the reviews of this draft so far.
    """
    if not passages:
        return "There are no passages yet to put before anybody"
    if any(stage in {Stage.DRAFT, Stage.OPEN} for stage in stages):
        return "A review of this draft is under way. Close it first, or call it off."
    return None


def reason_not_to_call_off(stage: Stage) -> str | None:
    """Return why a review cannot be called off; None while it is made ready or open."""
    if stage in {Stage.DRAFT, Stage.OPEN}:
        return None
    return "It is over. What people said of the draft stays, and is answered."


def reason_not_to_change(stage: Stage) -> str | None:
    """Return why a review stays as it is; None while nobody was asked."""
    if stage is Stage.DRAFT:
        return None
    return "It has been opened. What people were asked to read does not change under them."
