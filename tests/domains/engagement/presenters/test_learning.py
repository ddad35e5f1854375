from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from regard.domains.engagement.presenters.learning import learning_words, why_read
from regard.domains.engagement.types.learning import LearningRow, ReadWhy, WhyRead

OPEN = SimpleNamespace(decided_by="")


def row(**known):
    start = {
        "learnt_at": datetime(2026, 12, 2, tzinfo=UTC),
        "learnt_from": 75,
        "themes": 12,
        "right": 0.804,
        "found": 0.65,
        "next_at": 100,
        "is_busy": False,
    }
    return LearningRow(**start | known)


class TestWhyRead:
    @pytest.mark.parametrize(
        ("why", "words"),
        [
            (WhyRead(ReadWhy.BETWEEN, "Pay", "Travel"), "about “Pay”, “Travel”, both or neither"),
            (WhyRead(ReadWhy.BORDER, "Pay", ""), "cannot tell whether it is about “Pay”."),
            (WhyRead(ReadWhy.UNLIKE, "Pay", ""), "unlike anything that people have read"),
            (WhyRead(ReadWhy.BETWEEN, "", "Pay"), "cannot tell where it belongs"),
        ],
    )
    def test_says_what_is_in_doubt(self, why, words):
        assert words in why_read(OPEN, why)

    def test_says_nothing_of_what_is_not_asked_for_or_is_decided(self):
        why = WhyRead(ReadWhy.UNLIKE, "Pay", "")

        assert why_read(OPEN, None) == ""
        assert why_read(SimpleNamespace(decided_by="person:1"), why) == ""


class TestLearningWords:
    def test_say_how_far_how_well_and_when_again(self):
        words = " ".join(learning_words(row()))

        assert "learnt 12 themes from 75 points" in words
        assert "of 100 suggestions 80 were as people decided" in words
        assert "it found 65" in words
        assert "again by itself when people have read 100 points" in words

    def test_say_how_well_it_guesses_stances_or_that_it_does_not(self):
        guessing = row(stances=40, stance_right=0.8, stance_found=0.6)

        words = " ".join(learning_words(guessing))

        assert "from 40 stances that people gave" in words
        assert "of 100 guesses for or against 80 were as people said" in words
        assert "it guessed 60" in words
        assert "guesses no stances yet" in " ".join(learning_words(row()))

    def test_say_that_it_has_not_begun(self):
        words = learning_words(
            row(learnt_at=None, learnt_from=0, themes=0, right=None, found=None, next_at=25)
        )

        assert words[0] == "It has not learnt from anybody’s reading yet."
        assert words[1] == "It learns by itself when people have read 25 points."

    def test_say_that_it_is_at_work_or_had_too_little(self):
        words = learning_words(row(themes=0, right=None, found=None, is_busy=True))

        assert "too few to learn from" in words[0]
        assert "suggests anew when it is done" in words[1]
