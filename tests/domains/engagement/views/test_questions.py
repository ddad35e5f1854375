import pytest

from regard.domains.engagement.models import Question
from regard.domains.engagement.types import QuestionKind
from tests.domains.engagement.views.addresses import at, day
from tests.factories.engagement import ExerciseFactory, QuestionFactory
from tests.factories.engagement_questions import QuestionOfKindFactory

pytestmark = pytest.mark.django_db

NEEDS = {
    "words": ({}, {}),
    "choice": ({"options": "Pay\nRotas"}, {}),
    "choices": ({"options": "Pay\nRotas", "least": "1", "most": "2"}, {"least": 1, "most": 2}),
    "rank": ({"options": "Pay\nRotas", "most": "1"}, {"most": 1}),
    "scale": (
        {"options": "", "least": "0", "low": "never", "most": "10", "high": "always"},
        {"least": 0, "low": "never", "most": 10, "high": "always"},
    ),
    "number": (
        {"unit": "hours", "least": "0", "most": "", "is_whole": "on"},
        {"unit": "hours", "least": 0, "is_whole": True},
    ),
    "date": (
        day("earliest", "2026-01-01") | day("latest", "2026-12-31"),
        {"earliest": "2026-01-01", "latest": "2026-12-31"},
    ),
    "matrix": ({"options": "Better\nWorse", "rows": "Pay\nRotas"}, {"rows": ["Pay", "Rotas"]}),
    "file": ({"kinds": ["pdf"], "most_mb": "5"}, {"kinds": ["pdf"], "most_mb": 5}),
}


@pytest.fixture
def draft():
    return ExerciseFactory(draft=True)


class TestWritingAQuestion:
    @pytest.mark.parametrize("kind", QuestionKind)
    def test_of_each_kind_asks_for_what_it_needs_and_shows_it_again(self, lead, draft, kind):
        sent, needs = NEEDS[kind]
        browser = lead(draft)
        here = f"{at('new_question', draft)}?kind={kind}"

        form = browser.get(here).content.decode()
        browser.post(here, {"text": "How is it?", "hint": "Tell us."} | sent)

        made = Question.objects.get()
        assert all(f'name="{name}"' in form for name in sent)
        assert (made.kind, made.settings) == (kind, needs)
        again = at("edit_question", draft, question_id=made.pk)
        page = browser.get(again).content.decode()
        assert "How is it?" in page
        browser.post(again, {"text": "How is it now?", "hint": ""} | sent)
        made.refresh_from_db()
        assert (made.text, made.settings) == ("How is it now?", needs)

    @pytest.mark.parametrize("kind", ["", "essay"])
    def test_begins_with_how_it_is_answered(self, lead, draft, kind):
        response = lead(draft).get(f"{at('new_question', draft)}?kind={kind}")

        assert response["Location"] == at("questions", draft)

    def test_for_some_only_names_an_answer_to_one_earlier_question(self, lead, draft):
        first = QuestionFactory(exercise=draft, position=1, choice=True)
        scale = QuestionOfKindFactory(exercise=draft, position=2, scale=True)
        browser = lead(draft)
        here = f"{at('new_question', draft)}?kind=words"
        both = [f"{first.pk}:Worse", f"{scale.pk}:1 (not at all)"]

        refused = browser.post(here, {"text": "Why?", "shown_for": both}).content.decode()
        browser.post(here, {"text": "Why?", "shown_for": both[1:]})

        assert "Tick answers to one question only" in refused
        made = Question.objects.get(text="Why?")
        assert (made.shown_if, made.shown_for) == (scale, ["1 (not at all)"])
        page = browser.get(at("questions", draft)).content.decode()
        assert "Only if you answered “1 (not at all)” to question 2" in page

    def test_becomes_one_of_another_kind(self, lead, draft):
        question = QuestionFactory(exercise=draft, position=1)
        here = at("edit_question", draft, question_id=question.pk)
        browser = lead(draft)

        browser.post(f"{here}?kind=scale", {"text": "How hard?", "least": "1", "most": "5"})

        question.refresh_from_db()
        assert (question.kind, question.settings) == ("scale", {"least": 1, "most": 5})


class TestQuestions:
    def test_show_how_plain_each_is(self, lead, draft):
        QuestionFactory(exercise=draft, position=1, text="Don’t you agree to utilise it?")

        page = lead(draft).get(at("questions", draft)).content.decode()

        assert "Reading age" in page
        assert "“utilise”: people say “use”" in page
        assert "asks people to agree" in page

    def test_say_why_one_stays_where_it_is(self, lead, draft):
        first = QuestionFactory(exercise=draft, position=1, choice=True)
        then = QuestionFactory(
            exercise=draft, position=2, shown_if=first, shown_for=["Worse"], text="Why?"
        )
        browser = lead(draft)

        up = browser.post(at("move_question_up", draft, question_id=then.pk), follow=True)
        gone = browser.post(at("remove_question", draft, question_id=first.pk), follow=True)

        assert "so it stays after that" in up.content.decode()
        assert "Change or remove that one first" in gone.content.decode()
        assert Question.objects.count() == 2

    def test_that_another_depends_on_keep_its_answer(self, lead, draft):
        first = QuestionFactory(exercise=draft, position=1, choice=True)
        QuestionFactory(exercise=draft, position=2, shown_if=first, shown_for=["Worse"])

        page = lead(draft).post(
            at("edit_question", draft, question_id=first.pk),
            {"text": "How is it?", "options": "Better\nThe same"},
        )

        assert "Keep that answer, or change question 2 first" in page.content.decode()
