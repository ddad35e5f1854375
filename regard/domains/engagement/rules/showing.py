"""What of somebody's words is shown, where some of them were taken out."""

import re
from collections.abc import Iterable, Sequence

from regard.domains.engagement.types.care import Cut


def merged(cuts: Iterable[Cut]) -> list[Cut]:
    """Return the cuts in order, those that overlap as one for the reason of the first."""
    found: list[Cut] = []
    for cut in sorted(cuts, key=lambda c: (c.start, c.end)):
        if found and cut.start < found[-1].end:
            last = found[-1]
            found[-1] = Cut(last.start, max(last.end, cut.end), last.because)
        else:
            found.append(cut)
    return found


def mark(cut: Cut) -> str:
    """Return what stands in the place of words that were taken out."""
    return f"[taken out: {cut.because}]"


def shown(text: str, *, start: int, redactions: Iterable[Cut]) -> str:
    """
    Return words of an answer as readers see them.

    :param text: the answer, or a part of it.
    :param start: where in the answer the text begins.
    :param redactions: what was taken out of the answer, in the answer's own numbers. Of one that
        is only partly within the text, the rest of the text is shown.
    """
    pieces, at, end = [], start, start + len(text)
    for cut in merged(redactions):
        if cut.end <= start or cut.start >= end:
            continue
        pieces += [text[at - start : max(at, cut.start) - start], mark(cut)]
        at = min(cut.end, end)
    return "".join([*pieces, text[at - start :]])


def within(cuts: Iterable[Cut], *, start: int, end: int) -> list[Cut]:
    """Return what was taken out of a part of an answer, in the part's own numbers."""
    return [
        Cut(max(cut.start, start) - start, min(cut.end, end) - start, cut.because)
        for cut in merged(cuts)
        if cut.start < end and cut.end > start
    ]


def shown_span(start: int, end: int, redactions: Iterable[Cut]) -> tuple[int, int]:
    """
    Return where a part of an answer is in the answer as readers see it.

    So `shown(answer)[first:last]` is `shown(part)`. A part within one cut is the whole of its
    mark, and so is a part that overlaps one.
    """
    cuts = merged(redactions)
    return _moved(start, cuts, is_end=False), _moved(end, cuts, is_end=True)


def remaining(text: str, redactions: Iterable[Cut]) -> list[str]:
    """Return the pieces of an answer that readers see, without what stands between them."""
    pieces, at = [], 0
    for cut in merged(redactions):
        pieces.append(text[at : cut.start])
        at = cut.end
    return [*pieces, text[at:]]


def spoken(text: str, *, start: int, redactions: Iterable[Cut]) -> str:
    """Return the words of `shown` without the marks, for a machine that compares words."""
    here = within(redactions, start=start, end=start + len(text))
    return " ".join(" ".join(remaining(text, here)).split()) if here else text


def find_words(text: str, words: str) -> list[tuple[int, int]]:
    """
    Return every place in an answer where some words stand, in order.

    However many spaces and lines are between them, and in capitals or not.
    """
    wanted = words.split()
    if not wanted:
        return []
    pattern = re.compile(r"\s+".join(re.escape(word) for word in wanted), re.IGNORECASE)
    return [found.span() for found in pattern.finditer(text)]


def _moved(place: int, cuts: Sequence[Cut], *, is_end: bool) -> int:
    shift = 0
    for cut in cuts:
        if (place <= cut.start) if is_end else (place < cut.start):
            break
        length = len(mark(cut))
        if place < cut.end or (is_end and place == cut.end):
            return cut.start + shift + (length if is_end else 0)
        shift += length - (cut.end - cut.start)
    return place + shift
