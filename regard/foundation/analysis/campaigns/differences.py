"""What a member of a campaign added to its template, and what it left out."""

from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from regard.foundation.analysis.campaigns.words import Template, Word, find_words


class Span(NamedTuple):
    """A stretch of a text: text[start:end], in characters as it was written."""

    start: int
    end: int


@dataclass(frozen=True)
class LeftOut:
    """
    Words of the template that a text does not have.

    Attributes:
        template: where they stand in the template's text.
        at: where in the member's text they would stand, as a position between characters.
    """

    template: Span
    at: int


@dataclass(frozen=True)
class Difference:
    """
    How a text differs from its template, in the order of the text.

    Attributes:
        added: stretches of words of the sender's own, in the text as written. Signs between
            two words are in; those at the ends are not.
        left_out: stretches of the template that are not in the text.
        n_added, n_left_out: how many words that is.
    """

    added: tuple[Span, ...]
    left_out: tuple[LeftOut, ...]
    n_added: int
    n_left_out: int


def compare(template: Template, text: str) -> Difference:
    """
    Return what a text adds to a template and leaves out of it.

    The words in both are a longest run of words that stand in the same order in both, gaps
    allowed; all else is added or left out. A changed word is one left out and one added.
    """
    words = find_words(text)
    blocks = LCSseq.editops(
        [word.word for word in template.words], [word.word for word in words]
    ).as_matching_blocks()
    ends = [(0, 0), *((block.a + block.size, block.b + block.size) for block in blocks)]
    starts = [(block.a, block.b) for block in blocks]
    gaps = [(*end, *start) for end, start in zip(ends, starts, strict=False)]
    added = [_span(words, b, to_b) for _, b, _, to_b in gaps if to_b > b]
    left_out = [
        LeftOut(_span(template.words, a, to_a), words[to_b - 1].end if to_b else 0)
        for a, _, to_a, to_b in gaps
        if to_a > a
    ]
    return Difference(
        tuple(added),
        tuple(left_out),
        sum(to_b - b for _, b, _, to_b in gaps),
        sum(to_a - a for a, _, to_a, _ in gaps),
    )


def _span(words: tuple[Word, ...], first: int, last: int) -> Span:
    return Span(words[first].start, words[last - 1].end)
