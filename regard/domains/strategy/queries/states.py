# ruff: noqa: S608 (our own words only)
"""The state of all that a version's counts follow from: what is kept is kept under it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db import connection

from regard.domains.engagement import queries as engagement

from .strategies import answered_exercises
from .waiting import published_versions

if TYPE_CHECKING:
    from regard.domains.strategy.models import Strategy

KEPT_FOR = 24 * 60 * 60
"""Seconds. What is kept under a state never goes stale; this only keeps the cache small."""

HASHES = "sum(hashtidextended(part.ctid, age('3'::xid)::bigint - age(part.xmin)))"
"""As `engagement.queries.marked` tells rows: by where each lies and what wrote it there."""

STATE = f"""
    with outcomes as (
        select concat_ws('-', count(theme_id), {HASHES} filter (where theme_id is not null)),
            concat_ws('-', count(point_id), {HASHES} filter (where point_id is not null))
        from strategy_outcome part where part.strategy_id = any(%(versions)s)
    )
    select outcomes.*, {
    ", ".join(
        f"(select concat_ws('-', count(*), {HASHES}) from {table} part"
        " where part.strategy_id = any(%(versions)s))"
        for table in ("strategy_outcomepassage", "strategy_lateoutcome", "strategy_passage")
    )
}
    from outcomes
"""
"""Rows of a draft that its counts follow from. What is published is final."""


@dataclass(frozen=True)
class State:
    """
    A version, and what it answers, as they are at one moment.

    Attributes:
        before: exercises of published versions before it, by number.
        rows: a short text: where it is the same, all rows are that any of this follows from.
        rows_of_singles: the same of what points have to themselves.
        shows_who: whether the reader may know who spoke, as in `get_sheet`.
    """

    strategy: Strategy
    asked: engagement.Asked
    before: tuple[int, ...]
    rows: str
    rows_of_singles: str
    shows_who: bool

    @property
    def print(self) -> str:
        """A short text: where it is the same, all of this is."""
        return f"{self.rows}-{'who' if self.shows_who else 'all'}"

    def for_those_who_see_who(self) -> State:
        """Return the same as whoever may know who spoke sees it."""
        return replace(self, shows_who=True)


def read_state(*, strategy: Strategy, shows_who: bool) -> State:
    """Return the state for a reader who was checked. Three queries; more of a later version."""
    asked = engagement.read_asked(answered_exercises(strategy))
    earlier = []
    if strategy.number > 1:
        earlier = list(published_versions(strategy).filter(number__lt=strategy.number))
    before = engagement.read_asked(
        exercise for version in earlier for exercise in answered_exercises(version)
    )
    with connection.cursor() as cursor:
        cursor.execute(STATE, {"versions": [strategy.pk, *(each.pk for each in earlier)]})
        themes, singles, further, late, passages = cursor.fetchone()
    begin = (strategy.pk, strategy.stage, singles, further, late)
    return State(
        strategy=strategy,
        asked=asked,
        before=tuple(exercise.pk for exercise in before.exercises),
        rows=_hash(*begin, asked.print, before.print, themes, passages),
        rows_of_singles=_hash(*begin, asked.print_of_points, before.print_of_points),
        shows_who=shows_who,
    )


def _hash(*texts: object) -> str:
    return hashlib.sha256("/".join(map(str, texts)).encode()).hexdigest()
