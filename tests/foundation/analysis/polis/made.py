"""Votes made for tests, out of a table with a row a person and NaN where there is no vote."""

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st

from regard.foundation.analysis.polis.matrix import Cast, collect

N = np.nan

UNHURRIED = settings(deadline=None)
"""The first run of each loads a library, and the machine may be busy."""


def votes_of(dense, *, out=(), meta=()):
    """Return votes of people 0, 1, 2 ... on statements 0, 1, 2 ..."""
    dense = np.asarray(dense, dtype=float)
    people, statements = np.nonzero(~np.isnan(dense))
    cast = Cast(people, statements, dense[people, statements].astype(int), np.arange(len(people)))
    return collect(cast, statements=np.arange(dense.shape[1]), out=out, meta=meta)


@st.composite
def cast_votes(draw, most_people=8, most_statements=6):
    """Draw a table of votes in which everybody has voted."""
    shape = draw(st.integers(1, most_people)), draw(st.integers(1, most_statements))
    cells = st.sampled_from([1.0, 0.0, -1.0, N])
    rows = st.lists(cells, min_size=shape[1], max_size=shape[1])
    table = draw(st.lists(rows, min_size=shape[0], max_size=shape[0]))
    dense = np.array(table)
    dense[np.isnan(dense).all(axis=1), 0] = 1
    return dense


def camps(*, people=60, statements=20, number=2, noise=0.1, seen=0.8, seed=0):
    """Return the votes of camps that disagree on everything, and the camp of each person."""
    chance = np.random.default_rng(seed)
    of_person = np.arange(people) % number
    leaning = chance.choice([-1.0, 1.0], (number, statements))
    dense = leaning[of_person]
    flipped = chance.random(dense.shape) < noise
    dense = np.where(flipped, chance.choice([-1.0, 0.0, 1.0], dense.shape), dense)
    return np.where(chance.random(dense.shape) < seen, dense, N), of_person
