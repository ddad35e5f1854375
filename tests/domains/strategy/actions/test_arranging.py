import pytest

from regard.domains.strategy import actions, queries
from regard.domains.strategy.actions import CannotMove
from regard.domains.strategy.types import Place
from regard.foundation.audit.models import Entry
from regard.foundation.base.errors import NotFound
from tests.factories.strategy import DECIDED, StrategyFactory

pytestmark = pytest.mark.django_db

WHO = {"by": "person:1", "at": DECIDED}


@pytest.fixture
def strategy():
    strategy = StrategyFactory()
    for ref in ("1", "1.1", "1.2", "2", "2.1"):
        actions.write_passage(strategy=strategy, ref=ref, heading=ref, text="See 1.2.", **WHO)
    return strategy


def shown(strategy):
    lines = queries.list_outline(strategy=strategy)
    return " ".join(f"{'-' * line.depth}{line.ref}" for line in lines)


class TestMoving:
    def test_takes_along_what_stands_below(self, strategy):
        actions.move_passage(strategy=strategy, ref="2", places=-1, **WHO)

        assert shown(strategy) == "2 -2.1 1 -1.1 -1.2"
        assert Entry.objects.filter(event="passage.moved").count() == 1

    def test_puts_under_and_out_again(self, strategy):
        actions.indent_passage(strategy=strategy, ref="2", **WHO)
        assert shown(strategy) == "1 -1.1 -1.2 -2 --2.1"

        actions.outdent_passage(strategy=strategy, ref="1.1", **WHO)
        assert shown(strategy) == "1 -1.2 -2 --2.1 1.1"

    def test_puts_it_anywhere(self, strategy):
        keys = {line.ref: line.key for line in queries.list_outline(strategy=strategy)}

        actions.place_passage(
            strategy=strategy, ref="1.2", place=Place(keys["2"], keys["2.1"]), **WHO
        )

        assert shown(strategy) == "1 -1.1 2 -2.1 -1.2"

    def test_refuses_where_it_cannot_stand(self, strategy):
        with pytest.raises(CannotMove, match="nothing before it"):
            actions.indent_passage(strategy=strategy, ref="1", **WHO)
        with pytest.raises(NotFound, match="no such place"):
            actions.place_passage(strategy=strategy, ref="1", place=Place("p99"), **WHO)


class TestRenumbering:
    def test_shows_first_what_changes_and_who_mentions_it(self, strategy):
        actions.move_passage(strategy=strategy, ref="1.2", places=-1, **WHO)

        preview = queries.preview_numbers(strategy=strategy)

        assert [(was, now) for _, _, was, now in preview.changes] == [
            ("1.2", "1.1"),
            ("1.1", "1.2"),
        ]
        assert len(preview.mentions) == 5

    def test_numbers_by_place_also_where_numbers_change_places(self, strategy):
        actions.move_passage(strategy=strategy, ref="2", places=-1, **WHO)

        assert actions.renumber_passages(strategy=strategy, **WHO) == 5

        assert shown(strategy) == "1 -1.1 2 -2.1 -2.2"
        assert actions.renumber_passages(strategy=strategy, **WHO) == 0
        assert Entry.objects.filter(event="strategy.renumbered").count() == 1
