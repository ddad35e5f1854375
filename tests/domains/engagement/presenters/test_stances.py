import pytest

from regard.domains.engagement.presenters import stances as presenters
from regard.domains.engagement.types import Stance
from tests.domains.engagement.presenters.test_themes import point, theme


class TestStanceOn:
    def test_says_where_a_point_stands_and_nothing_where_that_is_not_clear(self):
        row = point(theme_ids=(1, 2), stances=(Stance.FOR, Stance.UNCLEAR))

        assert presenters.stance_on(row, 1) == "speaks for it"
        assert presenters.stance_on(row, 2) == ""
        assert presenters.stance_on(row, None) == ""

    def test_says_that_a_machine_guessed_it(self):
        row = point(stances=(Stance.AGAINST,), stance_chances=(0.71,))

        assert presenters.stance_on(row, 1) == (
            "speaks against it, a machine guesses (7 in 10 such were right)"
        )


class TestGuessWords:
    def test_say_how_well_such_guesses_did(self):
        assert "8 in 10 such were right" in presenters.guess_words(0.8)
        assert presenters.guess_words(None) == ""


class TestStanceWords:
    @pytest.mark.parametrize(
        ("guessed", "words"),
        [
            (0, "6 for it, 1 against"),
            (3, "6 for it, 1 against (3 of these a machine’s guess)"),
            (7, "6 for it, 1 against (a machine’s guess)"),
        ],
    )
    def test_tell_guesses_from_what_people_said(self, guessed, words):
        assert presenters.stance_words(theme(guessed=guessed)) == words

    def test_are_none_while_nobody_said_any(self):
        nobody = theme(points_for=0, points_against=0, points_unclear=10)

        assert presenters.stance_words(nobody) == ""
        assert "Nobody has said yet" in presenters.stance_lede(nobody)


class TestStanceLede:
    def test_says_how_many_are_guesses(self):
        assert "guess" not in presenters.stance_lede(theme())
        assert (
            "A machine guessed 3 of these stances from those that people gave elsewhere, and "
            "nobody has said yet whether it is right."
        ) in presenters.stance_lede(theme(guessed=3))
