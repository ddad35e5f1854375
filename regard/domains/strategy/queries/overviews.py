"""
What a version answers, in counts: kept until a row differs that they follow from.

A version may answer a million points: no page reads them. What engagement counted is kept there
(`engagement.queries.in_full`); what stands here is made of it and of the version's own outcomes.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from regard.domains.engagement import queries as engagement
from regard.domains.strategy.models import Outcome
from regard.domains.strategy.types import Item, OutcomeKind, Overview, StrategyStage
from regard.foundation.base.held import hold

from .outcomes import as_rows
from .singles import CHANGES, KINDS, get_singles, list_items
from .states import KEPT_FOR, State, read_state

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regard.domains.engagement.types import ExerciseRow
    from regard.domains.strategy.models import Strategy

    from .singles import Singles


class Tally:
    """Counts points, each once: all, answered, changing, by outcome and by passage."""

    def __init__(self) -> None:
        self.shown = self.answered = self.changed = 0
        self.points: Counter[OutcomeKind | None] = Counter()
        self.behind: Counter[str] = Counter()

    def add(self, number: int, kinds: frozenset[OutcomeKind | None], refs: Iterable[str]) -> None:
        """Count so many points, that these outcomes and passages answer; fewer where negative."""
        if not kinds:
            return
        self.shown += number
        self.answered += number * (kinds != {None})
        self.changed += number * (not kinds.isdisjoint(CHANGES))
        for kind in kinds:
            self.points[kind] += number
        for ref in refs:
            self.behind[ref] += number


def get_overview(*, strategy: Strategy, shows_who: bool, state: State | None = None) -> Overview:
    """
    Return everything said that a version answers, whose reader was checked, in counts.

    It counts as `get_sheet` does, which reads every point. Three queries where nothing differs.

    :param shows_who: whether the reader may know who spoke, as in `get_sheet`.
    :param state: if the caller has read it already.
    """
    state = state or read_state(strategy=strategy, shows_who=shows_who)
    key = f"strategy.overview:{strategy.pk}:{state.shows_who}"
    return hold(key, lambda: _count(state), mark=state.rows, seconds=KEPT_FOR)


def list_waiting_for_second(*, state: State, limit: int) -> list[Item]:
    """
    Return what is not adopted and waits for a second reader: themes first, then single points.

    :param limit: of single points.
    """
    overview = get_overview(strategy=state.strategy, shows_who=state.shows_who, state=state)
    themes = [i for i in overview.themes if i.outcome and i.outcome.waits_for_second_reader]
    singles = get_singles(state=state)
    places = singles.waiting()[:limit]
    return [*themes, *list_items(state=state, singles=singles, places=places)]


def _count(state: State) -> Overview:
    themes, singles = _list_themes(state), get_singles(state=state)
    tally = _tally(state, themes, singles)
    return Overview(
        exercises=tuple(_list_exercises(state)),
        themes=themes,
        lone=singles.count(is_own=False),
        own=singles.count(is_own=True),
        points=dict(+tally.points),
        shown=tally.shown,
        answered=tally.answered,
        changed=tally.changed,
        behind=dict(+tally.behind),
        waiting=sum(singles.waits),
        without_passage=_count_without_passage(themes, singles),
    )


def _list_exercises(state: State) -> list[ExerciseRow]:
    """Return them as `list_exercises` does: of what is published, without what came after."""
    rows = engagement.list_rows(state.asked)
    if state.strategy.stage == StrategyStage.DRAFT:
        return rows
    late = engagement.count_late(exercise_ids=[row.exercise_id for row in rows])
    return [
        replace(row, contributions=row.contributions - said, points=row.points - points)
        for row in rows
        for said, points in [late.get(row.exercise_id, (0, 0))]
    ]


def _list_themes(state: State) -> tuple[Item, ...]:
    """Return them with their outcomes, which are the same for whoever reads."""
    key = f"strategy.themes:{state.strategy.pk}"
    return hold(key, lambda: _read_themes(state), mark=state.rows, seconds=KEPT_FOR)


def _read_themes(state: State) -> tuple[Item, ...]:
    found = Outcome.objects.filter(strategy=state.strategy, theme__isnull=False)
    outcomes = {row.theme_id: replace(row, passage_text="") for row in as_rows(found)}
    return tuple(
        Item(theme.exercise_id, theme, None, outcomes.get(theme.theme_id))
        for theme in engagement.list_all_themes(state.asked)
        if theme.own_points
    )


def _tally(state: State, themes: Iterable[Item], singles: Singles) -> Tally:
    tally = Tally()
    kinds = {i.theme.theme_id: i.outcome.kind if i.outcome else None for i in themes if i.theme}
    refs = {
        i.theme.theme_id: i.outcome.passage_refs for i in themes if i.theme and i.outcome
    }  # fmt: skip

    def add(number: int, theme_ids: Iterable[int]) -> None:
        its = [theme_id for theme_id in theme_ids if theme_id in kinds]
        tally.add(
            number,
            frozenset(kinds[theme_id] for theme_id in its),
            {ref for theme_id in its for ref in refs.get(theme_id, ())},
        )

    for together, number in engagement.count_together(state.asked).items():
        add(number, together)
    for together, number in singles.themes.items():
        add(-number, together)
    for kind, number in Counter(singles.kinds).items():
        tally.add(number, frozenset({KINDS[kind]}), ())
    for pk, ref in state.strategy.passages.values_list("pk", "ref"):
        tally.behind[ref] += singles.behind[pk]
    return tally


def _count_without_passage(themes: Iterable[Item], singles: Singles) -> int:
    lacking = sum(
        item.outcome is not None and item.outcome.kind in CHANGES and not item.outcome.passage_ref
        for item in themes
    )
    return lacking + singles.count_without_passage()
