"""The nearest theme of each text, or none: what is rare is left to be read for itself."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from regard.foundation.analysis.chance import FloatArray, IntArray
from regard.foundation.analysis.clusters import (
    FEWEST_MEMBERS,
    LEAST_SIMILARITY,
    cosines_of,
    similarities,
)
from regard.foundation.analysis.threads import one_thread

NO_THEME = -1
UNSURE_WITHIN = 0.03
"""A text whose two nearest themes are this close could be in either: a person should look."""

LEAST_CLOSENESS = 0.25
USUAL_CLOSENESS = 0.8
"""
A text is not in a theme, near as it may be to its centre, if it is less like its two nearest
neighbours there than 0.25, and than 0.8 of what is usual in the theme. Measured with a sentence
about another subject put among 60 to 1,000 of a subject: with LEAST_SIMILARITY it left out 43%
to 65% of such strangers, and 12% to 27% of the rest; LEAST_SIMILARITY alone left out as few as
5% of the strangers. What is still wrong, people put right.
"""

NEIGHBOURS = 2
CELLS_AT_A_TIME = 4_000_000
"""Similarities worked out at a time: 32 MB."""


@dataclass(frozen=True, eq=False)
class Placement:
    """
    The nearest theme of each text. All arrays have shape (n_texts,).

    Attributes:
        theme: number of the theme, or -1 (`NO_THEME`) for a text that is like none.
        similarity: to the nearest theme, whether placed in it or not, 0-1.
        margin: similarity to the nearest theme less that to the next, 0-1.
        unsure: placed, but with the next theme almost as near: a person should look.
    """

    theme: IntArray
    similarity: FloatArray
    margin: FloatArray
    unsure: NDArray[np.bool_]

    def __getitem__(self, rows: IntArray) -> "Placement":
        return Placement(
            self.theme[rows], self.similarity[rows], self.margin[rows], self.unsure[rows]
        )


def place(
    vectors: FloatArray,
    centres: FloatArray,
    *,
    members: tuple[FloatArray, IntArray] | None = None,
) -> Placement:
    """
    Place each vector in the theme of the nearest centre, unless it is like none.

    :param vectors: of length 1, or 0 for a text without words, shape (n, d).
    :param centres: of length 1, shape (n_themes, d).
    :param members: vectors known to be in a theme, and its number for each. None means that
        the vectors are themselves the members of the themes nearest to them.
    """
    if not len(centres):
        nothing = np.zeros(len(vectors))
        return Placement(np.full(len(vectors), NO_THEME), nothing, nothing, nothing > 0)
    cosines = np.clip(similarities(vectors, centres), 0, 1)
    last = cosines.shape[1]
    both = np.column_stack([np.zeros(len(vectors)), cosines])
    ranked = np.partition(both, [last - 1, last], axis=1)
    best, margin = ranked[:, -1], ranked[:, -1] - ranked[:, -2]
    theme = np.where(best >= LEAST_SIMILARITY, cosines.argmax(axis=1), NO_THEME)
    known, known_theme = (vectors, theme) if members is None else members
    with one_thread():
        among = _closeness(known, known_theme, known, known_theme, skip=1)
        close = among if members is None else _closeness(vectors, theme, known, known_theme)
    theme = np.where(close >= _least(among, known_theme, len(centres))[theme], theme, NO_THEME)
    return Placement(theme, best, margin, (theme != NO_THEME) & (margin < UNSURE_WITHIN))


def settle(vectors: FloatArray, centres: FloatArray) -> Placement:
    """Place vectors in themes of at least three, numbered from 0, the largest first."""
    while len(centres):
        placed = place(vectors, centres)
        members = np.bincount(placed.theme[placed.theme >= 0], minlength=len(centres))
        if members.min() >= FEWEST_MEMBERS:
            numbers = np.argsort(np.argsort(-members, kind="stable"))
            return replace(placed, theme=np.append(numbers, NO_THEME)[placed.theme])
        centres = np.delete(centres, members.argmin(), axis=0)
    return place(vectors, centres)


def _least(among: FloatArray, theme: IntArray, n_themes: int) -> FloatArray:
    """Return how close a text must be to be in each theme, and for NO_THEME, the last, nothing."""
    least = np.full(n_themes + 1, -1.0)
    for number in np.unique(theme[theme >= 0]):
        usual = float(np.median(among[theme == number]))
        least[number] = min(LEAST_CLOSENESS, USUAL_CLOSENESS * usual)
    return least


def _closeness(
    vectors: FloatArray, theme: IntArray, known: FloatArray, known_theme: IntArray, skip: int = 0
) -> FloatArray:
    """
    Return the mean cosine of each vector with the two nearest known ones of its theme.

    Fewer do where there are no more. 0 where there is none.

    :param skip: nearest to pass over: 1 where each vector is itself among the known.
    """
    close = np.zeros(len(vectors))
    for number in np.unique(theme[theme >= 0]):
        company = known[known_theme == number]
        rows = np.flatnonzero(theme == number)
        for some in np.array_split(rows, 1 + rows.size * len(company) // CELLS_AT_A_TIME):
            nearest = _largest(cosines_of(vectors[some], company), skip + NEIGHBOURS)
            nearest = nearest[:, skip:]
            close[some] = nearest.sum(axis=1) / max(1, nearest.shape[1])
    return np.round(close, 6)


def _largest(rows: FloatArray, number: int) -> FloatArray:
    """Return so many of the largest of each row, or all there are, the largest first."""
    width = rows.shape[1]
    if width > number:
        rows = np.partition(rows, width - number, axis=1)[:, width - number :]
    return np.sort(rows, axis=1)[:, ::-1]
