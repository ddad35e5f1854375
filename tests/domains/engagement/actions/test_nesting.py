from datetime import UTC, datetime

import pytest

from regard.domains.engagement import actions, queries
from regard.foundation.audit.models import Entry
from tests.factories.engagement import ExerciseFactory, ThemeFactory

pytestmark = pytest.mark.django_db

WHO = {"by": "person:1", "at": datetime(2026, 12, 2, 9, tzinfo=UTC)}


@pytest.fixture
def themes():
    exercise = ExerciseFactory(closed=True)
    return [ThemeFactory(exercise=exercise, title=title) for title in ("Pay", "Travel", "Rotas")]


class TestNestTheme:
    def test_makes_it_a_part_and_takes_it_out_again(self, themes):
        pay, travel, _ = themes

        nested = actions.nest_theme(theme=travel, whole=pay, **WHO)
        assert (nested.parent, Entry.objects.get().event) == (pay, "theme.nested")

        assert actions.nest_theme(theme=travel, whole=None, **WHO).parent is None

    def test_is_told_in_the_history_of_both(self, themes):
        pay, travel, rotas = themes
        actions.nest_theme(theme=travel, whole=pay, **WHO)
        actions.nest_theme(theme=travel, whole=rotas, **WHO)

        assert [deed.is_own for deed in queries.list_history(theme=travel)] == [True, True]
        assert len(queries.list_history(theme=pay)) == 2
        assert len(queries.list_history(theme=rotas)) == 1

    def test_is_a_decision_that_no_machine_undoes(self, themes):
        pay, travel, _ = themes

        actions.nest_theme(theme=travel, whole=pay, **WHO)

        pay.refresh_from_db()
        travel.refresh_from_db()
        assert (pay.named_by, travel.named_by) == ("person:1", "person:1")

    def test_refuses_to_go_deeper_than_one_level(self, themes):
        pay, travel, rotas = themes
        actions.nest_theme(theme=travel, whole=pay, **WHO)

        with pytest.raises(actions.CannotEditThemes, match="“Travel” is itself a part"):
            actions.nest_theme(theme=rotas, whole=travel, **WHO)
        with pytest.raises(actions.CannotEditThemes, match="has parts of its own"):
            actions.nest_theme(theme=pay, whole=rotas, **WHO)

    def test_refuses_itself_and_what_is_not_there(self, themes):
        pay, *_ = themes

        with pytest.raises(actions.CannotEditThemes, match="a part of itself"):
            actions.nest_theme(theme=pay, whole=pay, **WHO)
        with pytest.raises(actions.CannotEditThemes, match="no such theme"):
            actions.nest_theme(theme=pay, whole=ThemeFactory(), **WHO)
        with pytest.raises(actions.CannotEditThemes, match="where it is already"):
            actions.nest_theme(theme=pay, whole=None, **WHO)
