from datetime import UTC, date, datetime

import pytest

from regard.domains.engagement.models import Contribution
from regard.domains.engagement.queries.seeing import (
    count_seen,
    find_seeing,
    get_seeing,
    list_safe,
    list_seen,
    list_upshots,
    list_upshots_of,
)
from regard.domains.engagement.types import Speaker
from regard.domains.engagement.types.seeing import Quarter, Seen, SeenFilter, Where
from regard.foundation.base.errors import NotFound
from tests.factories.engagement import PointFactory, ThemeFactory
from tests.factories.engagement_seeing import Q1, Q2, Q3, begin, told
from tests.factories.register import PlaceFactory, SystemFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 21)


@pytest.fixture
def exercise():
    return begin()


@pytest.fixture
def place(exercise):
    return PlaceFactory(system=exercise.system, name="Harrow Vale")


def seen(exercise, *, shows_who=True, after=None, limit=20, **narrow):
    return list_seen(
        exercise=exercise,
        which=SeenFilter(**narrow),
        shows_who=shows_who,
        after=after,
        limit=limit,
    )


def put(kept, theme):
    """Put something told into a theme, as a point beyond its own."""
    PointFactory(answer=kept.answers.get(question__position=1), theme=theme, start=900)


class TestFindSeeing:
    def test_is_that_of_the_system(self, exercise):
        assert find_seeing(system=exercise.system) == exercise
        assert find_seeing(system=SystemFactory()) is None

    def test_must_be_there_where_one_is_needed(self):
        with pytest.raises(NotFound):
            get_seeing(system=SystemFactory())


class TestCountSeen:
    def test_counts_quarters_that_are_over_by_kind(self, exercise):
        told(exercise, on=Q1)
        told(exercise, on=Q3, seen=Seen.WORKS)
        told(exercise, on=Q3, seen=None)
        told(exercise, on=TODAY)

        counts = count_seen(exercise=exercise, today=TODAY)

        assert counts.quarters == tuple(Quarter(2026, n) for n in (1, 2, 3))
        assert counts.told == (1, 0, 2)
        assert counts.by_seen == {Seen.WORSE: (1, 0, 0), Seen.WORKS: (0, 0, 1), None: (0, 0, 1)}

    def test_has_nothing_while_no_quarter_is_over(self, exercise):
        told(exercise, on=TODAY)

        assert count_seen(exercise=exercise, today=TODAY).quarters == ()

    def test_counts_a_theme_with_its_parts_and_nobody_twice(self, exercise):
        whole = ThemeFactory(exercise=exercise)
        part = ThemeFactory(exercise=exercise, parent=whole)
        kept = told(exercise, on=Q2)
        put(kept, part)
        PointFactory(answer=kept.answers.get(question__position=1), theme=whole, start=901)

        counts = count_seen(exercise=exercise, today=TODAY)

        assert counts.by_theme == {whole.pk: (1, 0), part.pk: (1, 0)}

    def test_counts_places_and_staff_in_one_only_where_enough_spoke(self, exercise, place):
        for _ in range(5):
            told(exercise, on=Q3, speaker=Speaker.STAFF, where=Where(place.pk))
        told(exercise, on=Q3, where=Where(place.pk))

        few = count_seen(exercise=exercise, today=TODAY)
        told(exercise, on=Q3, speaker=Speaker.STAFF, where=Where(place.pk))
        enough = count_seen(exercise=exercise, today=TODAY)

        assert few.by_place == {None: {Seen.WORSE: 5}, place.pk: {Seen.WORSE: 1}}
        assert enough.by_place == {place.pk: {Seen.WORSE: 7}}

    def test_reads_no_more_however_much_was_told(self, exercise, django_assert_num_queries):
        for day in (Q1, Q2, Q3):
            told(exercise, on=day)

        with django_assert_num_queries(4):
            count_seen(exercise=exercise, today=TODAY)


class TestListSeen:
    def test_shows_the_newest_first_with_kind_place_and_themes(self, exercise, place):
        told(exercise, "First.")
        kept = told(exercise, "Second.", where=Where(place.pk, "home_care"))
        put(kept, ThemeFactory(exercise=exercise, title="Pay"))

        second, first = seen(exercise)

        assert (second.words, second.seen, second.themes) == ("Second.", Seen.WORSE, ("Pay",))
        assert second.where == Where(place.pk, "home_care")
        assert first.where == Where()

    def test_shows_staff_without_day_and_place_while_they_are_few(self, exercise, place):
        told(exercise, speaker=Speaker.STAFF, where=Where(place.pk, "home_care"))

        [row] = seen(exercise)

        assert (row.said_on, row.where) == (None, Where())
        assert row.quarter == Quarter(2026, 4)

    def test_finds_staff_by_place_only_where_enough_spoke(self, exercise, place):
        for _ in range(5):
            told(exercise, speaker=Speaker.STAFF, where=Where(place.pk, "home_care"))
        assert seen(exercise, place_id=place.pk) == []

        told(exercise, speaker=Speaker.STAFF, where=Where(place.pk, "home_care"))
        assert len(seen(exercise, place_id=place.pk)) == 6
        assert seen(exercise, service_type="home_care") == []
        assert len(seen(exercise, place_id=place.pk, service_type="home_care")) == 6
        assert list_safe(exercise=exercise) == {Where(place.pk), Where(place.pk, "home_care")}

    def test_narrows_by_each_thing(self, exercise, place):
        theme = ThemeFactory(exercise=exercise)
        mine = told(
            exercise,
            "Rota comes late.",
            seen=Seen.WORRYING,
            speaker=Speaker.CARER,
            where=Where(place.pk, "home_care"),
        )
        put(mine, theme)
        told(exercise)

        for narrow in (
            {"seen": Seen.WORRYING},
            {"speaker": Speaker.CARER},
            {"place_id": place.pk},
            {"service_type": "home_care"},
            {"theme_id": theme.pk},
            {"words": "rota late"},
        ):
            assert [row.receipt for row in seen(exercise, **narrow)] == [mine.receipt], narrow

    def test_shows_that_something_is_withheld_without_its_words(self, exercise):
        kept = told(exercise, "Secret words.")
        Contribution.objects.filter(pk=kept.pk).update(withheld_at=datetime.now(UTC))

        [row] = seen(exercise)

        assert row.is_withheld
        assert row.words == ""
        assert seen(exercise, words="secret") == []

    def test_shortens_what_is_long_and_goes_on_page_by_page(self, exercise):
        told(exercise, "word " * 200)
        told(exercise)

        [newest] = seen(exercise, limit=1)
        [row] = seen(exercise, after=newest.contribution_id)

        assert row.words.endswith(" …")
        assert len(row.words) < 410

    def test_reads_no_more_however_long_the_list(self, exercise, django_assert_max_num_queries):
        for _ in range(8):
            told(exercise)

        with django_assert_max_num_queries(8):
            seen(exercise)


class TestListUpshots:
    def test_gives_those_of_the_themes_that_somebody_spoke_of(self, exercise):
        whole = ThemeFactory(exercise=exercise)
        kept, other = told(exercise), told(exercise)
        put(kept, ThemeFactory(exercise=exercise, parent=whole))
        upshot = whole.upshots.create(words="Done.", by="x", at=datetime.now(UTC))

        assert list_upshots_of(contribution=kept) == [upshot]
        assert list_upshots_of(contribution=other) == []
        assert list_upshots(exercise=exercise) == {whole.pk: [upshot]}
