"""Points that have an outcome to themselves, or need one: tens of thousands, held in columns."""

from __future__ import annotations

import hashlib
from array import array
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Q

from regard.domains.engagement import queries as engagement
from regard.domains.engagement.types import Visibility
from regard.domains.strategy.models import Outcome, OutcomePassage
from regard.domains.strategy.types import Item, OutcomeKind, SaidPage, StrategyStage
from regard.foundation.base.held import hold

from .outcomes import as_rows
from .states import KEPT_FOR, State
from .waiting import list_waiting_ids

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from regard.domains.engagement.types import PointRow
    from regard.domains.strategy.types import Overview

KINDS: tuple[OutcomeKind | None, ...] = (None, *OutcomeKind)

CHANGES = frozenset(kind for kind in OutcomeKind if kind.is_change)

PLACES = {kind: place for place, kind in enumerate(KINDS)}

NO_OUTCOME = (False, (0, None, None, False))

BATCH = 500
"""Points of which the words are read at once, where all are read."""

READABLE = """
    select point.id, point.exercise_id,
        array(select theme_id from engagement_coding where point_id = point.id)
    from engagement_point point
    join engagement_contribution said on said.id = point.contribution_id
    where point.id = any(%(ids)s) and point.exercise_id = any(%(exercises)s)
        and said.kept_at is not null
        and (%(shows_who)s or said.withheld_at is null and said.visibility <> %(counted)s)
    order by array_position(%(exercises)s, point.exercise_id), point.id
"""
"""Those of some points that the reader may know of, each with its exercise and its themes."""


@dataclass(frozen=True)
class Singles:
    """
    Points in their order: those in themes, those in none by exercise, those that came too late.

    Attributes:
        points, exercises: whose number stands at a place; outcomes, passages: 0 for none.
        kinds: its outcome, as a place in `KINDS`.
        own: 1 for a point in a theme; waits: 1 where a second reader is waited for.
        more: further passages of an outcome, by its number.
        themes: in which themes those in themes are, and how many of them are in just these.
        behind: how many of them name each passage, by the number of its row.
    """

    points: array[int] = field(default_factory=lambda: array("q"))
    exercises: array[int] = field(default_factory=lambda: array("q"))
    outcomes: array[int] = field(default_factory=lambda: array("q"))
    passages: array[int] = field(default_factory=lambda: array("q"))
    kinds: bytearray = field(default_factory=bytearray)
    own: bytearray = field(default_factory=bytearray)
    waits: bytearray = field(default_factory=bytearray)
    more: dict[int, tuple[int, ...]] = field(default_factory=dict)
    themes: Counter[frozenset[int]] = field(default_factory=Counter)
    behind: Counter[int] = field(default_factory=Counter)

    def __len__(self) -> int:
        return len(self.points)

    def of_kind(self, kind: OutcomeKind | None) -> list[int]:
        """Return the places of those with this outcome; None: with none yet."""
        wanted = PLACES[kind]
        return [place for place, each in enumerate(self.kinds) if each == wanted]

    def waiting(self) -> list[int]:
        """Return the places of those that wait for a second reader."""
        return [place for place, waits in enumerate(self.waits) if waits]

    def count(self, *, is_own: bool) -> dict[OutcomeKind | None, int]:
        """Return how many of those in themes, or of those in none, have each outcome."""
        counts = Counter(zip(self.own, self.kinds, strict=True))
        return {KINDS[kind]: number for (own, kind), number in counts.items() if own == is_own}

    def count_without_passage(self) -> int:
        """Return how many changed something, and name no passage."""
        named = zip(self.kinds, self.passages, strict=True)
        lacking = Counter(kind for kind, first in named if not first)
        return sum(lacking[PLACES[kind]] for kind in CHANGES)

    def passages_of(self, place: int) -> tuple[int, ...]:
        """Return all passages, by number of the row, that the outcome at a place names."""
        first = self.passages[place]
        return ((first,) if first else ()) + self.more.get(self.outcomes[place], ())

    def naming(self, passage_ids: Collection[int]) -> Iterator[tuple[int, int]]:
        """Yield passage and place for each that names one of these passages."""
        wanted = set(passage_ids)
        for place, first in enumerate(self.passages):
            if first in wanted:
                yield first, place
            if self.more:
                for each in self.more.get(self.outcomes[place], ()):
                    if each in wanted:
                        yield each, place


def get_singles(*, state: State) -> Singles:
    """Return them for a reader who was checked. No query where nothing differs."""
    key = f"strategy.singles:{state.strategy.pk}:{state.shows_who}"
    return hold(key, lambda: _read(state), mark=state.rows_of_singles, seconds=KEPT_FOR)


def read_words(*, state: State, ids: Collection[int]) -> dict[int, PointRow]:
    """
    Return some points in words fit for the reader, by number; of what is withheld none.

    Eight queries, and two more where the reader may know of what is withheld and something is.
    """
    if not ids:
        return {}
    system = state.strategy.system
    rows = engagement.list_points_by_id(system=system, ids=ids, shows_who=state.shows_who)
    if state.shows_who and len(rows) < len(set(ids)):
        rows += engagement.list_withheld_by_id(system=system, ids=ids)
    return {row.point_id: row for row in rows}


def list_items(
    *,
    state: State,
    singles: Singles,
    places: Iterable[int],
    rows: Mapping[int, PointRow] | None = None,
) -> list[Item]:
    """
    Return some of them in words fit for the reader, in the order given. Eleven queries.

    :param rows: their words, if the caller has read them.
    """
    chosen = list(places)
    if not chosen:
        return []
    if rows is None:
        rows = read_words(state=state, ids=[singles.points[place] for place in chosen])
    wanted = [singles.outcomes[place] for place in chosen if singles.outcomes[place]]
    outcomes = {
        row.outcome_id: row for row in as_rows(Outcome.objects.filter(pk__in=wanted))
    }  # fmt: skip
    return [
        Item(point.exercise_id, None, point, outcomes.get(singles.outcomes[place]))
        for place in chosen
        if (point := rows.get(singles.points[place])) is not None
    ]


def list_said_page(
    *, state: State, overview: Overview, kind: OutcomeKind | None, after: int, limit: int
) -> SaidPage:
    """
    Return a page of everything said, themes first, for a reader who was checked.

    :param kind: only what had this outcome; None for all.
    :param after: how many to pass over.
    """
    themes = [i for i in overview.themes if kind is None or (i.outcome and i.outcome.kind is kind)]
    singles = get_singles(state=state)
    places = range(len(singles)) if kind is None else singles.of_kind(kind)
    page = list(themes[after : after + limit])
    first = max(0, after - len(themes))
    chosen = places[first : max(first, after + limit - len(themes))]
    page += list_items(state=state, singles=singles, places=chosen)
    is_more = len(themes) + len(places) > after + limit
    return SaidPage(tuple(page), len(themes), len(places), after + limit if is_more else None)


def stream_items(*, state: State, overview: Overview) -> Iterator[Sequence[Item]]:
    """
    Yield everything said, for a reader who was checked: themes first, some hundreds at a time.

    Eleven queries for each of these.
    """
    singles = get_singles(state=state)
    yield overview.themes
    for first in range(0, len(singles), BATCH):
        places = range(first, min(first + BATCH, len(singles)))
        yield list_items(state=state, singles=singles, places=places)


def _read(state: State) -> Singles:
    strategy = state.strategy
    further = OutcomePassage.objects.filter(strategy=strategy, outcome__point__isnull=False)
    more: dict[int, tuple[int, ...]] = {}
    for outcome_id, passage_id in further.order_by("pk").values_list("outcome", "passage"):
        more[outcome_id] = (*more.get(outcome_id, ()), passage_id)
    singles = Singles(more=more)
    found = Outcome.objects.filter(strategy=strategy, point__isnull=False)
    shown = ("pk", "passage", "kind", "is_read")
    rows = {
        number: (is_own, outcome)
        for number, is_own, *outcome in found.annotate(
            is_read=Q(second_read_at__isnull=False)
        ).values_list("point", "is_own", *shown)
    }
    own = sorted(number for number, (is_own, _) in rows.items() if is_own)
    for number, exercise_id, themes in _list_own(state, own) if own else []:
        _add(singles, number, exercise_id, rows[number][1], is_own=True)
        singles.themes[frozenset(themes)] += 1
    for number, exercise_id in _list_alone(state, rows):
        _add(singles, number, exercise_id, rows.get(number, NO_OUTCOME)[1], is_own=False)
    for place in range(len(singles)):
        singles.behind.update({*singles.passages_of(place)})
    return singles


def _add(
    singles: Singles, number: int, exercise_id: int, outcome: Sequence[Any], *, is_own: bool
) -> None:
    """:param outcome: its number, passage and kind, and whether it was read a second time."""
    outcome_id, passage_id, kind, is_read = outcome
    singles.points.append(number)
    singles.exercises.append(exercise_id)
    singles.outcomes.append(outcome_id)
    singles.passages.append(passage_id or 0)
    singles.kinds.append(PLACES[kind])
    singles.own.append(is_own)
    singles.waits.append(kind == OutcomeKind.NOT_ADOPTED and not is_read)


def _list_own(state: State, ids: list[int]) -> list[tuple[int, int, list[int]]]:
    """Return those of these points that are in themes; kept, as deciding changes none of this."""
    of = hashlib.sha256(f"{state.asked.print_of_points}:{ids}".encode()).hexdigest()

    def read() -> list[tuple[int, int, list[int]]]:
        exercises = [exercise.pk for exercise in state.asked.exercises]
        return [row for row in _readable(state, ids, exercises) if row[2]]

    key = f"strategy.own:{state.strategy.pk}:{state.shows_who}"
    return hold(key, read, mark=of, seconds=KEPT_FOR)


def _list_alone(state: State, rows: Collection[int]) -> list[tuple[int, int]]:
    """Return the points in no theme that the version answers, each with its exercise."""
    strategy = state.strategy
    alone = engagement.list_alone(state.asked, shows_who=state.shows_who)
    found = [(number, pk) for pk, numbers in alone.items() for number in numbers]
    if strategy.stage == StrategyStage.PUBLISHED:
        found = [each for each in found if each[0] in rows]
    if state.before:
        is_draft = strategy.stage == StrategyStage.DRAFT
        ids = list_waiting_ids(strategy=strategy) if is_draft else rows
        carried = _readable(state, ids, state.before)
        found += sorted((number, exercise_id) for number, exercise_id, _ in carried)
    return found


def _readable(
    state: State, ids: Collection[int], exercises: Collection[int]
) -> list[tuple[int, int, list[int]]]:
    with connection.cursor() as cursor:
        cursor.execute(
            READABLE,
            {
                "ids": list(ids),
                "exercises": list(exercises),
                "shows_who": state.shows_who,
                "counted": Visibility.COUNTED,
            },
        )
        return list(cursor.fetchall())
