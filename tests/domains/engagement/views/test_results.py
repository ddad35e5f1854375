import pytest
from django.test import Client

from tests.domains.engagement.views.addresses import at
from tests.factories.engagement import (
    AnswerFactory,
    AudienceMemberFactory,
    ContributionFactory,
    ExerciseFactory,
    QuestionFactory,
)
from tests.factories.engagement_questions import QuestionOfKindFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def exercise():
    exercise = ExerciseFactory()
    choice = QuestionFactory(exercise=exercise, position=1, choice=True)
    rank = QuestionOfKindFactory(exercise=exercise, position=2, rank=True)
    matrix = QuestionOfKindFactory(exercise=exercise, position=3, matrix=True)
    words = QuestionFactory(exercise=exercise, position=4, text="Why?")
    for number in range(9):
        member = AudienceMemberFactory(exercise=exercise)
        if number < 7:
            kept = ContributionFactory(exercise=exercise, location=member.location)
            AnswerFactory(contribution=kept, question=choice, text="Worse", value="Worse")
            AnswerFactory(contribution=kept, question=rank, text="1. Pay", value=["Pay"])
            AnswerFactory(
                contribution=kept, question=matrix, text="Pay: Better", value={"Pay": "Better"}
            )
            AnswerFactory(contribution=kept, question=words, text="Secret words.")
    return exercise


class TestResults:
    def test_lead_whoever_sees_coverage_to_the_estimates(self, lead, exercise):
        page = lead(exercise).get(at("results", exercise)).content.decode()

        assert at("estimates", exercise) in page

    def test_show_the_team_what_was_chosen_while_it_is_open(self, lead, exercise):
        page = lead(exercise).get(at("results", exercise)).content.decode()

        assert "7 of 9 service addresses have answered." in page
        assert "1. How is it?" in page
        assert "100%" in page
        assert "It is still open" in page
        assert "Secret words." not in page

    def test_are_for_everyone_once_it_is_answered(self, exercise):
        assert Client().get(at("results", exercise)).status_code in {302, 403, 404}
        exercise.stage = "answered"
        exercise.save()

        assert Client().get(at("results", exercise)).status_code == 200
        assert Client().get(at("results_csv", exercise)).status_code == 200

    def test_are_a_table_to_take_away(self, lead, exercise):
        rows = lead(exercise).get(at("results_csv", exercise)).content.decode()

        assert "1,How is it?,Choose one,Services,,Worse,7,7,1.0" in rows

    def test_say_so_where_nothing_is_asked(self, lead):
        exercise = ExerciseFactory()

        assert (
            "Nothing to count yet" in lead(exercise).get(at("results", exercise)).content.decode()
        )

    def test_take_as_many_queries_for_many_answers_as_for_few(
        self, lead, exercise, django_assert_max_num_queries
    ):
        browser = lead(exercise)

        with django_assert_max_num_queries(16):
            browser.get(at("results", exercise))


class TestPaper:
    def test_prints_every_question_with_somewhere_to_write(self, exercise):
        page = Client().get(at("paper_form", exercise)).content.decode()

        assert "4. Why?" in page
        assert "Tick one in every line." in page
        assert "rg-paper__lines" in page
