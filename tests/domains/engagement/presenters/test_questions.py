import pytest

from regard.domains.engagement.presenters.paper import on_paper
from regard.domains.engagement.presenters.questions import how_in_words, question_cards
from regard.domains.engagement.presenters.wording import wording_notes
from regard.domains.engagement.queries.questions import asked_in
from tests.factories.engagement import ExerciseFactory, QuestionFactory
from tests.factories.engagement_questions import QuestionFormatFactory, QuestionOfKindFactory


def made(kind):
    return QuestionOfKindFactory.build(pk=1, exercise=None, position=1, **{kind: True})


class TestHowInWords:
    @pytest.mark.parametrize(
        ("kind", "words"),
        [
            ("choices", "Choose any: Pay · Rotas · Parking"),
            ("rank", "Put in order: Pay · Rotas · Parking"),
            ("scale", "On a scale: 1 (not at all) · 2 · 3 · 4 · 5 (very)"),
            ("number", "A number (hours), at least 0 and at most 500"),
            ("date", "A date from 1 January 2026 to 31 December 2026"),
            ("matrix", "Pay · Rotas. For each: Better · Worse"),
            ("file", "A file: PDF, PNG"),
        ],
    )
    def test_says_how_each_kind_is_answered(self, kind, words):
        [asked] = asked_in([made(kind)])

        assert how_in_words(asked) == words


class TestOnPaper:
    @pytest.mark.parametrize("kind", ["choices", "rank", "scale", "number", "date", "matrix"])
    def test_has_somewhere_to_write_for_every_kind(self, kind):
        [printed] = on_paper([made(kind)])

        assert printed.boxes or printed.places or printed.is_short

    def test_has_lines_for_words_and_asks_for_a_copy_of_a_file(self):
        words = QuestionFactory.build(pk=1, exercise=None, position=1)

        assert on_paper([words])[0].is_in_words
        assert "copy into the envelope" in on_paper([made("file")])[0].how


@pytest.mark.django_db
class TestQuestionCards:
    def test_say_of_whom_it_is_asked_and_in_which_forms(self):
        first = QuestionFactory(position=1, choice=True)
        then = QuestionFactory(
            exercise=first.exercise, position=2, shown_if=first, shown_for=["Worse"]
        )
        easy = QuestionFormatFactory(exercise=first.exercise, question=then)

        one, two = question_cards([first, then], [easy])

        assert (one.condition, one.formats, one.may_go_up) == ("", (), False)
        assert two.condition == "Only if you answered “Worse” to question 1"
        assert (two.formats, two.may_go_up) == (("Easy Read",), False)

    def test_note_how_plain_each_text_of_the_exercise_is(self):
        notes = wording_notes(ExerciseFactory(purpose="We utilise it."))

        assert [note.of for note in notes] == [
            "What you want to know",
            "Why you ask",
            "What is open to change",
        ]
        assert "“utilise”: people say “use”." in notes[1].hints
