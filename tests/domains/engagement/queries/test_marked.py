import pytest

from regard.domains.engagement.models import (
    AudienceMember,
    Campaign,
    CampaignUse,
    Coding,
    Contribution,
    MemberPart,
    Point,
    Theme,
)
from regard.domains.engagement.queries.marked import Source, kept_under, read_mark
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

    def test_knows_nothing_of_drafts_and_of_other_exercises(self, exercise):
        before = texts(exercise)

        ContributionFactory(exercise=exercise, kept_at=None)
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
