"""Weigh what was chosen by the type of service and the size of the provider, where it can be."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from regard.domains.engagement.types import QuestionKind
from regard.domains.engagement.types.estimates import EstimateRow, QuestionEstimate
from regard.domains.engagement.types.questions import Value
from regard.domains.register.types import ServiceType, SizeBand
from regard.foundation.analysis.disclosure import is_small, suppress_counts

from .asked import Asked
from .scales import steps_of
from .weighting import CannotWeight, Cell, Weights, estimate, poststratify, rake

CLOSED = frozenset({QuestionKind.CHOICE, QuestionKind.CHOICES, QuestionKind.SCALE})
"""Kinds whose answers are shares of those who answered."""

ONLY_SOME = (
    "It was asked only of some, and nobody knows how many of each kind would have been asked."
)

Answers = Mapping[tuple[Cell, str], int]
"""How many of each type and size gave an answer, by the cell and the option's words."""

_WORDS: Mapping[str, str] = {
    **{str(kind): kind.label for kind in ServiceType},
    **{str(size): size.label for size in SizeBand},
}


@dataclass(frozen=True)
class _Way:
    """A way to weigh: in words, its weights, and the group that a cell belongs to in them."""

    words: str
    weigh: Callable[[], Weights]
    group: Callable[[Cell], object]


def estimate_question(
    asked: Asked,
    *,
    question: str,
    population: Mapping[Cell, int],
    answered: Mapping[Cell, int],
    chose: Answers,
) -> QuestionEstimate:
    """
    Return a closed question's shares, raw beside weighed.

    It is weighed by type and size at once, if not that by type, if not that by size; where none
    goes, it is left raw and says why.

    :param population: service addresses asked, by type of service and size of provider.
    :param answered: of these, how many answered it.
    """
    total = sum(answered.values())
    rows = _raw(asked, total, chose)
    found = QuestionEstimate(
        asked.question_id, asked.number, question, None if is_small(total) else total, rows
    )
    if is_small(total) or not total:
        return found
    if asked.shown_if is not None:
        return replace(found, refused=ONLY_SOME)
    refused = ""
    for way in _ways(population, answered):
        try:
            weights = way.weigh()
        except CannotWeight as reason:
            refused = refused or str(reason)
            continue
        return replace(
            found,
            rows=tuple(_weighed(row, way, weights, chose, population) for row in rows),
            by=way.words,
            effective=weights.effective,
            design_effect=weights.design_effect,
            capped=weights.capped,
            refused=refused,
        )
    return replace(found, refused=refused)


def options_in(asked: Asked, value: Value) -> list[str]:
    """Return what a value chose, in the words of `labels_of`; none if it does not fit."""
    if asked.kind == QuestionKind.CHOICE:
        return [str(value)]
    if asked.kind == QuestionKind.CHOICES:
        return [str(option) for option in value] if isinstance(value, list) else []
    steps = dict(steps_of(asked))
    return [steps[value]] if isinstance(value, int) and value in steps else []


def labels_of(asked: Asked) -> list[str]:
    """Return all that can be chosen, in order."""
    if asked.kind == QuestionKind.SCALE:
        return [words for _, words in steps_of(asked)]
    return list(asked.options)


def _raw(asked: Asked, total: int, chose: Answers) -> tuple[EstimateRow, ...]:
    labels = labels_of(asked)
    counts = Counter[str]()
    for (_, label), n in chose.items():
        counts[label] += n
    listed = [counts[label] for label in labels]
    if is_small(total):
        shown: Sequence[float] = [math.nan] * len(labels)
    elif asked.kind == QuestionKind.CHOICES:
        shown = [math.nan if is_small(n, total) else n for n in listed]
    else:
        shown = list(suppress_counts(listed))
    return tuple(
        EstimateRow(label, None, None)
        if math.isnan(n)
        else EstimateRow(label, int(n), n / total if total else None)
        for label, n in zip(labels, shown, strict=True)
    )


def _ways(population: Mapping[Cell, int], answered: Mapping[Cell, int]) -> tuple[_Way, ...]:
    (kinds, sizes), (kinds_in, sizes_in) = _margins(population), _margins(answered)
    return (
        _Way(
            "type of service and size of provider",
            lambda: rake(margins=(kinds, sizes), answered=answered, words=_WORDS),
            lambda cell: cell,
        ),
        _Way(
            "type of service",
            lambda: poststratify(population=kinds, answered=kinds_in, words=_WORDS),
            lambda cell: cell[0],
        ),
        _Way(
            "size of provider",
            lambda: poststratify(population=sizes, answered=sizes_in, words=_WORDS),
            lambda cell: cell[1],
        ),
    )


def _weighed(
    row: EstimateRow,
    way: _Way,
    weights: Weights,
    chose: Answers,
    population: Mapping[Cell, int],
) -> EstimateRow:
    if row.count is None:
        return row
    by_group: Counter[object] = Counter()
    for (cell, label), n in chose.items():
        if label == row.label:
            by_group[way.group(cell)] += n
    found = estimate(chose=by_group, weights=weights, population=sum(population.values()))
    return replace(row, share=found.share, low=found.low, high=found.high)


def _margins(cells: Mapping[Cell, int]) -> tuple[Counter[str], Counter[str]]:
    kinds, sizes = Counter[str](), Counter[str]()
    for (kind, size), n in cells.items():
        kinds[kind] += n
        sizes[size] += n
    return kinds, sizes
