"""
What people's coding teaches: themes suggested for texts that nobody has read yet.

A text may be in several themes or in none. For each theme of which people have given examples,
a logistic regression is learnt on meaning and words (`wording`). How sure to be is learnt as
well, by trying it on examples that were kept back from it. The same examples in the same order
teach the same on every run.

Measured on 5,096 comments that people coded with up to 46 labels (`benchmarks.learning`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from regard.foundation.analysis.chance import FloatArray, IntArray
from regard.foundation.analysis.wording import Wording, is_worded

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Marks = NDArray[np.bool_]
"""Which text is in which theme, shape (n_texts, n_themes)."""

FEWEST_TEXTS = 20
"""Texts that people must have read before anything is learnt from them."""

FEWEST_EXAMPLES = 3
"""Texts of a theme that it takes to learn what it is about."""

STRENGTH = 10.0
"""How closely the examples are followed (C); from 3 to 30 made a difference of 0.005 in F1."""

FOLDS = 5
SEED = 20_261_122
BARS = np.arange(0.1, 0.61, 0.02)
USUAL_BAR = 0.25
"""
The bar is half way from the best in the trial to this. With 300 examples at random the best was
mostly near it. With 300 that were asked for, which are the hardest, the best was 0.14, and too
low for the rest: F1 there was 0.705 with it, 0.716 half way.
"""

AT_A_TIME = 5_000
"""Texts read at a time, to bound memory."""


@dataclass(frozen=True)
class Trial:
    """
    How what was learnt did on examples kept back from it, shares from 0 to 1.

    Attributes:
        right: of the themes that it suggested, those in which people had put the text.
        found: of the themes in which people had put texts, those that it suggested.
    """

    right: float
    found: float


@dataclass(frozen=True, eq=False)
class Learnt:
    """
    What was learnt of some themes.

    Attributes:
        columns: which themes, of those for which marks were given; the columns of all below.
        bar: a theme is suggested for a text where its score is at least this.
    """

    columns: IntArray
    bar: float
    trial: Trial
    wording: Wording
    weights: FloatArray
    offsets: FloatArray
    calibration: tuple[FloatArray, FloatArray]

    def score(self, texts: Sequence[str]) -> FloatArray:
        """Return how much each text is as if in each theme, 0-1, shape (n_texts, n_columns)."""
        parts = [
            _score(self.wording.of(texts[start : start + AT_A_TIME]), self.weights, self.offsets)
            for start in range(0, len(texts), AT_A_TIME)
        ]
        return np.concatenate([np.empty((0, self.columns.size)), *parts])

    def chance_of(self, scores: FloatArray) -> FloatArray:
        """Return the share of suggestions with such scores that were right in the trial, 0-1."""
        shares: FloatArray = np.interp(scores, *self.calibration)
        return shares


def learn(texts: Sequence[str], marks: Marks) -> Learnt | None:
    """
    Return what texts that people have read teach, or None where they are too few.

    :param texts: shape (n_texts,), of which those without a word teach nothing.
    :param marks: the themes in which people put each; in none is a lesson too.
    """
    worded = np.array([is_worded(text) for text in texts], dtype=np.bool_)
    marks = np.asarray(marks, dtype=np.bool_)[worded]
    columns = np.flatnonzero(marks.sum(axis=0) >= FEWEST_EXAMPLES)
    if len(marks) < FEWEST_TEXTS or not columns.size:
        return None
    marks = marks[:, columns]
    known = [text for text, has_words in zip(texts, worded, strict=True) if has_words]
    wording = Wording(known)
    features = wording.of(known)
    tried = np.empty(marks.shape)
    for kept_back, others in folds(len(known)):
        tried[kept_back] = _score(features[kept_back], *_fit(features[others], marks[others]))
    bar = (_best_bar(tried, marks) + USUAL_BAR) / 2
    weights, offsets = _fit(features, marks)
    return Learnt(
        columns=columns,
        bar=bar,
        trial=_trial(tried >= bar, marks),
        wording=wording,
        weights=weights,
        offsets=offsets,
        calibration=_calibrated(tried, marks),
    )


def _fit(features: "csr_matrix", marks: Marks) -> tuple[FloatArray, FloatArray]:
    """Return the weights, shape (n_features, n_themes), and offset of each theme."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 (slow to load)

    weights, offsets = np.zeros((features.shape[1], marks.shape[1])), np.empty(marks.shape[1])
    for column, marked in enumerate(marks.T):
        share = (marked.sum() + 0.5) / (marked.size + 1)
        if marked.all() or not marked.any():
            offsets[column] = np.log(share / (1 - share))
            continue
        model = LogisticRegression(C=STRENGTH, solver="liblinear", random_state=SEED)
        model.fit(features, marked)
        weights[:, column], offsets[column] = model.coef_[0], model.intercept_[0]
    return weights, offsets


def _score(features: "csr_matrix", weights: FloatArray, offsets: FloatArray) -> FloatArray:
    from scipy.special import expit  # noqa: PLC0415 (slow to load)

    scores: FloatArray = np.round(expit(features @ weights + offsets), 6)
    return scores


def folds(n: int) -> Iterator[tuple[IntArray, IntArray]]:
    """Yield which of so many texts to keep back, and the others, each once."""
    fold = np.random.default_rng(SEED).permutation(n) % FOLDS
    for number in range(FOLDS):
        yield np.flatnonzero(fold == number), np.flatnonzero(fold != number)


def _best_bar(scores: FloatArray, marks: Marks) -> float:
    """Return the bar, of equals the middle, that balanced right and found best (micro-F1)."""
    wrong = [int(((scores >= bar) != marks).sum()) for bar in BARS]
    right = [int(((scores >= bar) & marks).sum()) for bar in BARS]
    f1 = np.round([2 * r / max(1, 2 * r + w) for r, w in zip(right, wrong, strict=True)], 6)
    return float(np.median(BARS[f1 == f1.max()]))


def _trial(suggested: Marks, marks: Marks) -> Trial:
    both = int((suggested & marks).sum())
    return Trial(both / max(1, int(suggested.sum())), both / max(1, int(marks.sum())))


def _calibrated(scores: FloatArray, marks: Marks) -> tuple[FloatArray, FloatArray]:
    """Return scores and the share of right ones at each, rising (isotonic regression)."""
    from sklearn.isotonic import IsotonicRegression  # noqa: PLC0415 (slow to load)

    found = IsotonicRegression(y_min=0, y_max=1).fit(scores.ravel(), marks.ravel())
    return found.X_thresholds_, found.y_thresholds_
