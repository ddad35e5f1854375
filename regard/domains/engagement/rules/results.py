"""
Count what was answered, and hide what is too small to show.

A count of 1 to 5 is hidden, and so is what it could be worked out from; see
`foundation.analysis.disclosure`. A mean of answers of which some counts are hidden is hidden
too: beside the counts that are shown it would tell them.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

import numpy as np

from regard.domains.engagement.types import QuestionKind
from regard.domains.engagement.types.questions import Value
from regard.domains.engagement.types.results import Bar, RankBar, Spread, Tally
from regard.foundation.analysis.chance import finite_wilson
from regard.foundation.analysis.disclosure import SMALLEST_SHOWN, is_small, suppress_counts

from .asked import Asked
from .scales import steps_of

Counted = Sequence[tuple[Value, int]]
"""How often each answer was given."""

MOST_BANDS = 8
"""Into which numbers are put for their picture."""

STEPS = (1, 2, 2.5, 5, 10)
"""Widths of bands, times a power of ten, that people can follow."""


def hide_few(count: int) -> int | None:
    """Return a count, or None where it is too small to show."""
    return None if is_small(count) else count


def tally(asked: Asked, counted: Counted, *, population: int | None) -> Tally:
    """
    Return what was answered to a question that is neither in words nor a file.

    :param population: how many could have answered; None where nobody knows, as for people who
        answer on the web. Then there are no intervals.
    """
    answered = sum(n for _, n in counted)
    if is_small(answered):
        return Tally(answered=None)
    if not answered:
        return Tally(answered=0)
    return _TALLIES[asked.kind](asked, counted, population)


def _one_of(asked: Asked, counted: Counted, population: int | None) -> Tally:
    by_option = Counter({str(value): n for value, n in counted})
    counts = [by_option[option] for option in asked.options]
    bars = _parted(asked.options, counts, population=population)
    return Tally(answered=sum(counts), bars=bars)


def _any_of(asked: Asked, counted: Counted, population: int | None) -> Tally:
    """Count each option for itself: of those who answered, how many chose it."""
    answered = sum(n for _, n in counted)
    chosen: Counter[str] = Counter()
    for value, n in counted:
        for option in value if isinstance(value, list) else ():
            chosen[str(option)] += n
    shown = [
        None if is_small(chosen[option], answered) else chosen[option] for option in asked.options
    ]
    return Tally(
        answered=answered, bars=_bars(asked.options, shown, answered, population=population)
    )


def _scale(asked: Asked, counted: Counted, population: int | None) -> Tally:
    steps = steps_of(asked)
    by_step = Counter({value: n for value, n in counted if isinstance(value, int)})
    counts = [by_step[step] for step, _ in steps]
    bars = _parted([words for _, words in steps], counts, population=population)
    is_whole = all(bar.count is not None for bar in bars)
    spread = _spread(by_step.items()) if is_whole else Spread()
    return Tally(answered=sum(counts), bars=bars, spread=spread)


def _number(asked: Asked, counted: Counted, population: int | None) -> Tally:
    numbers = [(value, n) for value, n in counted if isinstance(value, int | float)]
    low, width = _bands(min(v for v, _ in numbers), max(v for v, _ in numbers))
    places: Counter[int] = Counter()
    for value, n in numbers:
        places[int((value - low) // width)] += n
    last = max(places)
    is_whole = bool(asked.settings.get("is_whole")) and float(width).is_integer()
    labels = [_band(low + k * width, width, is_whole=is_whole) for k in range(last + 1)]
    bars = _parted(labels, [places[k] for k in range(last + 1)], population=population)
    return Tally(answered=sum(n for _, n in numbers), bars=bars, spread=_spread(numbers))


def _date(asked: Asked, counted: Counted, population: int | None) -> Tally:  # noqa: ARG001
    months: Counter[str] = Counter()
    for value, n in counted:
        months[str(value)[:7]] += n
    ordered = sorted(months)
    labels = [f"{date.fromisoformat(f'{month}-01'):%B %Y}" for month in ordered]
    bars = _parted(labels, [months[month] for month in ordered], population=population)
    return Tally(answered=sum(months.values()), bars=bars)


def _rank(asked: Asked, counted: Counted, population: int | None) -> Tally:  # noqa: ARG001
    orders = [(list(value), n) for value, n in counted if isinstance(value, list) and value]
    answered = sum(n for _, n in orders)
    firsts = Counter[str]()
    places = Counter[str]()
    for order, n in orders:
        firsts[order[0]] += n
        rest = (len(order) + 1 + len(asked.options)) / 2
        for option in asked.options:
            places[option] += n * (order.index(option) + 1 if option in order else rest)  # type: ignore[assignment]
    shown = _hidden([firsts[option] for option in asked.options])
    ranks = [
        RankBar(
            label=option,
            average=places[option] / answered if answered else None,
            firsts=first,
            firsts_share=None if first is None else first / answered,
        )
        for option, first in zip(asked.options, shown, strict=True)
    ]
    return Tally(answered=answered, ranks=tuple(sorted(ranks, key=lambda rank: rank.average or 0)))


def _matrix(asked: Asked, counted: Counted, population: int | None) -> Tally:
    rows: dict[str, Counter[str]] = {row: Counter() for row in asked.listed("rows")}
    for value, n in counted:
        for row, option in value.items() if isinstance(value, Mapping) else ():
            if row in rows:
                rows[row][str(option)] += n
    lines = tuple(
        (row, _line(asked.options, [found[option] for option in asked.options], population))
        for row, found in rows.items()
    )
    return Tally(answered=sum(n for _, n in counted), lines=lines)


def _line(
    options: Sequence[str], counts: Sequence[int], population: int | None
) -> tuple[Bar, ...]:
    if is_small(sum(counts)):
        return tuple(Bar(option, None) for option in options)
    return _parted(options, counts, population=population)


def _parted(
    labels: Sequence[str], counts: Sequence[int], *, population: int | None
) -> tuple[Bar, ...]:
    """Return bars of counts that add up to those who answered."""
    return _bars(labels, _hidden(counts), sum(counts), population=population)


def _hidden(counts: Sequence[int]) -> list[int | None]:
    shown = suppress_counts(counts)
    return [None if np.isnan(count) else int(count) for count in shown]


def _bars(
    labels: Sequence[str],
    shown: Sequence[int | None],
    answered: int,
    *,
    population: int | None,
) -> tuple[Bar, ...]:
    return tuple(
        Bar(label, count, *_share(count, answered, population))
        for label, count in zip(labels, shown, strict=True)
    )


def _share(
    count: int | None, answered: int, population: int | None
) -> tuple[float | None, float | None, float | None]:
    if count is None or not answered:
        return None, None, None
    if population is None:
        return count / answered, None, None
    low, high = finite_wilson(count, answered, max(population, answered))
    return count / answered, float(low), float(high)


def _spread(numbers: Iterable[tuple[float, int]]) -> Spread:
    """Return the middle of numbers, each given as often as said; of too few, nothing."""
    pairs = sorted(numbers)
    values = np.repeat([value for value, _ in pairs], [n for _, n in pairs])
    if values.size < SMALLEST_SHOWN:
        return Spread()
    lower, median, upper = np.percentile(values, (25, 50, 75))
    return Spread(float(values.mean()), float(median), float(lower), float(upper))


def _bands(least: float, most: float) -> tuple[float, float]:
    """Return where bands of numbers begin, and how wide they are, in round figures."""
    rough = (most - least) / (MOST_BANDS - 1) or 1
    power = 10.0 ** np.floor(np.log10(rough))
    width = next(step * power for step in STEPS if step * power >= rough)
    if float(least).is_integer() and float(most).is_integer():
        width = max(1.0, float(np.ceil(width)))
    return float(np.floor(least / width) * width), float(width)


def _band(start: float, width: float, *, is_whole: bool) -> str:
    if is_whole:
        return f"{start:,.0f}" if width == 1 else f"{start:,.0f} to {start + width - 1:,.0f}"
    return f"{start:,.6g} to under {start + width:,.6g}"


_TALLIES: dict[QuestionKind, Callable[[Asked, Counted, int | None], Tally]] = {
    QuestionKind.CHOICE: _one_of,
    QuestionKind.CHOICES: _any_of,
    QuestionKind.RANK: _rank,
    QuestionKind.SCALE: _scale,
    QuestionKind.NUMBER: _number,
    QuestionKind.DATE: _date,
    QuestionKind.MATRIX: _matrix,
}
