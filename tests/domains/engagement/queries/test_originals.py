"""What is read of everything at once is checked against what pages read of one at a time."""

import pytest

from regard.domains.engagement.models import Contribution, Point
from regard.domains.engagement.queries import originals
from regard.domains.engagement.queries.originals import stream_originals, stream_points
from regard.domains.engagement.queries.points import list_points
from regard.domains.engagement.queries.proving import list_contents
from regard.domains.engagement.types import Stance, Visibility
from tests.factories.engagement import (
    AnswerFactory,
    ContributionFactory,
    ExerciseFactory,
    PointFactory,
    QuestionFactory,
    ThemeFactory,
    code,
)
from tests.factories.engagement_care import RedactionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def exercise(monkeypatch):
    """Two questions, and seven who spoke, among whom others spoke elsewhere."""
    monkeypatch.setattr(originals, "TOGETHER", 2)
    monkeypatch.setattr(originals, "POINTS_TOGETHER", 2)
    exercise, other = ExerciseFactory.create_batch(2)
    second, first = (QuestionFactory(exercise=exercise, position=n) for n in (2, 1))
    theme = ThemeFactory(exercise=exercise)
    for number in range(7):
        said = ContributionFactory(exercise=exercise, name="Ann Other")
        AnswerFactory(contribution=said, question=second, text=f"Second, {number}.")
        answer = AnswerFactory(contribution=said, question=first, text=f"The rota, {number}.")
        if number != 4:
            PointFactory(answer=answer, theme=theme if number % 2 else None, is_unsure=True)
        AnswerFactory(contribution=ContributionFactory(exercise=other))
    return exercise


@pytest.fixture
def nth(exercise):
    """Gives one of those who spoke, from 0."""
    every = list(Contribution.objects.filter(exercise=exercise).order_by("pk"))
    return every.__getitem__


class TestOriginals:
    def test_are_all_that_was_kept_in_order_as_it_was_asked(self, exercise):
        ContributionFactory(exercise=exercise, draft=True)

        found = list(stream_originals(exercise=exercise, with_counted=False))

        kept = Contribution.objects.filter(exercise=exercise, kept_at__isnull=False)
        contents = list_contents(contributions=kept)
        assert [row.content for row in found] == [
            contents[each.pk] for each in kept.order_by("pk")
        ]
        assert [said for _, said in found[3].answers] == ["The rota, 3.", "Second, 3."]
        assert {row.state for row in found} == {originals.WHOLE}

    def test_leave_out_what_may_not_be_handed_on(self, exercise, nth):
        RedactionFactory(answer=nth(1).answers.get(text__startswith="The rota"), start=4, end=8)
        Contribution.objects.filter(pk=nth(2).pk).update(withheld_at=nth(2).kept_at)
        Contribution.objects.filter(pk=nth(3).pk).update(visibility=Visibility.COUNTED)

        found = list(stream_originals(exercise=exercise, with_counted=False))
        in_court = list(stream_originals(exercise=exercise, with_counted=True))

        assert [row.state for row in found[:4]] == [
            originals.WHOLE, originals.CUT, originals.WITHHELD, originals.COUNTED,
        ]  # fmt: skip
        assert "rota" not in str(found[1].answers)
        assert "Second, 1." in str(found[1].answers)
        assert (found[2].answers, found[3].answers) == ((), ())
        assert [row.content for row in found[1:4]] == [None, None, None]
        assert in_court[3].state == originals.WHOLE
        assert in_court[3].content is not None


class TestPoints:
    def test_are_those_that_pages_show(self, exercise, nth):
        further = ThemeFactory(exercise=exercise)
        point = Point.objects.filter(codings__isnull=False, exercise=exercise).first()
        code(point, further, stance=Stance.AGAINST)
        RedactionFactory(answer=point.answer, start=4, end=8)
        Contribution.objects.filter(pk=nth(3).pk).update(visibility=Visibility.COUNTED)
        Contribution.objects.filter(pk=nth(5).pk).update(withheld_at=nth(5).kept_at)

        for shows_who in (False, True):
            found = list(stream_points(exercise=exercise, with_counted=shows_who))

            shown = list_points(exercise=exercise, shows_who=shows_who)
            same = (
                "point_id",
                "receipt",
                "text",
                "theme_ids",
                "stances",
                "is_unsure",
                "decided_by",
            )
            assert [[getattr(row, name) for name in same] for row in found] == [
                [getattr(row, name) for name in same] for row in shown
            ]
            assert len(found) == 4 + shows_who
            assert not any("rota, 1" in row.text for row in found)

    def test_are_read_with_three_queries_for_each_so_many(
        self, exercise, monkeypatch, django_assert_num_queries
    ):
        monkeypatch.setattr(originals, "POINTS_TOGETHER", 3)

        with django_assert_num_queries(3 + 3 + 1):
            assert len(list(stream_points(exercise=exercise, with_counted=True))) == 6
