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

STATES = {
    "strategy_outcome": "strategy_id = any(%(versions)s)",
    "strategy_outcomepassage": "strategy_id = any(%(versions)s)",
    "strategy_lateoutcome": "strategy_id = any(%(versions)s)",
    "strategy_passage": "strategy_id = any(%(versions)s)",
}
"""Rows of a draft that its counts follow from, and which of them. What is published is final."""

STATE = "select " + ", ".join(
    f"""(
        select concat_ws('-', count(*), sum(hashtidextended(
            part.ctid, age('3'::xid)::bigint - age(part.xmin)
        ))) from {table} part where part.{which}
    )"""
    for table, which in STATES.items()
)
"""As `engagement.queries.marked` tells rows: by where each lies and what wrote it there."""


@dataclass(frozen=True)
class State:
    """
    A version, and what it answers, as they are at one moment.

    Attributes:
        before: exercises of published versions before it, by number.
        rows: a short text: where it is the same, all rows are that any of this follows from.
        shows_who: whether the reader may know who spoke, as in `get_sheet`.
    """

    strategy: Strategy
    asked: engagement.Asked
    before: tuple[int, ...]
    rows: str
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
        own = cursor.fetchone()
    whole = [strategy.pk, strategy.stage, asked.print, before.print, *own]
    return State(
        strategy=strategy,
        asked=asked,
        before=tuple(exercise.pk for exercise in before.exercises),
        rows=hashlib.sha256("/".join(map(str, whole)).encode()).hexdigest(),
        shows_who=shows_who,
    )
