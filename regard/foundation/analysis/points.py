"""
A free-text answer split into points, each about one idea, at its own place in the text.

By rules alone, so that the same words always make the same points and anyone can see why. The
rules lean towards too few points: a reader can split one in two, but half a thought misleads.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

FEWEST_WORDS = 5
"""A shorter sentence is seldom an idea by itself: "Not good at all." belongs to its neighbour."""

MOST_WORDS = 60
"""In a point this long, "It..." or "And..." starts a new one; or a whole page might be one."""

LEANS_BACK = frozenset(
    """
    also and because but consequently especially furthermore hence her his however instead it
    its likewise meanwhile moreover nor or otherwise particularly plus same she he similarly so
    such that their them then therefore these they this those though thus too whereas which who
    yet
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
"""First words that make a sentence lean on the one before it."""

NEVER_ENDS = frozenset(
    """
    approx cf dept dr e.g eg esp est fig gov hon i.e ie incl jr mr mrs ms mx nos para paras pp
    prof ref rev sgt sr tel viz vs
    """.split()  # noqa: SIM905
)
"""With these before it, a full stop does not end a sentence."""

SELDOM_ENDS = frozenset("a.m am p.m pm etc inc ltd co plc no p u.k u.s n.b al st".split())  # noqa: SIM905
"""With these before it, a full stop ends a sentence only if a capital letter follows."""

_BULLET = re.compile(
    r"\s*+(?:[•·‣▪◦○●■]|[-–—*>+](?=\s)|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)](?=\s))", re.IGNORECASE
)
_STOP = re.compile(
    r"(?<![.!?…])[.!?…]++[\"'”’)\]»]*+(?=\s)"
    r"|(?<=[a-z]{2}[.!?])(?=[A-Z][a-z]|I\s)"  # "no pay.Staff leave", with the space forgotten
)
_LAST_WORD = re.compile(r"[\w.&]+\Z")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"\w[\w'’.&/-]*+")
_SPACE = re.compile(r"\s*+")
_ENDED = re.compile(r"[.!?…][\"'”’)\]»]*+\Z")


class Span(NamedTuple):
    """Where a point stands in its text: text[start:end], in characters."""

    start: int
    end: int


class _Piece(NamedTuple):
    """A sentence, or several joined. `is_item`: in a list; `is_apart`: a blank line before it."""

    start: int
    end: int
    words: int
    is_item: bool
    is_apart: bool
    leans: bool
    is_ended: bool

    @property
    def is_short(self) -> bool:
        return self.words < FEWEST_WORDS and not self.is_item


def split_into_points(text: str) -> tuple[Span, ...]:
    """
    Return the points of a text, in order.

    Sentences, lines and items of a list begin a new point, except that a sentence which leans
    on the one before it (`LEANS_BACK`), or is shorter than five words, stays with its
    neighbour. An item of a list stands alone however short: its writer set it apart. A line
    that begins with a small letter goes on with the line before. Takes time in proportion to
    the length of the text.

    Call `says_nothing` first: this splits whatever it is given.

    :return: spans that do not overlap, neither begin nor end with a space, and together hold
        every character that is not a space. Empty if the text is only space.
    """
    points: list[_Piece] = []
    for piece in _sentences(text):
        if points and _belongs(piece, to=points[-1], is_first=len(points) == 1):
            points[-1] = _joined(points[-1], piece)
        else:
            points.append(piece)
    if len(points) > 1 and points[-1].is_short:
        last = points.pop()
        points[-1] = _joined(points[-1], last)
    return tuple(Span(point.start, point.end) for point in points)


def _joined(first: _Piece, second: _Piece) -> _Piece:
    return _Piece(
        first.start,
        second.end,
        first.words + second.words,
        first.is_item or second.is_item,
        first.is_apart,
        first.leans,
        second.is_ended,
    )


def _belongs(piece: _Piece, *, to: _Piece, is_first: bool) -> bool:
    if to.is_short and (is_first or not to.is_ended):
        return True
    if piece.is_item:
        return False
    if piece.is_short and piece.is_ended:
        return True
    return piece.leans and not piece.is_apart and to.words < MOST_WORDS


def _sentences(text: str) -> Iterator[_Piece]:
    for block, is_apart in _blocks(text):
        marker = _BULLET.match(text, block.start, block.end)
        starts = _starts(text, block, after=marker.end() if marker else block.start)
        for number, (start, end) in enumerate(starts):
            sentence = text[start:end]
            first = _FIRST_WORD.search(sentence)
            yield _Piece(
                start=start + len(sentence) - len(sentence.lstrip()),
                end=end - len(sentence) + len(sentence.rstrip()),
                words=len(_WORD.findall(sentence)),
                is_item=marker is not None and number == 0,
                is_apart=is_apart and number == 0,
                leans=first is not None and first[0].casefold() in LEANS_BACK,
                is_ended=_ENDED.search(sentence.rstrip()[-4:]) is not None,
            )


def _blocks(text: str) -> Iterator[tuple[Span, bool]]:
    """Yield runs of lines that read on, and whether a blank line stands before each."""
    start = end = position = 0
    is_apart = was_blank = False
    for line in text.splitlines(keepends=True):
        content = line.strip()
        reads_on = content[:1].islower() and not was_blank and not _BULLET.match(line)
        if content and not reads_on:
            if end > start:
                yield Span(start, end), is_apart
            start, is_apart = position, was_blank
        position += len(line)
        end = position if content else end
        was_blank = not content
    if end > start:
        yield Span(start, end), is_apart


def _starts(text: str, block: Span, *, after: int) -> Iterator[Span]:
    """Yield the sentences of a block, without a break inside its bullet."""
    start = block.start
    for stop in _STOP.finditer(text, after, block.end):
        following = _SPACE.match(text, stop.end(), block.end)
        begins = following.end() if following else stop.end()
        if begins < block.end and _is_end(text, stop, text[begins]):
            yield Span(start, begins)
            start = begins
    yield Span(start, block.end)


def _is_end(text: str, stop: re.Match[str], follows: str) -> bool:
    """Return whether a stop ends its sentence, given the first character after the space."""
    mark = stop[0].rstrip("\"'”’)]»")
    if mark != ".":
        return not (mark.startswith(("..", "…")) and follows.islower())
    before = _LAST_WORD.search(text[max(0, stop.start() - 12) : stop.start()])
    word = before[0] if before else ""
    if word.casefold() in NEVER_ENDS or (len(word) == 1 and word.isupper() and word != "I"):
        return False
    return word.casefold() not in SELDOM_ENDS or follows.isupper()
