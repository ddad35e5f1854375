"""
How like two typings of the same answer are, and what that tells of all that was typed in.

Capitals, punctuation and spaces are no errors: whoever types decides them. The unit is the word;
a choice, a number or a day counts as one.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from rapidfuzz.distance import Levenshtein

from regard.domains.engagement.types import Channel, QuestionKind
from regard.domains.engagement.types.keying import Compared, Likeness, Piece, Rate, Settled
from regard.foundation.analysis.chance import finite_wilson

TYPED = (Channel.TELEPHONE, Channel.LETTER, Channel.MEETING)
"""How somebody spoke whose answer somebody else typed in."""

USUAL_SHARE = 0.1
"""Of what was typed in, to be typed twice: a custom of census offices; to be changed freely."""

FEWEST, MOST = 5, 500

_WORD = re.compile(r"\S+")
_MARKS = re.compile(r"[^\w£%]+")


def suggested_sample(typed: int) -> int:
    """Return how many to type twice: a tenth, and at least five where there are as many."""
    return min(typed, max(FEWEST, round(typed * USUAL_SHARE)))


def likeness(kind: QuestionKind, first: str, second: str) -> Likeness:
    """
    Return how like two typings of an answer are.

    :param first, second: as they are kept, in words; empty where there is no answer.
    """
    if kind is not QuestionKind.WORDS:
        same = first.casefold() == second.casefold()
        compared = int(bool(first or second))
        return Likeness(share=float(same), differing=int(not same), compared=compared)
    one, other = _bare_words(first), _bare_words(second)
    compared = max(len(one), len(other))
    differing = Levenshtein.distance(one, other)
    return Likeness(
        share=1 - differing / compared if compared else 1.0,
        differing=differing,
        compared=compared,
    )


def pieces(first: str, second: str) -> tuple[list[Piece], list[Piece]]:
    """Return both typings in pieces, each with whether the other says it too."""
    words, others = _WORD.findall(first), _WORD.findall(second)
    matcher = SequenceMatcher(None, [_bare(w) for w in words], [_bare(w) for w in others], False)
    one: list[Piece] = []
    other: list[Piece] = []
    for what, start, end, start_other, end_other in matcher.get_opcodes():
        differs = what != "equal"
        if end > start:
            one.append(Piece(" ".join(words[start:end]), differs))
        if end_other > start_other:
            other.append(Piece(" ".join(others[start_other:end_other]), differs))
    return one, other


def is_wrong(*, differs: bool, settled: Settled | None) -> bool:
    """Test whether a first typing counts as wrong: also while nobody has decided."""
    return differs and settled is not Settled.FIRST


def rate_of_contributions(*, wrong: int, done: int, typed: int) -> Rate:
    """
    Return the share of contributions with an error, out of all that were typed in.

    :param wrong: how many of those typed twice have one.
    :param done: how many were typed twice, drawn by lot from `typed`.
    """
    if not done:
        return Rate()
    low, high = finite_wilson(wrong, done, max(typed, done))
    return Rate(wrong / done, float(low), float(high))


def rate_of_words(compared: Sequence[Compared], *, typed: int) -> Rate:
    """
    Return the share of words that are wrong, out of all that were typed in.

    Words of one contribution are not independent: a tired typist errs often. So the interval is
    Wilson's for as many words as would tell as much if they were, by the variance of a ratio
    between contributions (Cochran, Sampling Techniques, 3rd ed., 1977, section 2.11; Kish's
    effective size). Where no word is wrong, each contribution counts as one word.

    :param compared: each contribution that was typed twice, drawn by lot from `typed`.
    """
    words = sum(each.words for each in compared)
    if not words:
        return Rate()
    count = len(compared)
    share = min(1.0, sum(each.words_wrong for each in compared) / words)
    size = float(count)
    if 0 < share < 1 and count > 1:
        residues = sum((each.words_wrong - share * each.words) ** 2 for each in compared)
        variance = count * residues / (count - 1) / words**2
        size = min(float(words), share * (1 - share) / variance) if variance else float(words)
    low, high = finite_wilson(share * size, size, size * max(typed, count) / count)
    return Rate(share, float(low), float(high))


def _bare_words(text: str) -> list[str]:
    return [bare for word in _WORD.findall(text) if (bare := _bare(word))]


def _bare(word: str) -> str:
    return _MARKS.sub("", word.casefold())
