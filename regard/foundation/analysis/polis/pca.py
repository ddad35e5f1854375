"""
A map of people by how they vote: principal components of a matrix that is mostly missing.

A missing vote is taken to be the mean of those cast on its statement. Less that mean it is
exactly 0, so only votes that were cast need to be stored, and the components come out of as
many numbers as there are votes.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from regard.foundation.analysis.chance import FloatArray
from regard.foundation.analysis.polis.matrix import AGREE, Votes
from regard.foundation.analysis.threads import one_thread

AXES = 2
FEW_PEOPLE, FEW_STATEMENTS = 24, 120
"""With no more of either, the matrix is solved whole: that is quicker than Lanczos's method."""

NOTHING = 1e-12
"""A component that carries less than this share of the first's variance is rounding."""

SEED = 20_261_122


@dataclass(frozen=True)
class Map:
    """
    People and statements in the plane in which people differ most.

    Distances have no unit. The same votes give the same map: each axis points to where its
    largest weight is positive. An axis along which nobody differs is 0 throughout, so that
    people who differ in one way only lie on a line.

    Attributes:
        centre: mean vote on each statement, -1 to 1, shape (n_statements,); 0 where nobody
            voted, and for statements that have no say.
        axes: weight of each statement, shape (2, n_statements), each of length 1, or 0.
        people: shape (n_people, 2).
        statements: where somebody who only agreed with it would lie, shape (n_statements, 2).
        extremity: how far each statement is from the middle, shape (n_statements,).
    """

    centre: FloatArray
    axes: FloatArray
    people: FloatArray
    statements: FloatArray
    extremity: FloatArray


def draw_map(votes: Votes, *, accuracy: float = 0) -> Map:
    """
    Return the map of all who voted.

    With Z the votes less their statement's mean, w the axes, C the number of statements and
    n_p how many of them person p has a value for (a statement that has no say counts as a value
    for everybody, as on Polis's server), person p lies at sqrt(C / n_p) * Z_p w, and statement c
    at sqrt(C) * (1 - mean_c) * w_c. Without the factor, people who have voted little would lie
    in the middle for that reason alone.

    :param accuracy: of the axes, as a share; 0 is all that the machine can do.
    """
    centred, centre = _centred(votes)
    axes = principal_axes(centred, accuracy=accuracy)
    return _placed(votes, centred, centre, axes)


def place(votes: Votes, *, axes: FloatArray) -> Map:
    """Return the map of all who voted on axes that are known, shape (2, n_statements)."""
    centred, centre = _centred(votes)
    return _placed(votes, centred, centre, axes)


def principal_axes(centred: sparse.csr_array, *, accuracy: float = 0) -> FloatArray:
    """
    Return the two directions of most variance, shape (2, n_columns), each of length 1 or 0.

    Lanczos's method on Z'Z from a start that is always the same, or, for a small matrix, all
    at once. The largest weight of each is positive; of equals, the first.

    :param centred: shape (n_rows, n_columns), the mean of each column already taken away.
    """
    axes = np.zeros((AXES, centred.shape[1]))
    if not centred.data.any():
        return axes
    if centred.shape[0] <= FEW_PEOPLE:
        values, vectors = _of_few_people(centred)
    elif centred.shape[1] <= FEW_STATEMENTS:
        values, vectors = _of_few_statements(centred)
    else:
        values, vectors = _leading(centred, accuracy=accuracy)
    real = values > NOTHING * max(values.max(initial=0), NOTHING)
    found = vectors[real][:AXES]
    largest = np.argmax(np.round(np.abs(found), 12), axis=1)
    signs = np.sign(found[np.arange(len(found)), largest])
    axes[: len(found)] = found * signs[:, None]
    return axes


def _centred(votes: Votes) -> tuple[sparse.csr_array, FloatArray]:
    cast = np.bincount(votes.column, minlength=len(votes.statements))
    sums = np.bincount(votes.column, weights=votes.vote, minlength=len(votes.statements))
    centre = np.where(votes.is_silent, 0, sums / np.maximum(cast, 1))
    centred = votes.sparse()
    centred.data -= centre[votes.column]
    centred.data[votes.is_silent[votes.column]] = 0
    return centred, centre


def _placed(votes: Votes, centred: sparse.csr_array, centre: FloatArray, axes: FloatArray) -> Map:
    silent, size = votes.is_silent, len(votes.statements)
    spoken = np.bincount(votes.row[~silent[votes.column]], minlength=len(votes.people))
    stretch = np.sqrt(size / np.maximum(spoken + silent.sum(), 1))
    people: FloatArray = stretch[:, None] * (centred @ axes.T)
    statements = np.sqrt(size) * (AGREE - centre)[:, None] * axes.T
    extremity: FloatArray = np.hypot(statements[:, 0], statements[:, 1])
    return Map(centre, axes, people, statements, extremity)


def _of_few_people(centred: sparse.csr_array) -> tuple[FloatArray, FloatArray]:
    _, singular, vectors = np.linalg.svd(centred.toarray(), full_matrices=False)
    return singular**2, vectors


def _of_few_statements(centred: sparse.csr_array) -> tuple[FloatArray, FloatArray]:
    from scipy.linalg import eigh  # noqa: PLC0415 (slow to load)

    whole = centred.toarray()
    last = whole.shape[1] - 1
    ends = (max(0, last - AXES + 1), last)
    with one_thread():
        values, vectors = eigh(whole.T @ whole, subset_by_index=ends, check_finite=False)
    return values[::-1], vectors.T[::-1]


def _leading(centred: sparse.csr_array, *, accuracy: float) -> tuple[FloatArray, FloatArray]:
    from scipy.sparse.linalg import LinearOperator, eigsh  # noqa: PLC0415 (slow to load)

    turned = centred.T
    size = centred.shape[1]
    scatter = LinearOperator(
        (size, size), matvec=lambda x: turned @ (centred @ x), dtype=np.float64
    )
    start = np.random.default_rng(SEED).standard_normal(size)
    values, vectors = eigsh(scatter, k=AXES, v0=start, tol=accuracy)
    order = np.argsort(-values)
    return values[order], vectors.T[order]
