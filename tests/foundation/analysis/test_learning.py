"""What is learnt from coded texts, how sure of it one may be, and what is asked for next."""

import numpy as np
import pytest

from regard.foundation.analysis.learning import FEWEST_TEXTS, learn
from regard.foundation.analysis.teaching import Why, most_telling

PAY = [
    "Carers are paid too little for what they do.",
    "The pay is lower than in the shops.",
    "Wages are so low that nobody stays.",
    "We cannot pay what the hospital pays.",
    "Low pay is why carers leave us.",
    "Pay them more and they would stay.",
    "The hourly pay has not risen in years.",
    "Nobody can live on this pay.",
]
PARKING = [
    "There is nowhere to park at the hospital.",
    "Parking costs more than the visit.",
    "The car park is always full.",
    "Staff get fined for parking outside.",
    "We drive around for a parking space.",
    "Visitors cannot find parking.",
    "A car park permit takes months.",
    "Park and ride does not stop here.",
]
OTHER = [
    "The form is too long.",
    "Nobody answers the telephone on Fridays.",
    "The garden is lovely in summer.",
    "My mother likes her room.",
    "We were told about it too late.",
    "Thank you for asking us.",
]
BOTH = ["The pay is low and there is no parking.", "Carers pay for parking out of low wages."]
TEXTS = [*PAY, *PARKING, *OTHER, *BOTH]
MARKS = np.array(
    [[True, False]] * len(PAY)
    + [[False, True]] * len(PARKING)
    + [[False, False]] * len(OTHER)
    + [[True, True]] * len(BOTH)
)


@pytest.fixture(scope="module")
def learnt():
    return learn(TEXTS, MARKS)


class TestLearn:
    def test_suggests_for_new_words_what_people_decided_for_like_ones(self, learnt):
        pay, parking = learnt.score(["They should get better pay.", "No car park, no visitors."])

        assert pay[0] >= learnt.bar > pay[1]
        assert parking[1] >= learnt.bar > parking[0]

    def test_suggests_several_themes_for_one_text(self, learnt):
        [scores] = learnt.score(["Low pay, and we pay for the car park too."])

        assert (scores >= learnt.bar).all()

    def test_suggests_nothing_for_a_text_without_words(self, learnt):
        assert (learnt.score(["???", ""]) < 0.5).all()

    def test_gives_the_same_on_every_run(self, learnt):
        again = learn(TEXTS, MARKS)

        assert again.bar == learnt.bar
        assert np.array_equal(again.score(TEXTS), learnt.score(TEXTS))

    def test_says_how_it_did_on_what_was_kept_back(self, learnt):
        assert 0.5 < learnt.trial.right <= 1
        assert 0.5 < learnt.trial.found <= 1

    def test_gives_chances_that_rise_with_the_score(self, learnt):
        chances = learnt.chance_of(np.linspace(0, 1, 21))

        assert (np.diff(chances) >= 0).all()
        assert chances.min() >= 0
        assert chances.max() <= 1

    def test_learns_only_themes_with_enough_examples(self):
        rare = np.zeros((len(TEXTS), 1), dtype=bool)
        rare[:2] = True

        found = learn(TEXTS, np.hstack([rare, MARKS]))

        assert found.columns.tolist() == [1, 2]

    @pytest.mark.parametrize(
        ("texts", "marks"),
        [
            ([], np.zeros((0, 2))),
            (TEXTS[: FEWEST_TEXTS - 1], MARKS[: FEWEST_TEXTS - 1]),
            (["…"] * 30, np.ones((30, 1))),
            (TEXTS, np.zeros((len(TEXTS), 2))),
            (TEXTS, np.zeros((len(TEXTS), 0))),
        ],
    )
    def test_learns_nothing_from_too_little(self, texts, marks):
        assert learn(texts, marks) is None

    def test_learns_a_theme_that_every_text_is_in(self):
        found = learn(TEXTS, np.ones((len(TEXTS), 1)))

        assert (found.score(["Anything else."]) >= found.bar).all()

    def test_reads_nothing_where_there_is_nothing_to_read(self, learnt):
        assert learnt.score([]).shape == (0, 2)


class TestMostTelling:
    def ask(self, learnt, texts, most=10):
        return most_telling(texts, learnt.score(texts), learnt=learnt, read=TEXTS, most=most)

    def test_asks_first_for_what_is_nearest_to_the_border(self, learnt):
        texts = [
            "Carers are paid too little.",
            "Money for petrol is short.",
            "The car park is full.",
        ]
        scores = np.array([[0.99, 0.01], [learnt.bar, 0.01], [0.01, 0.98]])

        first = most_telling(texts, scores, learnt=learnt, read=TEXTS, most=1)

        assert [each.text for each in first] == [1]
        assert first[0].column == 0

    def test_asks_once_for_what_many_sent(self, learnt):
        letter = ["Pay for parking permits is a scandal in this county."] * 5

        assert len(self.ask(learnt, [*letter, "The garden could do with a bench."])) == 2

    def test_names_both_themes_where_it_may_be_in_either(self, learnt):
        scores = np.array([[learnt.bar, learnt.bar + 0.01]])

        [asked] = most_telling([BOTH[0]], scores, learnt=learnt, read=TEXTS, most=1)

        assert (asked.why, asked.column, asked.other) == (Why.BETWEEN, 0, 1)

    def test_says_what_is_unlike_all_that_was_read(self, learnt):
        [asked] = self.ask(learnt, ["Zoning ordinances hamper broadband cabinets."])

        assert (asked.why, asked.other) == (Why.UNLIKE, None)

    def test_passes_over_what_has_no_words(self, learnt):
        assert self.ask(learnt, ["???"]) == []

    def test_asks_for_nothing_where_all_is_read(self, learnt):
        assert self.ask(learnt, []) == []
