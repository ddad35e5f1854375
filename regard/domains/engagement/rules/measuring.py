"""What a sample that people read blind says about how well points were placed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from regard.domains.engagement.types import Stance
from regard.domains.engagement.types.blind import (
    Figure,
    Marks,
    MarksMeasured,
    Measured,
    PlacedBy,
    PlacingMeasured,
    ReadPoint,
    SampleTheme,
    ThemeMeasured,
)
from regard.foundation.analysis import accuracy, agreement

from .blind import agreed, differ

if TYPE_CHECKING:
    from regard.foundation.analysis.agreement import BoolArray, Estimate

THEME_FROM = 5
"""Points in a theme, by anybody, from which its own agreement is told with an interval."""


STEPS = 4
"""Parts of the work, of about the same length, to say how far it is."""


def measure(
    *,
    points: Sequence[ReadPoint],
    themes: Sequence[SampleTheme],
    left_out: int,
    tell: Callable[[int], None] = lambda _: None,
) -> Measured:
    """
    Return what a sample showed, of which every difference between readers is settled.

    What is in a part of a theme counts in the wider theme too, as all counts do.

    :param points: one or more, each read by all of two or more readers.
    :param left_out: points of the sample that could not be read as they were drawn.
    :param tell: is given how many of the `STEPS` are done.
    """
    readings = list(zip(*(point.readings for point in points), strict=True))
    marks = np.stack([_matrix(each, themes) for each in readings])
    is_read = np.ones(marks.shape[:2], dtype=np.bool_)
    agreeing = agreement.measure_agreement(marks, is_read)
    tell(1)
    between = accuracy.f1_between(marks, is_read)
    tell(2)
    pairs = [pair for point in points for pair in _shared_stances(point.readings)]
    settled = [point for point in points if differ(point.readings)]
    by_readers = sum(point.is_settled_by_reader for point in settled)
    machine = _placing(points, themes, PlacedBy.MACHINE)
    tell(3)
    people = _placing(points, themes, PlacedBy.PEOPLE)
    tell(STEPS)
    guessed = [pair for point in points for pair in _guesses(point)]
    return Measured(
        readers=len(readings),
        points=len(points),
        left_out=left_out,
        alpha=_figure(agreeing.overall),
        same=agreeing.same,
        between=_figure(between),
        stances=len(pairs),
        same_stances=sum(one == other for one, other in pairs),
        settled_by_readers=by_readers,
        settled_by_team=len(settled) - by_readers,
        missing=sum(point.missing > 0 for point in points),
        machine=_whole(machine),
        people=_whole(people),
        themes=_themes(themes, agreeing.themes, marks.any(axis=0).sum(axis=0), machine),
        guessed_stances=len(guessed),
        right_stances=sum(one == other for one, other in guessed),
    )


def to_json(measured: Measured) -> dict[str, Any]:
    """Return what was measured as it is kept."""
    return asdict(measured)


def from_json(kept: Mapping[str, Any]) -> Measured:
    """Return what was measured as it was kept."""
    known = dict(kept)
    for name in ("alpha", "between"):
        known[name] = Figure(**kept[name])
    for name in ("machine", "people"):
        known[name] = _read_placing(kept[name])
    known["themes"] = tuple(
        ThemeMeasured(
            **each | {"alpha": Figure(**each["alpha"]), "machine": _read_marks(each["machine"])}
        )
        for each in kept["themes"]
    )
    return Measured(**known)


def truth_of(point: ReadPoint) -> Marks:
    """Return where a point belongs: as its readers agreed, or else as they settled it."""
    if differ(point.readings):
        return point.settled or {}
    return agreed(point.readings)


def _matrix(marks: Sequence[Collection[int]], themes: Sequence[SampleTheme]) -> BoolArray:
    """
    Return whether each point is in each theme, itself or in a part of it.

    :return: shape (n_points, n_themes), in the order of both.
    """
    column = {theme.number: n for n, theme in enumerate(themes)}
    wholes = {theme.number: theme.whole for theme in themes}
    placed = np.zeros((len(marks), len(themes)), dtype=np.bool_)
    for row, numbers in enumerate(marks):
        for number in numbers:
            placed[row, column[number]] = True
            whole = wholes[number]
            if whole is not None:
                placed[row, column[whole]] = True
    return placed


def _placing(
    points: Sequence[ReadPoint], themes: Sequence[SampleTheme], by: PlacedBy
) -> accuracy.Accuracy | None:
    """Return how well those points were placed that one kind had placed; None for none."""
    chosen = [point for point in points if point.placed_by is by]
    if not chosen:
        return None
    placed = _matrix([point.placed for point in chosen], themes)
    right = _matrix([truth_of(point) for point in chosen], themes)
    return accuracy.measure_accuracy(placed, right)


def _themes(
    themes: Sequence[SampleTheme],
    alphas: Sequence[Estimate],
    used: Sequence[int],
    machine: accuracy.Accuracy | None,
) -> tuple[ThemeMeasured, ...]:
    """
    Return what was measured of each theme.

    :param used: points that at least one reader put in each theme.
    """
    return tuple(
        ThemeMeasured(
            number=theme.number,
            title=theme.title,
            whole=theme.whole,
            alpha=_figure(alphas[n] if used[n] >= THEME_FROM else agreement.NOTHING),
            machine=_marks(machine.themes[n]) if machine else None,
        )
        for n, theme in enumerate(themes)
    )


def _shared_stances(readings: Sequence[Marks]) -> list[tuple[str, str]]:
    """Return the stances of every two readers who put a point in the same theme."""
    return [
        (one[number], other[number])
        for one, other in combinations(readings, 2)
        for number in sorted(set(one) & set(other))
    ]


def _guesses(point: ReadPoint) -> list[tuple[str, str]]:
    """Return for or against as a machine guessed it, and as people said, where both marked."""
    if point.placed_by is not PlacedBy.MACHINE:
        return []
    truth = truth_of(point)
    return [
        (stance, truth[number])
        for number, stance in point.placed.items()
        if number in truth and stance is not Stance.UNCLEAR
    ]


def _whole(found: accuracy.Accuracy | None) -> PlacingMeasured | None:
    if found is None:
        return None
    return PlacingMeasured(points=found.points, same=found.same, overall=_marks(found.overall))


def _marks(found: accuracy.Marks) -> MarksMeasured:
    return MarksMeasured(
        placed=found.placed,
        wanted=found.wanted,
        right=found.right,
        precision=_figure(found.precision),
        recall=_figure(found.recall),
        f1=_figure(found.f1),
    )


def _figure(estimate: Estimate) -> Figure:
    """Return an estimate as it is kept: to four places, and None where it is not a number."""
    value, low, high = (
        None if np.isnan(number) else round(float(number), 4)
        for number in (estimate.value, estimate.low, estimate.high)
    )
    return Figure(value, low, high)


def _read_placing(kept: Mapping[str, Any] | None) -> PlacingMeasured | None:
    if kept is None:
        return None
    overall = _read_marks(kept["overall"])
    if overall is None:
        return None
    return PlacingMeasured(points=kept["points"], same=kept["same"], overall=overall)


def _read_marks(kept: Mapping[str, Any] | None) -> MarksMeasured | None:
    if kept is None:
        return None
    figures = {name: Figure(**kept[name]) for name in ("precision", "recall", "f1")}
    return MarksMeasured(**dict(kept) | figures)
