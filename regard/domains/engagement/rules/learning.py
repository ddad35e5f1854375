"""
Suggestions learnt from people's coding: what is suggested, what is left, what is asked for next.

Only what a machine placed is placed anew, and only points that nobody has decided on. A theme
of which people have given too few examples keeps what is in it; one that people named and
described, and that has no examples at all, is offered what is most like its description.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from regard.domains.engagement.rules.stances import (
    StanceFindings,
    Stood,
    Wanted,
    find_stances,
)
from regard.domains.engagement.types import Stance
from regard.domains.engagement.types.learning import ReadWhy
from regard.foundation.analysis.described import match_descriptions
from regard.foundation.analysis.duplicates import normalise
from regard.foundation.analysis.learning import Learnt, Trial, learn
from regard.foundation.analysis.teaching import most_telling

FIRST_AT = 25
"""Points that people read before a machine begins to learn from them."""

AGAIN_AFTER = 25
AGAIN_SHARE = 10
"""It learns again after so many more, or a tenth of what it learnt from: it takes longer then."""

ASKED_AT_ONCE = 60
"""Points asked for at a time: more than people read before it learns again."""

SURE_FROM = 0.5
"""A suggestion that was right less often than wrong in the trial is one to be looked at."""

MUCH_ALIKE = 1.0
"""Standard deviations above the usual from which a point is offered to a described theme."""


@dataclass(frozen=True)
class Taught:
    """
    A point to learn from, or to make suggestions for.

    Attributes:
        argument: the same number means nearly the same words; None where none was given.
        theme_ids: the themes that it is in, whoever put it there.
        is_read: whether a person decided which.
        is_open: whether a machine may place it: nobody decided, and it has no outcome.
        stances: where a person said that it stands, by theme.
        guessed: the themes on which a machine said it, and no person did.
    """

    point_id: int
    text: str
    argument: int | None
    theme_ids: frozenset[int]
    is_read: bool
    is_open: bool
    stances: Mapping[int, Stance] = field(default_factory=dict)
    guessed: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Lesson:
    """
    All points of an exercise, and its themes.

    Attributes:
        descriptions: the name and summary of each live theme, by number.
        only_described: the themes that people named and no program filled.
    """

    points: tuple[Taught, ...]
    descriptions: dict[int, str]
    only_described: frozenset[int]


@dataclass(frozen=True)
class Suggested:
    """
    A theme suggested for a point.

    Attributes:
        chance: share of such suggestions that were right in the trial, 0-1; None without one.
    """

    point_id: int
    theme_id: int
    chance: float | None
    is_unsure: bool


@dataclass(frozen=True)
class Asked:
    """A point that a person should read, with the themes in doubt."""

    point_id: int
    why: ReadWhy
    theme_id: int
    other_id: int | None


@dataclass(frozen=True)
class Findings:
    """
    What was learnt.

    Attributes:
        theme_ids: the themes whose suggestions these are, and are all that a machine has now.
        learnt: how many of them were learnt from examples.
        asked: what teaches most first.
        read: points that people had read.
        stances: what was learnt of where points stand on themes.
    """

    suggested: tuple[Suggested, ...]
    theme_ids: frozenset[int]
    learnt: int
    asked: tuple[Asked, ...]
    trial: Trial | None
    read: int
    stances: StanceFindings


def is_due(*, read: int, asked_from: int) -> bool:
    """Test whether a machine should learn, when it was last told to at `asked_from` points."""
    return read >= next_at(asked_from=asked_from)


def next_at(*, asked_from: int) -> int:
    """Return how many points have to be read before a machine learns again by itself."""
    if not asked_from:
        return FIRST_AT
    return asked_from + max(AGAIN_AFTER, asked_from // AGAIN_SHARE)


def reason_not_to_learn(*, read: int, described: int) -> str | None:
    """
    Return why a machine has nothing to learn from, or None if it has.

    :param described: themes that people named and no program filled.
    """
    if read or described:
        return None
    return "Read some points first, or name a theme and say what it is about"


def find_suggestions(lesson: Lesson) -> Findings:
    """Return what people's reading teaches. The same lesson gives the same on every run."""
    columns = sorted(lesson.descriptions)
    read = [point for point in lesson.points if point.is_read]
    left = [point for point in lesson.points if point.is_open]
    examples = _distinct(read)
    marks = np.array([[n in point.theme_ids for n in columns] for point in examples])
    learnt = learn([point.text for point in examples], marks) if columns and examples else None
    known = [] if learnt is None else [columns[n] for n in learnt.columns.tolist()]
    described = sorted(lesson.only_described - set(known))
    suggested = _offer(lesson.descriptions, left, described)
    asked: tuple[Asked, ...] = ()
    if learnt is not None:
        scores = learnt.score([point.text for point in left])
        suggested += _suggest(learnt, scores, left, known)
        asked = _ask(learnt, scores, left, known, examples)
    return Findings(
        suggested=tuple(suggested),
        theme_ids=frozenset(known) | frozenset(described),
        learnt=len(known),
        asked=asked,
        trial=learnt.trial if learnt else None,
        read=len(read),
        stances=_find_stances(lesson, suggested),
    )


def _find_stances(lesson: Lesson, suggested: Collection[Suggested]) -> StanceFindings:
    """Return stances for all that a machine has placed, or places now, and for all it said."""
    points = {point.point_id: point for point in lesson.points}
    pairs = {(each.point_id, each.theme_id) for each in suggested}
    for point in lesson.points:
        themes = point.theme_ids | point.guessed if point.is_open else point.guessed
        pairs |= {(point.point_id, theme_id) for theme_id in themes}
    return find_stances(
        (
            Stood(point.text, theme_id, stance)
            for point in lesson.points
            for theme_id, stance in point.stances.items()
            if theme_id in lesson.descriptions
        ),
        [Wanted(n, theme_id, points[n].text) for n, theme_id in sorted(pairs)],
    )


def _distinct(read: Sequence[Taught]) -> list[Taught]:
    """Return one of those in the same words and themes: a campaign teaches once."""
    found: dict[object, Taught] = {}
    for point in read:
        found.setdefault((normalise(point.text), point.theme_ids), point)
    return list(found.values())


def _suggest(
    learnt: Learnt, scores: np.ndarray, left: Sequence[Taught], theme_ids: Sequence[int]
) -> list[Suggested]:
    chances = np.round(learnt.chance_of(scores), 4)
    rows, columns = np.nonzero(scores >= learnt.bar)
    return [
        Suggested(
            point_id=left[row].point_id,
            theme_id=theme_ids[column],
            chance=float(chances[row, column]),
            is_unsure=bool(chances[row, column] < SURE_FROM),
        )
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
    ]


def _offer(
    descriptions: dict[int, str], left: Sequence[Taught], described: Collection[int]
) -> list[Suggested]:
    """Offer to themes that are only described what is like them and like no other more."""
    if not described or not left:
        return []
    columns = sorted(descriptions)
    alike = match_descriptions([p.text for p in left], [descriptions[n] for n in columns])
    best = alike.argmax(axis=1)
    rows = np.flatnonzero(alike.max(axis=1) >= MUCH_ALIKE).tolist()
    return [
        Suggested(left[row].point_id, columns[best[row]], chance=None, is_unsure=True)
        for row in rows
        if columns[best[row]] in described
    ]


def _ask(
    learnt: Learnt,
    scores: np.ndarray,
    left: Sequence[Taught],
    theme_ids: Sequence[int],
    examples: Sequence[Taught],
) -> tuple[Asked, ...]:
    first: dict[object, int] = {}
    for row, point in enumerate(left):
        first.setdefault(normalise(point.text) if point.argument is None else point.argument, row)
    rows = list(first.values())
    telling = most_telling(
        [left[row].text for row in rows],
        scores[rows],
        learnt=learnt,
        read=[point.text for point in examples],
        most=ASKED_AT_ONCE,
    )
    return tuple(
        Asked(
            point_id=left[rows[each.text]].point_id,
            why=ReadWhy(each.why),
            theme_id=theme_ids[each.column],
            other_id=None if each.other is None else theme_ids[each.other],
        )
        for each in telling
    )
