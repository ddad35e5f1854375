from datetime import date

import pytest

from regard.domains.engagement.presenters.said import seeing_thread
from regard.domains.engagement.presenters.seeing import (
    kinds_drawing,
    moved_rows,
    place_rows,
    points_words,
    quarter_rows,
    seeing_lede,
)
from regard.domains.engagement.types.seeing import Moved, Quarter, Seen, SeenCounts

TODAY = date(2026, 11, 21)

COUNTS = SeenCounts(
    quarters=(Quarter(2026, 2), Quarter(2026, 3)),
    told=(20, 14),
    by_seen={Seen.WORSE: (12, 8), Seen.BETTER: (8, 6)},
    by_place={1: {Seen.WORSE: 9}, 2: {Seen.BETTER: 2}, None: {Seen.WORSE: 8}},
)

ROSE = Moved(7, (12, 20), (10, 100), 0.5, 0.28, 0.68, 0.001)


class TestLede:
    def test_says_when_there_will_be_figures(self):
        assert "from 1 January 2027" in seeing_lede(SeenCounts(), [], today=TODAY)

    def test_gives_the_last_quarter_that_is_over(self):
        assert seeing_lede(COUNTS, [], today=TODAY) == "14 things told in July to September 2026."

    def test_hides_how_few_spoke(self):
        few = SeenCounts(quarters=(Quarter(2026, 3),), told=(3,))

        assert seeing_lede(few, [], today=TODAY).startswith("Fewer than 6 things told")

    def test_says_how_many_themes_rose(self):
        assert "1 theme rose clearly" in seeing_lede(COUNTS, [ROSE], today=TODAY)
        assert "No themes rose clearly" in seeing_lede(
            COUNTS, [Moved(7, (5, 20), (25, 100), 0.0, -0.1, 0.1, 1.0)], today=TODAY
        )


class TestMovedRows:
    def test_words_a_rise_with_its_interval(self):
        [row] = moved_rows([ROSE], titles={7: "Nights"}, hides_few=True)

        assert row == (
            "Nights",
            "12 of 20",
            "10 of 100",
            "+50 points",
            "+28 points to +68 points",
            "Rose to 60% of what was told",
        )

    @pytest.mark.parametrize(
        ("moved", "hides_few", "words"),
        [
            (Moved(7, (3, 20), (10, 100), 0.05, 0, 0.1, 0.9), True, "Too few to show"),
            (Moved(7, (3, 20), (10, 100), 0.05, 0, 0.1, 0.9), False, "No clear change"),
            (Moved(7, (3, 9), (10, 100)), False, "Too little was told to compare"),
            (Moved(7, (10, 100), (60, 100), -0.5, -0.6, -0.4, 0.0), True, "Fell to 10% of"),
        ],
    )
    def test_words_everything_else(self, moved, hides_few, words):
        [row] = moved_rows([moved], titles={7: "Nights"}, hides_few=hides_few)

        assert row[-1].startswith(words)


class TestTables:
    def test_put_the_newest_quarter_first(self):
        newest, _ = quarter_rows(COUNTS, hides_few=True)

        assert newest == ("July to September 2026", 14, 8, 6, 0, 0, 0)

    def test_hide_a_small_place_and_one_more_from_the_public(self):
        public = place_rows(COUNTS, places={1: "Vale", 2: "Fell"}, hides_few=True)
        team = place_rows(COUNTS, places={1: "Vale", 2: "Fell"}, hides_few=False)

        assert [row[0] for row in team[:2]] == ["Fell", "Vale"]
        assert [row[1] for row in team] == [2, 9, 8]
        assert [row[1] for row in public].count("Hidden") >= 2

    def test_have_a_picture_from_the_second_quarter_on(self):
        assert kinds_drawing(COUNTS, hides_few=True).svg.startswith("<svg")
        one = SeenCounts(quarters=(Quarter(2026, 3),), told=(9,))
        assert kinds_drawing(one, hides_few=True) is None


@pytest.mark.parametrize(
    ("difference", "words"), [(0.124, "+12 points"), (-0.2, "−20 points"), (0.001, "0 points")]
)
def test_differences_are_in_percentage_points(difference, words):
    assert points_words(difference) == words


def test_a_receipt_waits_for_what_came_of_it():
    *_, last = seeing_thread([])

    assert last.is_open
