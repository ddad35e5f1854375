from dataclasses import dataclass
from datetime import date

from regard.domains.engagement.rules.asked import Asked
from regard.domains.engagement.rules.told_before import choose_told_before, how_alike, together
from regard.domains.engagement.types import QuestionKind as K

QUESTION = "What would most help you keep staff this winter?"
WORDS = Asked(1, 1, K.WORDS)


@dataclass(frozen=True)
class Told:
    question: str
    text: str
    said_on: date = date(2026, 1, 1)


class TestChooseToldBefore:
    def test_puts_the_likest_question_first_and_leaves_out_the_unlike(self):
        near = Told("What would help you to keep staff?", "Pay for travel")
        same = Told("What would most help you keep staff next winter?", "Rotas")
        far = Told("Which parking do you use?", "The street")

        assert choose_told_before(WORDS, QUESTION, [near, far, same], limit=3) == [same, near]

    def test_offers_what_was_said_twice_once_and_no_more_than_wanted(self):
        told = [Told(QUESTION, "Pay"), Told(QUESTION, "Pay"), Told(QUESTION, "Rotas")]

        assert [t.text for t in choose_told_before(WORDS, QUESTION, told, limit=9)] == [
            "Pay",
            "Rotas",
        ]
        assert len(choose_told_before(WORDS, QUESTION, told, limit=1)) == 1

    def test_leaves_out_what_is_no_longer_a_choice(self):
        choice = Asked(1, 1, K.CHOICE, options=("Pay", "Rotas"))
        told = [Told(QUESTION, "Fees"), Told(QUESTION, "Pay")]

        assert [t.text for t in choose_told_before(choice, QUESTION, told, limit=9)] == ["Pay"]


def test_questions_without_telling_words_are_not_alike():
    assert how_alike("What is it?", "What is that?") == 0
    assert how_alike(QUESTION, QUESTION) == 1


def test_words_are_added_and_a_choice_is_put_in_place():
    assert together(WORDS, "Pay", "Rotas") == "Pay\n\nRotas"
    assert together(WORDS, "", "Rotas") == "Rotas"
    assert together(Asked(1, 1, K.CHOICE), "Pay", "Rotas") == "Rotas"
