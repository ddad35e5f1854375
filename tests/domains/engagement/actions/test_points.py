import pytest

from regard.domains.engagement.actions import points as actions
from regard.domains.engagement.models import Point
from tests.factories.engagement import AnswerFactory, QuestionFactory

pytestmark = pytest.mark.django_db


class TestMakePoints:
    def test_makes_one_of_every_idea_at_its_own_place(self):
        answer = AnswerFactory(text="Pay for travel between calls. The rota comes too late.")

        made = actions.make_points(contribution=answer.contribution, answers=[answer])

        assert made == 2
        points = Point.objects.order_by("start")
        assert [point.text for point in points] == [
            "Pay for travel between calls.",
            "The rota comes too late.",
        ]
        assert all(answer.text[p.start : p.end] == p.text for p in points)
        assert {(p.exercise_id, p.system_id, p.decided_by) for p in points} == {
            (answer.contribution.exercise_id, answer.contribution.system_id, "")
        }

    @pytest.mark.parametrize("text", ["n/a", "-", "None", "Nothing to add.", "  "])
    def test_makes_none_of_an_answer_that_says_nothing(self, text):
        answer = AnswerFactory(text=text)

        assert actions.make_points(contribution=answer.contribution, answers=[answer]) == 0

    def test_makes_none_of_a_choice(self):
        answer = AnswerFactory(question=QuestionFactory(choice=True), text="Better")

        assert actions.make_points(contribution=answer.contribution, answers=[answer]) == 0
