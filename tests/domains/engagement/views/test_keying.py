import pytest

from regard.domains.engagement.models import SecondKeying
from tests.domains.engagement.views.addresses import at
from tests.factories.engagement import AnswerFactory, ExerciseFactory, QuestionFactory
from tests.factories.engagement_gathered import SecondKeyingFactory, TypedFactory, original

pytestmark = pytest.mark.django_db


@pytest.fixture
def exercise():
    return ExerciseFactory()


@pytest.fixture
def said(exercise):
    question = QuestionFactory(exercise=exercise, text="What would help most?")
    said = TypedFactory(exercise=exercise, entered_by="person:0", file=original(exercise.system))
    AnswerFactory(contribution=said, question=question, text="Pay 14 an hour")
    return said


class TestKeying:
    def test_goes_from_a_draw_to_what_was_decided(self, lead, exercise, said):
        browser = lead(exercise)
        first = browser.get(at("keying", exercise)).content.decode()
        browser.post(at("keying", exercise), {"how_many": "5"})
        drawn = browser.get(at("keying", exercise)).content.decode()
        typing = at("key_again", exercise, drawn_receipt=said.receipt)
        page = browser.get(typing).content.decode()
        question = said.answers.get().question_id

        browser.post(typing, {f"q{question}": "Pay 41 an hour"})
        differs = browser.get(at("keying", exercise)).content.decode()
        row = SecondKeying.objects.get()
        settling = at("settle_typing", exercise, keying_id=row.pk)
        shown = browser.get(settling).content.decode()
        browser.post(settling, {"settled": "second", "note": ""})
        after = browser.get(at("keying", exercise)).content.decode()

        assert "1 answer was typed in by one of the team. None has been typed twice." in first
        assert "You do not see what was typed first" in drawn
        assert "Pay 14" not in page
        assert "letter.pdf" in page
        assert "<mark>14</mark>" in differs
        assert "To decide" in differs
        assert "1 word differs" in shown
        assert "The second is right" in after

    def test_says_who_must_not_type_it_again(self, lead, exercise, said, client_as):
        browser = lead(exercise)
        SecondKeyingFactory(answer=said.answers.get())
        person = browser.session["_auth_user_id"]
        said.entered_by = f"person:{person}"
        said.save()

        page = browser.get(at("keying", exercise)).content.decode()
        typing = browser.get(at("key_again", exercise, drawn_receipt=said.receipt))

        assert "You typed it first" in page
        assert typing.status_code == 403

    def test_says_that_nothing_was_typed(self, lead, exercise):
        page = lead(exercise).get(at("keying", exercise)).content.decode()

        assert "Nothing that came by telephone, on paper or from a meeting was typed in" in page

    def test_says_at_its_field_that_nothing_is_left(self, lead, exercise, said):
        browser = lead(exercise)
        SecondKeyingFactory(answer=said.answers.get())

        page = browser.post(at("keying", exercise), {"how_many": "5"}).content.decode()

        assert "has been drawn already" in page

    def test_asks_what_is_right_where_neither_is(self, lead, exercise, said):
        row = SecondKeyingFactory(answer=said.answers.get(), differs=True)

        page = lead(exercise).post(
            at("settle_typing", exercise, keying_id=row.pk), {"settled": "neither"}
        )

        assert "Write what the original says" in page.content.decode()

    def test_hands_out_the_original_of_what_was_drawn_only(self, lead, exercise, said):
        browser = lead(exercise)
        where = at("keying_original", exercise, drawn_receipt=said.receipt)

        before = browser.get(where).status_code
        SecondKeyingFactory(answer=said.answers.get())
        sent = browser.get(where)

        assert before == 404
        assert b"".join(sent.streaming_content).startswith(b"%PDF")

    def test_tells_readers_of_an_answer_that_was_typed_wrong(self, lead, exercise, said):
        browser = lead(exercise)
        row = SecondKeyingFactory(answer=said.answers.get(), differs=True)
        where = at("contribution", exercise, receipt=said.receipt)
        before = browser.get(where).content.decode()

        browser.post(at("settle_typing", exercise, keying_id=row.pk), {"settled": "second"})

        assert "was typed wrong" not in before
        assert "1 answer of it was typed wrong" in browser.get(where).content.decode()

    @pytest.mark.parametrize("role", ["Commissioner", "Provider"])
    def test_is_for_those_who_type_in(self, client_as, exercise, role):
        assert client_as(role, exercise.system).get(at("keying", exercise)).status_code == 403
