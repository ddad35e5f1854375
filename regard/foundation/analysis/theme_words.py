"""The words that tell one theme from another, and a title in people's own words."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from math import log1p

import numpy as np

from regard.foundation.analysis.chance import FloatArray, IntArray

MOST_TERMS = 5
SHORTEST_TITLE, LONGEST_TITLE = 4, 16
"""Words in a title: fewer say too little ("Staff great"), more are a paragraph."""

LONGEST_TITLE_CHARACTERS = 120
SPREAD = 0.5
"""How much likeness to one already chosen costs (Carbonell and Goldstein, 1998)."""

NEAREST = 100
"""Representatives are chosen among so many of the most central members."""

_WORD = re.compile(r"[^\W\d_][^\W_]*(?:['’-][^\W_]+)*")
_MARKER = re.compile(r"^\s*(?:[^\w\s\"'“‘(£]+|\(?\w{1,2}[.)])\s+")


def distinctive_terms(texts: Sequence[str], labels: IntArray, *, n_themes: int) -> list[list[str]]:
    """
    Return the words and pairs of words that each theme says much more than the others.

    Class-based TF-IDF (Grootendorst, BERTopic, 2022): share of the theme's words, times
    log(1 + mean words a theme / uses in all themes). A term must be in two texts of the
    theme, and share no word with a better one.

    :param texts: distinct arguments.
    :param labels: their themes, -1 for none, shape (n_texts,).
    :return: at most five terms a theme, the most telling first; perhaps none.
    """
    counts = [Counter[str]() for _ in range(n_themes)]
    stop_words = _stop_words()
    for text, label in zip(texts, labels.tolist(), strict=True):
        if label >= 0:
            counts[label].update(_terms(text, stop_words))
    overall = Counter[str]()
    for count in counts:
        overall.update(count)
    mean = sum(overall.values()) / max(1, n_themes)
    return [_best(count, overall, mean) for count in counts]


def title_of(texts: Sequence[str], order: Iterable[int]) -> tuple[str, int]:
    """
    Return a working title and the index of the text that it quotes.

    It is the first text of a readable length, or else the first of all, without its bullet and
    full stop, and cut at 120 characters.

    :param order: indices of a theme's texts, the most central first; at least one.
    """
    candidates = list(order)
    fitting = (i for i in candidates if _is_title(texts[i]))
    chosen = next(fitting, candidates[0])
    words = _MARKER.sub("", " ".join(texts[chosen].split())).rstrip(".")
    if len(words) > LONGEST_TITLE_CHARACTERS:
        words = words[:LONGEST_TITLE_CHARACTERS].rsplit(" ", 1)[0] + "…"
    return words[:1].upper() + words[1:], chosen


def pick_representatives(
    vectors: FloatArray, similarity: FloatArray, *, sources: Sequence[str], most: int
) -> list[int]:
    """
    Return texts of a theme that stand for it: central, unlike one another, from many sources.

    :param vectors: the theme's texts, the most central first, shape (n, d), of length 1.
    :param similarity: of each to the centre, shape (n,).
    :param sources: who said each; one who has been quoted gives way to one who has not.
    :return: indices, at most `most` of them.
    """
    near = vectors[:NEAREST]
    score, quoted, chosen = similarity[:NEAREST].copy(), set[str](), list[int]()
    while len(chosen) < min(most, len(near)):
        repeats = np.array([source in quoted for source in sources[:NEAREST]])
        rank = np.round(score, 6) - 10 * repeats
        rank[chosen] = -np.inf
        best = int(rank.argmax())
        chosen.append(best)
        quoted.add(sources[best])
        score = np.minimum(score, similarity[:NEAREST] - SPREAD * (near @ near[best]))
    return chosen


def _is_title(text: str) -> bool:
    is_short = len(text) <= LONGEST_TITLE_CHARACTERS
    return is_short and SHORTEST_TITLE <= len(text.split()) <= LONGEST_TITLE


@cache
def _stop_words() -> frozenset[str]:
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS  # noqa: PLC0415 (slow to load)

    return frozenset(ENGLISH_STOP_WORDS)


def _terms(text: str, stop_words: frozenset[str]) -> set[str]:
    words = _WORD.findall(text.casefold().replace("’", "'"))
    telling = [word if len(word) > 2 and word not in stop_words else "" for word in words]
    terms = {f"{one} {next_one}" for one, next_one in pairwise(telling) if one and next_one}
    terms.update(telling)
    terms.discard("")
    return terms


def _best(count: Counter[str], overall: Counter[str], mean: float) -> list[str]:
    total = sum(count.values())
    scores = {
        term: uses / total * log1p(mean / overall[term])
        for term, uses in count.items()
        if uses > 1
    }
    chosen: list[str] = []
    used: set[str] = set()
    for term in sorted(scores, key=lambda t: (-round(scores[t], 9), -len(t.split()), t)):
        if len(chosen) < MOST_TERMS and used.isdisjoint(term.split()):
            chosen.append(term)
            used.update(term.split())
    return chosen
