"""What a version answers is counted alike by the sheet, which reads every point, and by counts."""

from collections import Counter

from regard.domains.strategy import queries
from regard.domains.strategy.types import OutcomeKind


def kind_of(item):
    return item.outcome.kind if item.outcome else None


def check_alike(strategy, *, shows_who=True):
    """Fail where the counts of a version are others than its sheet's."""
    sheet = queries.get_sheet(strategy=strategy, shows_who=shows_who)
    state = queries.read_state(strategy=strategy, shows_who=shows_who)
    overview = queries.get_overview(strategy=strategy, shows_who=shows_who, state=state)
    singles = queries.get_singles(state=state)

    def count(chosen):
        return sheet.count_points(chosen)

    assert [(i.theme.theme_id, kind_of(i)) for i in overview.themes] == [
        (i.theme.theme_id, kind_of(i)) for i in sheet.themes
    ]
    assert overview.exercises == tuple(queries.list_exercises(strategy=strategy))
    assert Counter(overview.lone) == Counter(map(kind_of, sheet.lone))
    assert Counter(overview.own) == Counter(map(kind_of, sheet.own))
    for kind in (*OutcomeKind, None):
        assert overview.points.get(kind, 0) == count(i for i in sheet.items if kind_of(i) is kind)
    assert overview.shown == count(sheet.items)
    assert overview.answered == count(i for i in sheet.items if i.outcome)
    assert overview.changed == count(
        i for i in sheet.items if i.outcome and i.outcome.kind.is_change
    )
    assert overview.missing == len(sheet.missing)
    assert overview.waiting_for_second_reader == len(sheet.waiting_for_second_reader)
    for ref in strategy.passages.values_list("ref", flat=True):
        behind = [i for i in sheet.items if i.outcome and ref in i.outcome.passage_refs]
        assert overview.behind.get(ref, 0) == count(behind), ref
    items = queries.list_items(state=state, singles=singles, places=range(len(singles)))
    assert sorted((i.point.point_id, kind_of(i)) for i in items) == sorted(
        (i.point.point_id, kind_of(i)) for i in (*sheet.own, *sheet.lone)
    )
