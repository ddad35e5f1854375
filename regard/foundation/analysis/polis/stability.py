"""
Whether groups would still be there had other people come, or other statements been made.

Groups can be found in anything, noise too. So the map is drawn again many times without a
fifth of the statements, and without a fifth of the people, and the groups found then are held
against the groups found first. In real conversations that leave a fifth of the statements out,
the same people stay together in some and hardly ever in others; only the former are shown.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from regard.foundation.analysis.chance import FloatArray, IntArray
from regard.foundation.analysis.polis.clusters import NO_GROUP, Groups, find_groups
from regard.foundation.analysis.polis.matrix import BoolArray, Votes, on_the_map
from regard.foundation.analysis.polis.pca import draw_map

LEFT_OUT = 0.2
DRAWS = 30
"""For each of the two ways: statements, and people."""

STABLE_FROM = 0.6
"""
Groups are shown where nine draws in ten agree with them at least so much.

Of five published conversations (Computational Democracy Project's open data) it shows two,
Canadian electoral reform and vTaiwan, and hides three: London youth policing and football
concussions, whose published groups cannot be found again either, and the Labour Party's Brexit.
"""

ACCURACY = 1e-6
"""Of the axes of a draw: far finer than what moves a person to another group."""

SEED = 20_261_122


@dataclass(frozen=True)
class Stability:
    """
    How well groups hold when some of what they came from is left out.

    Agreement is the adjusted Rand index: 1 where the same people are together, 0 where as many
    are as by chance, below 0 where fewer.

    Attributes:
        without_statements, without_people: agreement of each draw, shape (n_draws,).
        reason_to_hide: why groups must not be shown, in words; None where they may be.
    """

    without_statements: FloatArray
    without_people: FloatArray
    reason_to_hide: str | None

    @property
    def may_show(self) -> bool:
        """Whether the groups may be shown."""
        return self.reason_to_hide is None


def stability_of(
    votes: Votes, groups: Groups, *, draws: int = DRAWS, seed: int = SEED
) -> Stability:
    """
    Return how stable groups are, over seeded draws; the same seed gives the same answer.

    Each draw leaves out a fifth of the statements that have a say, or a fifth of the people on
    the map, draws the map anew and finds groups anew, their number included. Only people placed
    both times are compared.

    :param draws: how many for each way, at least 1.
    """
    chance = np.random.default_rng(seed)
    if groups.number < 2:
        none = np.empty(0)
        return Stability(none, none, "There are too few people on the map to find groups.")
    statements = np.array(
        [_again(kept, groups) for kept in _fewer_statements(votes, draws, chance)]
    )
    people = np.array([_again(kept, groups) for kept in _fewer_people(votes, draws, chance)])
    return Stability(statements, people, _reason_to_hide(statements, people))


def adjusted_rand(first: IntArray, second: IntArray) -> float:
    """
    Return how well two groupings of the same things agree, up to 1 (Hubert and Arabie, 1985).

    1 also where both put everything together, or everything apart.

    :param first: labels from 0, shape (n,). `second` likewise.
    """
    width = int(second.max(initial=0)) + 1
    table = np.bincount(first * width + second).astype(np.float64)
    both, one, other = (_pairs(c) for c in (table, np.bincount(first), np.bincount(second)))
    everything = _pairs(np.array([len(first)]))
    by_chance = one * other / everything if everything else 0
    most = (one + other) / 2
    return 1.0 if most == by_chance else float((both - by_chance) / (most - by_chance))


def tenth_percentile(agreement: FloatArray) -> float:
    """Return the agreement that nine draws in ten reach."""
    return float(np.quantile(agreement, 0.1))


@dataclass(frozen=True)
class _Draw:
    """Some of the votes, and which of the first people cast them, shape (n_people,)."""

    votes: Votes
    is_left: BoolArray


def _fewer_statements(votes: Votes, draws: int, chance: np.random.Generator) -> Iterator[_Draw]:
    everybody = np.ones(len(votes.people), dtype=np.bool_)
    for _ in range(draws):
        kept = _keep(~votes.is_silent, chance) | votes.is_silent
        yield _drawn(votes, everybody, kept)


def _fewer_people(votes: Votes, draws: int, chance: np.random.Generator) -> Iterator[_Draw]:
    every = np.ones(len(votes.statements), dtype=np.bool_)
    on_map = on_the_map(votes)
    for _ in range(draws):
        yield _drawn(votes, _keep(on_map, chance) | ~on_map, every)


def _keep(those: BoolArray, chance: np.random.Generator) -> BoolArray:
    """Return `those` less a fifth of them, drawn by lot."""
    places = np.flatnonzero(those)
    kept = those.copy()
    kept[chance.choice(places, round(LEFT_OUT * len(places)), replace=False)] = False
    return kept


def _drawn(votes: Votes, people: BoolArray, statements: BoolArray) -> _Draw:
    left = votes.only(people=people, statements=statements)
    return _Draw(left, np.isin(votes.people, left.people, assume_unique=True))


def _again(draw: _Draw, groups: Groups) -> float:
    found = find_groups(
        draw_map(draw.votes, accuracy=ACCURACY).people, on_map=on_the_map(draw.votes)
    ).of_people
    before = groups.of_people[draw.is_left]
    both = (found != NO_GROUP) & (before != NO_GROUP)
    return adjusted_rand(before[both], found[both])


def _reason_to_hide(statements: FloatArray, people: FloatArray) -> str | None:
    said = []
    for agreement, what in (statements, "statements"), (people, "people"):
        low = tenth_percentile(agreement)
        if low < STABLE_FROM:
            said.append(f"a fifth of the {what} are left out (agreement {low:.2f})")
    if not said:
        return None
    return (
        f"The groups do not hold when {' or when '.join(said)}: one time in ten they agree with "
        f"these no better than that, where 1 is the same groups, 0 is chance, and "
        f"{STABLE_FROM} is needed. So we show what people agree on, and not groups."
    )


def _pairs(counts: FloatArray | IntArray) -> float:
    sizes = counts.astype(np.float64)
    return float((sizes * (sizes - 1) / 2).sum())
