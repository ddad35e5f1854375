"""What a version answers, in counts that are kept."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from regard.domains.engagement.types import Visibility
from regard.domains.strategy import actions, queries
from regard.domains.strategy.types import OutcomeKind
from tests.domains.strategy.queries.alike import check_alike
from tests.factories.engagement import ThemeFactory, code
from tests.factories.strategy import DECIDED, PUBLISHED, OutcomeFactory, Story

pytestmark = pytest.mark.django_db


def overview(story, *, shows_who=True):
    return queries.get_overview(strategy=story.strategy, shows_who=shows_who)


def give_its_own(story):
    """Let a point in the theme have an outcome of its own."""
    point = story.says("Not that way.", theme=story.theme)
    return OutcomeFactory(
        strategy=story.strategy, theme=None, point=point, kind="already", is_own=True
    )


class TestGetOverview:
    def test_counts_as_the_sheet_does(self):
        story = Story().decides()
        give_its_own(story)
        two = story.says("Both of these.", theme=story.theme)
        code(two, ThemeFactory(exercise=story.exercise))
        story.says("They would know me.", visibility=Visibility.COUNTED)

        check_alike(story.strategy)
        check_alike(story.strategy, shows_who=False)

    def test_counts_a_point_once_though_it_is_in_two_themes(self):
        story = Story().decides()
        before = overview(story)
        other = ThemeFactory(exercise=story.exercise)
        OutcomeFactory(strategy=story.strategy, theme=other, kind="not_adopted")

        code(story.theme.points.first(), other)

        after = overview(story)
        assert (after.shown, after.changed) == (before.shown, before.changed)
        refused = OutcomeKind.NOT_ADOPTED
        assert after.points[refused] == before.points.get(refused, 0) + 1

    def test_is_made_anew_once_anything_differs_and_only_then(self):
        story = Story().decides()
        first = overview(story)
        with CaptureQueriesContext(connection) as captured:
            assert overview(story) == first
        assert len(captured) == 3

        actions.take_back_outcome(
            strategy=story.strategy, theme_id=story.theme.pk, by="person:1", at=DECIDED
        )
        taken_back = overview(story)
        story.says("And alone.")

        assert taken_back.missing_themes == 1
        assert overview(story).lone_points == taken_back.lone_points + 1

    def test_leaves_what_came_late_out_of_what_is_published(self):
        story = Story().decides()
        actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)
        story.strategy.refresh_from_db()
        before = overview(story)

        story.says("Too late.")

        assert overview(story).lone == before.lone


class TestListSaidPage:
    def test_goes_from_themes_to_single_points_and_says_where_the_next_page_begins(self):
        story = Story().decides()
        state = queries.read_state(strategy=story.strategy, shows_who=True)

        def page(after, kind=None):
            return queries.list_said_page(
                state=state, overview=overview(story), kind=kind, after=after, limit=1
            )

        first, second = page(0), page(1)

        assert [item.title for item in first.items] == [story.theme.title]
        assert (first.themes, first.singles, first.next_after) == (1, 1, 1)
        assert [item.title for item in second.items] == [story.person.text]
        assert second.next_after is None
        assert page(0, OutcomeKind.ADOPTED).items == ()


class TestListBehind:
    def test_lists_themes_first_then_single_points_with_words_of_the_first_theme(self):
        story = Story().decides()
        alone = story.says("Me too.")
        OutcomeFactory(
            strategy=story.strategy, theme=None, point=alone, passage=story.adopted.passage
        )
        state = queries.read_state(strategy=story.strategy, shows_who=True)

        def list_behind(each):
            return queries.list_behind(
                state=state,
                overview=overview(story),
                passages=[story.adopted.passage],
                each=each,
                quoted=1,
            )

        behind, quotes = list_behind(4)

        ref = story.adopted.passage.ref
        assert [item.title for item in behind[ref]] == [story.theme.title, alone.text]
        assert len(quotes[story.theme.pk]) == 1
        assert len(list_behind(1)[0][ref]) == 1


class TestStreamItems:
    def test_yields_everything_said(self):
        story = Story().decides()
        state = queries.read_state(strategy=story.strategy, shows_who=True)

        batches = queries.stream_items(state=state, overview=overview(story))

        titles = [item.title for batch in batches for item in batch]
        assert titles == [story.theme.title, story.person.text]
