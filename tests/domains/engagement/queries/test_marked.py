from collections import Counter

import pytest
from django.core.cache import cache
from django.db import connection

from regard.domains.engagement.models import (
    AudienceMember,
    Campaign,
    CampaignUse,
    Coding,
    Contribution,
    MemberPart,
    Point,
    Theme,
    Touch,
)
from regard.domains.engagement.queries.marked import (
    Mark,
    Source,
    kept_by_part,
    kept_sum,
    kept_under,
    read_mark,
)
from regard.domains.register.models import Location, Membership
from tests.factories.engagement import (
    AnswerFactory,
    AudienceMemberFactory,
    ContributionFactory,
    ExerciseFactory,
    PointFactory,
    ThemeFactory,
)
from tests.factories.engagement_collective import MemberPartFactory

pytestmark = pytest.mark.django_db

WRITTEN = [
    (Source.CONTRIBUTIONS, Contribution, {"is_late": True}),
    (Source.AUDIENCE, AudienceMember, {"size_band": "one"}),
    (Source.MEMBER_PARTS, MemberPart, {"words": "We saw it differently"}),
    (Source.MEMBER_PARTS, Membership, {"created_at": "2020-01-01T00:00Z"}),
    (Source.POINTS, Point, {"argument": 3}),
    (Source.THEMES, Theme, {"title": "Pay"}),
    (Source.CODINGS, Coding, {"is_unsure": True}),
    (Source.CAMPAIGNS, Campaign, {"state": "refused"}),
    (Source.CAMPAIGNS, CampaignUse, {"added": [[0, 40]]}),
    (Source.REGISTER, Location, {"name": "Ash Lodge"}),
]
"""What may be written about in each source, by hand, without any of our actions."""


def make_everything():
    exercise = ExerciseFactory()
    said = ContributionFactory(exercise=exercise)
    answer = AnswerFactory(contribution=said)
    PointFactory(answer=answer, theme=ThemeFactory(exercise=exercise))
    AudienceMemberFactory(exercise=exercise)
    MemberPartFactory(contribution__exercise=exercise)
    campaign = Campaign.objects.create(exercise=exercise, title="A letter", template="Pay us")
    CampaignUse.objects.create(campaign=campaign, contribution=said, answer=answer, likeness=1)
    return exercise


@pytest.fixture
def exercise():
    return make_everything()


def texts(exercise):
    return read_mark(exercise=exercise, of=tuple(Source)).texts


class TestReadMark:
    def test_is_the_same_where_nothing_changed(self, exercise, django_assert_num_queries):
        first = texts(exercise)

        with django_assert_num_queries(1):
            assert texts(exercise) == first

    @pytest.mark.parametrize(("source", "model", "written"), WRITTEN)
    def test_is_another_once_a_row_is_written_by_hand(self, exercise, source, model, written):
        before = texts(exercise)

        model.objects.update(**written)

        after = texts(exercise)
        assert before[source] != after[source]
        others = {Source.REGISTER, source}
        assert all(before[each] == after[each] for each in Source if each not in others)

    def test_is_another_once_a_row_is_deleted_or_made(self, exercise):
        seen = {texts(exercise)[Source.CODINGS]}
        [coding] = Coding.objects.all()

        coding.delete()
        seen.add(texts(exercise)[Source.CODINGS])
        coding.save(force_insert=True)
        seen.add(texts(exercise)[Source.CODINGS])

        assert len(seen) == 3

    def test_is_the_same_once_what_was_written_down_is_folded(self, exercise):
        for _ in range(3):
            Coding.objects.update(is_unsure=True)
        before, rows = texts(exercise), Touch.objects.filter(source="codings").count()

        with connection.cursor() as cursor:
            cursor.execute("select engagement_fold_touches('codings')")

        assert Touch.objects.filter(source="codings").count() < rows
        assert texts(exercise) == before

    def test_knows_nothing_of_drafts_who_decided_on_points_and_other_exercises(self, exercise):
        before = texts(exercise)

        ContributionFactory(exercise=exercise, kept_at=None)
        Point.objects.update(decided_by="person:1")
        make_everything()

        after = texts(exercise)
        assert {each for each in Source if before[each] != after[each]} == {Source.REGISTER}


class TestKeptUnder:
    def test_counts_once_until_what_it_follows_from_is_written(self, exercise):
        made = []

        def look(of):
            mark = read_mark(exercise=exercise, of=tuple(Source))
            return kept_under(mark, of=of, name="test", count=lambda: made.append(0))

        for _ in range(2):
            assert look([Source.THEMES]) is None
        Theme.objects.update(title="Pay")
        look([Source.THEMES])
        Point.objects.update(argument=4)
        look([Source.THEMES])

        assert len(made) == 2

    def test_asks_for_all_that_counts_follow_from(self, exercise):
        mark = read_mark(exercise=exercise, of=[Source.THEMES])

        with pytest.raises(KeyError):
            kept_under(mark, of=[Source.POINTS], name="test", count=list)


class TestPartsOf:
    def test_tells_codings_by_theme_and_what_that_is_part_of(self):
        theme = ThemeFactory()
        part = ThemeFactory(exercise=theme.exercise, parent=theme)
        for each in (theme, part):
            said = ContributionFactory(exercise=theme.exercise)
            PointFactory(answer=AnswerFactory(contribution=said), theme=each)

        mark = read_mark(exercise=theme.exercise, of=[Source.CODINGS])

        assert set(mark.parts_of(Source.CODINGS)) == {f"{theme.pk}", f"{part.pk}<{theme.pk}"}

    def test_is_nothing_where_there_are_no_rows(self):
        mark = read_mark(exercise=ExerciseFactory(), of=[Source.CODINGS])

        assert mark.parts_of(Source.CODINGS) == {}


STATES = [
    {"a": "1", "b": "1"},
    {"a": "2", "b": "1"},
    {"b": "1", "c": "1"},
    {},
    {"b": "2"},
    {"b": "2"},
]
"""Of parts, one after another."""

ASKED = [{"a", "b"}, {"a"}, {"c"}, set(), {"b"}, set()]
"""Which are to be counted."""


class _Counting:
    """Counts each part as the state it is in, and remembers what it was asked."""

    def __init__(self):
        self.asked = set()
        self.states = {}

    def __call__(self, parts):
        self.asked |= set(parts)
        return {part: Counter({part: int(self.states[part]), "all": 1}) for part in parts}


@pytest.mark.parametrize("keep", [kept_by_part, kept_sum])
class TestKeptByPart:
    def test_counts_only_what_differs(self, keep):
        counting = _Counting()
        for states, asked in zip(STATES, ASKED, strict=True):
            counting.states, counting.asked = states, set()

            found = keep(Mark(1, {}), of=[], parts=states, name=keep.__name__, count=counting)

            assert counting.asked == asked
            one_by_one = counting(states)
            assert found == (
                one_by_one if keep is kept_by_part else sum(one_by_one.values(), Counter())
            )

    def test_begins_anew_where_what_was_kept_is_gone(self, keep):
        counting = _Counting()
        for states in STATES[:2]:
            cache.clear()
            counting.states, counting.asked = states, set()
            keep(Mark(2, {}), of=[], parts=states, name=keep.__name__, count=counting)

        assert counting.asked == {"a", "b"}


class TestKeptSum:
    def test_begins_anew_where_only_the_sum_is_left(self):
        counting = _Counting()
        for states in STATES[:2]:
            counting.states, counting.asked = states, set()
            found = kept_sum(Mark(3, {}), of=[], parts=states, name="sum", count=counting)
            for key in (f"sum:3:{Mark(3, {}).print_of([])}:{each}:1" for each in "ab"):
                cache.delete(key)

        assert counting.asked == {"a", "b"}
        assert found == Counter(a=2, b=1, all=2)
