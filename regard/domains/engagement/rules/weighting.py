"""
Weigh answers so that their mix is that of everyone who was asked. Pure; beside raw, never instead.

A service counts for as many as it stands for: where care homes are half of everyone and a quarter
of those who answered, each counts twice. That mends what the mix explains, and nothing else: those
of a kind who were silent may still think otherwise than those of the kind who spoke.

Sources: post-stratification, Holt and Smith (1979), JRSS A 142, 33-46; raking, Deming and
Stephan (1940), Annals of Mathematical Statistics 11, 427-444; effective size, Kish, Survey
Sampling (1965), section 11.2C.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from regard.foundation.analysis.chance import finite_wilson

FEWEST = 6
"""Answers that a group of everyone must have; fewer could not stand for it, nor be shown."""

MOST_WEIGHT = 5.0
"""A weight is at most so many times the mean: no voice drowns the others (a usual choice)."""

CLOSE_ENOUGH = 1e-9
MOST_ROUNDS = 500

Cell = tuple[str, str]
"""A group of the first margin and one of the second."""


class CannotWeight(Exception):
    """These answers cannot be weighed. The message says which group is heard too little."""


@dataclass(frozen=True)
class Weights:
    """
    How much an answer of each group counts.

    Attributes:
        by_group: the weight of one answer; over all answers they have mean 1.
        answered: how many answers each group has.
        capped: how many answers were held at the most that a weight may be.
    """

    by_group: Mapping[object, float]
    answered: Mapping[object, int]
    capped: int

    @property
    def effective(self) -> float:
        """
        Return how many unweighted answers say as much: Kish's (sum w)² / sum w².

        At most the number of answers; 0 where there are none.
        """
        squares = sum(n * self.by_group[key] ** 2 for key, n in self.answered.items())
        whole = sum(n * self.by_group[key] for key, n in self.answered.items())
        return whole**2 / squares if squares else 0.0

    @property
    def design_effect(self) -> float:
        """Return answers / effective answers: 1 where all weigh alike. At least 1."""
        effective = self.effective
        return sum(self.answered.values()) / effective if effective else 1.0


@dataclass(frozen=True)
class Estimate:
    """
    A weighted share.

    Attributes:
        share: 0 to 1. low, high: its 95% interval.
    """

    share: float
    low: float
    high: float


def poststratify(
    *,
    population: Mapping[str, int],
    answered: Mapping[str, int],
    most: float = MOST_WEIGHT,
    words: Mapping[str, str] | None = None,
) -> Weights:
    """
    Return weights by one thing: a group's share of everyone over its share of those who answered.

    :param population: how many were asked, by group. Empty groups are passed over.
    :param answered: how many answered, by group.
    :param most: the most that a weight may be, times the mean; over 1. What is cut off is shared
        out over the others.
    :param words: what the groups are called, for the refusal.
    :raises CannotWeight: if a group that somebody is in has fewer than FEWEST answers, or an
        answer comes from a group that nobody is in.
    """
    _check(population, answered, words or {})
    everyone, spoke = sum(population.values()), sum(answered.values())
    raw: dict[object, float] = {
        group: (people / everyone) / (answered[group] / spoke)
        for group, people in population.items()
        if people
    }
    known: dict[object, int] = {group: answered[group] for group, n in population.items() if n}
    return _capped(raw, known, most)


def rake(
    *,
    margins: tuple[Mapping[str, int], Mapping[str, int]],
    answered: Mapping[Cell, int],
    most: float = MOST_WEIGHT,
    words: Mapping[str, str] | None = None,
) -> Weights:
    """
    Return weights by two things at once, so that each alone has the mix of everyone.

    Turn by turn the weights are made to fit one margin and then the other, until both fit. Where
    caps bite they fit no longer exactly.

    :param margins: how many were asked, by the groups of each thing. Both add up to everyone.
    :param answered: how many answered, by the group of both; groups that are missing have none.
    :param most: as in `poststratify`.
    :raises CannotWeight: if a group of either has fewer than FEWEST answers, or no weights
        fit both.
    """
    sums = [_sum_by(answered, place) for place in (0, 1)]
    for margin, have in zip(margins, sums, strict=True):
        _check(margin, have, words or {})
    spoke = sum(answered.values())
    weights = dict.fromkeys((cell for cell, n in answered.items() if n), 1.0)
    for _ in range(MOST_ROUNDS):
        off = 0.0
        for place, margin in enumerate(margins):
            everyone = sum(margin.values())
            held: Counter[str] = Counter()
            for cell, weight in weights.items():
                held[cell[place]] += weight * answered[cell]  # type: ignore[assignment]
            factors = {
                group: margin[group] / everyone * spoke / total for group, total in held.items()
            }
            off = max(off, *(abs(factor - 1) for factor in factors.values()))
            weights = {cell: weight * factors[cell[place]] for cell, weight in weights.items()}
        if off < CLOSE_ENOUGH:
            raw: dict[object, float] = {cell: weight for cell, weight in weights.items()}  # noqa: C416 (of a wider type)
            known: dict[object, int] = {cell: answered[cell] for cell in weights}
            return _capped(raw, known, most)
    raise CannotWeight(
        "No weights fit both: some kinds answered only in some sizes. They are weighed by "
        "one thing alone."
    )


def estimate(*, chose: Mapping[object, int], weights: Weights, population: int) -> Estimate:
    """
    Return the weighted share that chose something, with Wilson's interval.

    The interval is that of as many answers as are effective, out of a finite register; so the
    more the weights differ, the wider it is.

    :param chose: how many of each group's answers chose it; a missing group: none.
    :param population: everyone who was asked.
    """
    effective = min(weights.effective, population)
    total = sum(n * weights.by_group[key] for key, n in weights.answered.items())
    share = sum(n * weights.by_group[key] for key, n in chose.items()) / total
    low, high = finite_wilson(min(share, 1.0) * effective, effective, population)
    return Estimate(share, float(low), float(high))


def _check(
    population: Mapping[str, int], answered: Mapping[str, int], words: Mapping[str, str]
) -> None:
    strangers = [group for group, n in answered.items() if n and not population.get(group)]
    if strangers:
        raise CannotWeight("Some answers come from groups that nobody who was asked is in")
    few = [group for group, n in population.items() if n and answered.get(group, 0) < FEWEST]
    if few:
        named = "; ".join(words.get(group, group) or "those not known" for group in few)
        raise CannotWeight(
            f"Too few answered to stand for others of their group (fewer than {FEWEST}): {named}"
        )


def _capped(raw: Mapping[object, float], answered: Mapping[object, int], most: float) -> Weights:
    """Hold every weight at `most` times the mean, and share out over the rest what is cut off."""
    spoke = sum(answered.values())
    weights = dict(raw)
    held: set[object] = set()
    while len(held) < len(weights):
        over = {key for key, w in weights.items() if key not in held and w > most + CLOSE_ENOUGH}
        if not over:
            break
        held |= over
        free = {key for key in weights if key not in held}
        left = spoke - most * sum(answered[key] for key in held)
        now = sum(weights[key] * answered[key] for key in free)
        for key in held:
            weights[key] = most
        for key in free:
            weights[key] *= left / now
    return Weights(weights, answered, capped=sum(answered[key] for key in held))


def _sum_by(answered: Mapping[Cell, int], place: int) -> Counter[str]:
    sums: Counter[str] = Counter()
    for cell, n in answered.items():
        sums[cell[place]] += n
    return sums
