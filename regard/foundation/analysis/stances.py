"""
Where texts stand on themes, learnt from where people said that others stand.

Words of praise and of blame speak the same way in every theme; others turn with it: "more of it"
is for one theme and against another. So every word weighs in twice, once for all themes and once
for its own (Daumé III, Frustratingly easy domain adaptation, ACL 2007). A stance is suggested
only where such suggestions were right more often than not on examples that were kept back.

Measured on 10,334 comments of which people said how far they praise or blame
(`benchmarks.stances`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from regard.foundation.analysis.chance import FloatArray, IntArray
from regard.foundation.analysis.learning import AT_A_TIME, SEED, Trial, folds
from regard.foundation.analysis.wording import Wording, is_worded

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

FOR, AGAINST, NEITHER = 0, 1, 2
"""Stances, and the columns of scores."""

FEWEST_STANDS = 20
"""Stances that people must have given, over all themes, before anything is learnt from them."""

FEWEST_OF_EACH = 3
"""Of two stances or more, so that there is something to tell apart; and of each theme."""

SURE_FROM = 0.5
"""A stance that was right less often than not is not suggested: a person looks at it anyway."""

STRENGTH = 10.0
"""How closely the examples are followed (C), as for themes."""

OWN = 0.5
"""
What a word weighs for its own theme, where it weighs 1 for all. Of 0, 0.5, 0.7 and 1 the balance
of right and found after 300 examples was 0.765, 0.750, 0.748 and 0.755: it hardly matters in
comments that praise and blame. It stays for themes on which the same words turn.
"""


@dataclass(frozen=True, eq=False)
class Stands:
    """
    Where texts stand on themes: shape (n,), each one text on one theme.

    Attributes:
        texts: of each the index of the text.
        themes: of each the number of the theme, any whole number.
        stances: `FOR`, `AGAINST` or `NEITHER`.
    """

    texts: IntArray
    themes: IntArray
    stances: IntArray

    def __getitem__(self, rows: IntArray) -> "Stands":
        return Stands(self.texts[rows], self.themes[rows], self.stances[rows])


@dataclass(frozen=True, eq=False)
class Leaning:
    """
    What was learnt of stances.

    Attributes:
        themes: on which a stance can be suggested, rising.
        stands: from how many stances of people it was learnt.
        trial: of the stances for or against that it suggested, those that people gave too; and
            of those that people gave, the ones that it suggested.
    """

    themes: IntArray
    stands: int
    trial: Trial
    wording: Wording
    weights: FloatArray
    offsets: FloatArray
    calibration: tuple[FloatArray, FloatArray]

    def suggest(self, texts: Sequence[str], themes: IntArray) -> tuple[IntArray, FloatArray]:
        """
        Return the stance of each text on a theme, and the share of such that were right.

        `NEITHER` and NaN where none is suggested: it is unclear, or the theme was not learnt.

        :param themes: of each text its theme, shape (n_texts,).
        """
        parts = [slice(start, start + AT_A_TIME) for start in range(0, len(texts), AT_A_TIME)]
        scores = np.concatenate(
            [np.empty((0, 3)), *(self._score(texts[part], themes[part]) for part in parts)]
        )
        chances: FloatArray = np.interp(scores.max(axis=1, initial=0), *self.calibration)
        stances, chances = _told(scores, chances)
        is_known = np.isin(themes, self.themes)
        return np.where(is_known, stances, NEITHER), np.where(is_known, chances, np.nan)

    def _score(self, texts: Sequence[str], themes: IntArray) -> FloatArray:
        features = _crossed(self.wording.of(texts), themes, self.themes)
        return _shares(features, self.weights, self.offsets)


def learn_stances(texts: Sequence[str], stands: Stands) -> Leaning | None:
    """
    Return what stances of people teach, or None where they are too few or all alike.

    The same examples in the same order teach the same on every run.

    :param stands: where people said that these texts stand; texts without a word teach nothing.
    """
    worded = np.array([is_worded(text) for text in texts], dtype=np.bool_)
    stands = stands[np.flatnonzero(worded[stands.texts])] if len(texts) else stands
    stands = stands[np.flatnonzero(np.isin(stands.themes, _themes_of(stands)))]
    counts = np.bincount(stands.stances, minlength=3)
    if len(stands.texts) < FEWEST_STANDS or (counts >= FEWEST_OF_EACH).sum() < 2:
        return None
    themes = np.unique(stands.themes)
    used, places = np.unique(stands.texts, return_inverse=True)
    known = [texts[n] for n in used.tolist()]
    wording = Wording(known)
    features = _crossed(wording.of(known)[places], stands.themes, themes)
    tried = np.empty((len(places), 3))
    for kept_back, others in folds(len(used)):
        rows, rest = np.isin(places, kept_back), np.flatnonzero(np.isin(places, others))
        tried[rows] = _shares(features[rows], *_fit(features[rest], stands.stances[rest]))
    calibration = _calibrated(tried, stands.stances)
    chances: FloatArray = np.interp(tried.max(axis=1), *calibration)
    weights, offsets = _fit(features, stands.stances)
    return Leaning(
        themes=themes,
        stands=len(places),
        trial=_trial(_told(tried, chances)[0], stands.stances),
        wording=wording,
        weights=weights,
        offsets=offsets,
        calibration=calibration,
    )


def _themes_of(stands: Stands) -> IntArray:
    """Return the themes of which people said often enough that points are for or against."""
    clear = stands.themes[stands.stances != NEITHER]
    themes, counts = np.unique(clear, return_counts=True)
    enough: IntArray = themes[counts >= FEWEST_OF_EACH]
    return enough


def _crossed(features: "csr_matrix", of: IntArray, themes: IntArray) -> "csr_matrix":
    """
    Return features once for all themes, once for their own, and the theme itself.

    :param of: of each row its theme; one that is none of `themes` has the first part only.
    :return: shape (n, m + n_themes x m + n_themes).
    """
    from scipy.sparse import coo_matrix, csr_matrix, hstack  # noqa: PLC0415 (slow to load)

    own, (n_texts, n_features) = coo_matrix(features), features.shape
    block = np.minimum(np.searchsorted(themes, of), len(themes) - 1)
    is_known = themes[block] == of
    here = is_known[own.row]
    columns = block[own.row[here]] * n_features + own.col[here]
    weighed = (OWN * own.data[here], (own.row[here], columns))
    rows = np.flatnonzero(is_known)
    is_theme = (np.ones(rows.size), (rows, block[rows]))
    return csr_matrix(
        hstack(
            [
                features,
                coo_matrix(weighed, (n_texts, len(themes) * n_features)),
                coo_matrix(is_theme, (n_texts, len(themes))),
            ]
        )
    )


def _fit(features: "csr_matrix", stances: IntArray) -> tuple[FloatArray, FloatArray]:
    """Return the weights, shape (n_features, 3), and offset of each stance."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 (slow to load)

    weights, offsets = np.zeros((features.shape[1], 3)), np.empty(3)
    for stance in (FOR, AGAINST, NEITHER):
        marked = stances == stance
        share = (marked.sum() + 0.5) / (marked.size + 1)
        if marked.all() or not marked.any():
            offsets[stance] = np.log(share / (1 - share))
            continue
        model = LogisticRegression(C=STRENGTH, solver="liblinear", random_state=SEED)
        model.fit(features, marked)
        weights[:, stance], offsets[stance] = model.coef_[0], model.intercept_[0]
    return weights, offsets


def _shares(features: "csr_matrix", weights: FloatArray, offsets: FloatArray) -> FloatArray:
    """Return how much each is as if of each stance, rows adding up to 1, shape (n, 3)."""
    from scipy.special import expit  # noqa: PLC0415 (slow to load)

    scores = expit(features @ weights + offsets)
    shares: FloatArray = np.round(scores / scores.sum(axis=1, keepdims=True), 6)
    return shares


def _told(scores: FloatArray, chances: FloatArray) -> tuple[IntArray, FloatArray]:
    """Return what is suggested, and its chance; `NEITHER` and NaN where nothing is."""
    best = scores.argmax(axis=1)
    is_told = (best != NEITHER) & (chances >= SURE_FROM)
    return np.where(is_told, best, NEITHER), np.where(is_told, chances, np.nan)


def _trial(told: IntArray, stances: IntArray) -> Trial:
    is_told, is_clear = told != NEITHER, stances != NEITHER
    both = int((is_told & (told == stances)).sum())
    return Trial(both / max(1, int(is_told.sum())), both / max(1, int(is_clear.sum())))


def _calibrated(scores: FloatArray, stances: IntArray) -> tuple[FloatArray, FloatArray]:
    """Return best scores and the share of right ones at each, rising, of those not `NEITHER`."""
    from sklearn.isotonic import IsotonicRegression  # noqa: PLC0415 (slow to load)

    best = scores.argmax(axis=1)
    clear = np.flatnonzero(best != NEITHER)
    if not clear.size:
        return np.array([0.0, 1.0]), np.array([0.0, 0.0])
    is_right = best[clear] == stances[clear]
    found = IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip")
    found.fit(scores.max(axis=1)[clear], is_right)
    return found.X_thresholds_, found.y_thresholds_
