from dataclasses import replace
from datetime import UTC, datetime

import pytest

from regard.domains.engagement.presenters import accuracy as presenters
from regard.domains.engagement.types.blind import Figure, MarksMeasured
from tests.domains.engagement.presenters.test_blind import row
from tests.factories.engagement_blind import PAY, ROTAS, measured, read_point

NONE = Figure(None, None, None)


@pytest.fixture(scope="module")
def found():
    return measured()


def marks(placed, wanted, right=10):
    return MarksMeasured(placed, wanted, right, NONE, NONE, NONE)


class TestFigures:
    def test_are_told_with_their_intervals(self):
        assert presenters.in_100(Figure(0.714, 0.666, 0.76)) == "71 in 100 (67 to 76)"
        assert presenters.alpha_of(Figure(0.641, 0.455, 0.79)) == "0.64 (0.46 to 0.79)"

    def test_claim_no_interval_where_readers_never_differed(self):
        assert presenters.alpha_of(Figure(1.0, 1.0, 1.0)) == "1.00 (never differed)"

    def test_are_not_told_where_there_is_too_little(self):
        assert presenters.in_100(NONE) == presenters.alpha_of(NONE) == "too few to say"


class TestPublishedWords:
    def test_say_who_read_what_and_how_good_the_machine_was(self, found):
        at = datetime(2026, 12, 9, 9, tzinfo=UTC)

        words = presenters.published_words(row(finished_at=at, measured=found))

        assert words.startswith(
            "Measured blind on 9 December 2026: 2 people who saw nobody’s marks read 40 points "
            "drawn by lot from 1,204."
        )
        assert "Of the marks that the machine set, people set 87 in 100" in words

    def test_say_how_far_people_agree_where_no_machine_placed_any(self, found):
        at = datetime(2026, 12, 9, 9, tzinfo=UTC)
        alone = replace(found, machine=None)

        words = presenters.published_words(row(finished_at=at, measured=alone))

        assert "They put 32 of them into exactly the same themes." in words

    def test_say_nothing_before_it_is_measured(self):
        assert presenters.published_words(None) == presenters.published_words(row()) == ""


class TestMeansForCounts:
    @pytest.mark.parametrize(
        ("placed", "wanted", "words"),
        [
            (100, 103, "counts are about right"),
            (70, 100, "30 in 100 fewer"),
            (130, 100, "30 in 100 more"),
            (300, 100, "twice as many"),
            (0, 100, "too few marks"),
        ],
    )
    def test_says_it_in_words(self, placed, wanted, words):
        assert words in presenters.means_for_counts(marks(placed, wanted))


class TestBesidePeople:
    def with_f1(self, found, machine, between):
        overall = replace(found.machine.overall, f1=machine)
        return replace(found, machine=replace(found.machine, overall=overall), between=between)

    def test_says_when_people_are_better(self, found):
        told = self.with_f1(found, Figure(0.5, 0.4, 0.6), Figure(0.8, 0.7, 0.9))

        assert "people match one another better" in presenters.beside_people(told)

    def test_says_when_nobody_can_tell(self, found):
        told = self.with_f1(found, Figure(0.7, 0.6, 0.8), Figure(0.8, 0.7, 0.9))

        assert "too close together" in presenters.beside_people(told)

    def test_says_no_more_than_it_knows(self, found):
        told = self.with_f1(found, NONE, NONE)

        assert "too few marks to hold" in presenters.beside_people(told)
        assert presenters.beside_people(replace(found, machine=None)) == ""


class TestAlphaWords:
    @pytest.mark.parametrize(
        ("value", "low", "words"),
        [
            (0.9, 0.85, "either can be relied on"),
            (0.8, 0.7, "careful conclusions"),
            (0.7, 0.5, "too small to be sure"),
            (0.4, 0.3, "disagree too often"),
            (None, None, "too little to say"),
        ],
    )
    def test_go_by_the_lower_end(self, value, low, words):
        assert words in presenters.alpha_words(Figure(value, low, value))


class TestPeopleWords:
    def test_say_that_they_saw_the_marks(self, found):
        words = presenters.people_words(found.machine)

        assert "People who saw the machine’s marks had decided on 40 points" in words


class TestSettledWords:
    def test_say_by_whom(self, found):
        assert "1 by the readers and 7 by the team" in presenters.settled_words(found)

    def test_say_that_there_was_nothing_to_settle(self, found):
        alike = replace(found, settled_by_readers=0, settled_by_team=0)

        assert "every point into the same themes" in presenters.settled_words(alike)


class TestThemeLines:
    def test_tell_each_theme_in_its_order(self, found):
        first, second, _ = presenters.theme_lines(found.themes)

        assert (first.number, first.title, first.wanted) == (PAY, "Pay is too low", "24")
        assert second.is_part
        assert "in 100" in second.recall

    def test_tell_nothing_of_a_machine_that_placed_none(self, found):
        alone = [replace(theme, machine=None) for theme in found.themes]

        assert presenters.theme_lines(alone)[0].precision == "–"


class TestCsv:
    def test_gives_marks_as_words(self):
        points = [read_point(1, (PAY, ROTAS), (), placed=(PAY,), settled=(PAY,))]

        assert presenters.csv_header(2) == [
            "place",
            "placed_by",
            "placed",
            "reader_1",
            "reader_2",
            "settled",
        ]
        assert list(presenters.csv_rows(points)) == [
            [1, "machine", "1 for", "1 for; 3 for", "none", "1 for"]
        ]
