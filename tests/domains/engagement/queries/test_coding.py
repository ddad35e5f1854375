from datetime import UTC, datetime

import pytest

from regard.domains.engagement import queries
from tests.domains.engagement.views.theme_pages import point_in
from tests.factories.audiences import use_in_a_strategy
from tests.factories.engagement import ExerciseFactory, ThemeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def theme():
    return ThemeFactory(exercise=ExerciseFactory(closed=True))


def order_of(exercise):
    """Return the points in the order in which they come, passing by one after another."""
    found = []
    while (point_id := queries.next_point(exercise=exercise, skipped=found)) is not None:
        found.append(point_id)
    return found


class TestNextPoint:
    def test_gives_the_doubtful_then_the_lone_then_the_rest(self, theme):
        sure = point_in(theme.exercise, theme=theme)
        lone = point_in(theme.exercise)
        unsure = point_in(theme.exercise, theme=theme, is_unsure=True)

        assert order_of(theme.exercise) == [unsure.pk, lone.pk, sure.pk]

    def test_passes_by_what_people_decided_and_what_has_an_outcome(self, theme):
        point_in(theme.exercise, theme=theme, placed_by="person:1")
        point_in(theme.exercise, placed_by="person:1")
        use_in_a_strategy(point=point_in(theme.exercise))

        assert order_of(theme.exercise) == []

    def test_gives_last_what_was_placed_before_its_theme_changed(self, theme):
        again = point_in(theme.exercise, theme=theme, placed_by="person:1")
        point_in(
            theme.exercise,
            theme=theme,
            placed_by="person:1",
            placed_at=datetime(2026, 12, 4, tzinfo=UTC),
        )
        lone = point_in(theme.exercise)
        theme.look_again_from = datetime(2026, 12, 3, tzinfo=UTC)
        theme.save()

        assert order_of(theme.exercise) == [lone.pk, again.pk]


class TestCountDecided:
    def test_counts_what_people_have_placed_or_left_alone(self, theme):
        point_in(theme.exercise, theme=theme, placed_by="person:1")
        point_in(theme.exercise, placed_by="person:1")
        point_in(theme.exercise, theme=theme)

        counted = queries.count_decided(exercise=theme.exercise)

        assert (counted.points, counted.decided) == (3, 2)
