"""
How like everyone those who answered are: three figures that others publish, for comparison.

None of them says who is missing, and none knows chance. They are shown beside the shares of
each group, never instead of them.
"""

import numpy as np
from numpy.typing import ArrayLike

from regard.foundation.analysis.chance import FloatArray


def r_score(heard: ArrayLike, population: ArrayLike) -> float:
    """
    Return the lowest share heard of any group, out of the highest: the R-score of Go Vocal.

    1 means that every group is heard alike; 0 that of some group nobody is. Two groups decide
    it, however small they are, so with few people a low score can be luck.

    Shares are out of the group, as Go Vocal's participation rates are.

    :param heard: how many of each group were heard, shape (n_groups,).
    :param population: how many there are, the same shape. Empty groups are passed over.
    :return: 0 to 1; NaN where fewer than two groups have anybody, or nobody was heard.
    """
    k, n = _known(heard, population)
    shares = k / n
    if shares.size < 2 or shares.max() == 0:
        return float("nan")
    return float(shares.min() / shares.max())


def proportional_similarity(heard: ArrayLike, population: ArrayLike) -> float:
    """
    Return how far the mix of those heard overlaps the mix of everyone: 1 - half of sum |p - q|.

    p and q are the groups' shares of those heard and of everyone. 0.9 means: one in ten of
    those heard would have to be of another group for the two mixes to be the same. Small groups
    hardly move it, even when nobody of them is heard.

    Source: Feinsinger, Spears and Poole (1981), Ecology 62, 27-32 (Czekanowski's index).

    :return: 0 to 1; NaN where nobody was heard or there is nobody.
    """
    k, n = _known(heard, population)
    if not k.sum():
        return float("nan")
    return float(1 - np.abs(k / k.sum() - n / n.sum()).sum() / 2)


def r_indicator(heard: ArrayLike, population: ArrayLike) -> float:
    """
    Return 1 - 2 S, where S is the standard deviation of the share heard over everyone.

    1 means that all are heard alike. It grows when fewer answer, as shares then lie closer
    together near nought: compare it only between exercises with about the same share heard.

    Source: Schouten, Cobben and Bethlehem (2009), Survey Methodology 35, 101-113.

    :return: 0 to 1; NaN where there is nobody.
    """
    k, n = _known(heard, population)
    everyone = n.sum()
    if not everyone:
        return float("nan")
    spread = (n * (k / n - k.sum() / everyone) ** 2).sum() / max(everyone - 1, 1)
    return float(max(0.0, 1 - 2 * np.sqrt(spread)))


def _known(heard: ArrayLike, population: ArrayLike) -> tuple[FloatArray, FloatArray]:
    k, n = np.asarray(heard, dtype=np.float64), np.asarray(population, dtype=np.float64)
    if not np.all((k >= 0) & (k <= n)):
        raise ValueError("Counts must be from 0 to their population")
    return k[n > 0], n[n > 0]
