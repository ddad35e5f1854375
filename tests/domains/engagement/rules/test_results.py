from collections import Counter
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.engagement.rules.asked import Asked
from regard.domains.engagement.rules.results import tally
from regard.domains.engagement.types import QuestionKind as K

WHAT = ("Pay", "Rotas", "Parking")
RANK = Asked(1, 1, K.RANK, options=WHAT)


def counts(bars):
    return {bar.label: bar.count for bar in bars}


class TestTallyOfAChoice:
    asked = Asked(1, 1, K.CHOICE, options=WHAT)

    def test_gives_shares_with_intervals_out_of_a_known_audience(self):
        found = tally(self.asked, [("Pay", 30), ("Rotas", 10)], population=80)

        assert found.answered == 40
        assert counts(found.bars) == {"Pay": 30, "Rotas": 10, "Parking": 0}
        pay = found.bars[0]
        assert pay.share == 0.75
        assert 0.6 < pay.low < 0.75 < pay.high < 0.9

    def test_gives_no_interval_where_nobody_knows_how_many_there_are(self):
        [pay, *_] = tally(self.asked, [("Pay", 30)], population=None).bars

        assert (pay.share, pay.low, pay.high) == (1, None, None)

    def test_hides_small_counts_that_together_tell_neither(self):
        found = tally(self.asked, [("Pay", 30), ("Rotas", 3), ("Parking", 4)], population=80)

        assert counts(found.bars) == {"Pay": 30, "Rotas": None, "Parking": None}

    def test_hides_more_where_a_small_count_could_be_worked_out(self):
        found = tally(self.asked, [("Pay", 30), ("Rotas", 3)], population=80)

        assert counts(found.bars)["Pay"] is None

    def test_says_nothing_of_fewer_than_six(self):
        assert tally(self.asked, [("Pay", 5)], population=80).answered is None
        assert tally(self.asked, [], population=80).answered == 0


class TestTallyOfChoices:
    def test_counts_each_option_out_of_those_who_answered(self):
        asked = Asked(1, 1, K.CHOICES, options=WHAT)

        found = tally(asked, [(["Pay", "Rotas"], 12), (["Pay"], 8)], population=None)

        assert counts(found.bars) == {"Pay": 20, "Rotas": 12, "Parking": 0}
        assert found.bars[1].share == 12 / 20

    def test_hides_that_all_but_a_few_chose_it(self):
        asked = Asked(1, 1, K.CHOICES, options=WHAT)

        found = tally(asked, [(["Pay"], 18), (["Rotas"], 2)], population=None)

        assert counts(found.bars) == {"Pay": None, "Rotas": None, "Parking": 0}


class TestTallyOfAScale:
    asked = Asked(1, 1, K.SCALE, settings={"least": 1, "most": 3})

    def test_gives_the_mean_and_the_median(self):
        found = tally(self.asked, [(1, 10), (3, 20)], population=100)

        assert counts(found.bars) == {"1": 10, "2": 0, "3": 20}
        assert found.spread.mean == pytest.approx(7 / 3)
        assert found.spread.median == 3

    def test_hides_the_mean_where_it_would_tell_what_is_hidden(self):
        found = tally(self.asked, [(1, 10), (2, 4), (3, 20)], population=100)

        assert found.spread.mean is None


class TestTallyOfANumber:
    def test_puts_numbers_into_bands_of_round_figures(self):
        asked = Asked(1, 1, K.NUMBER, settings={"is_whole": True})

        found = tally(asked, [(n, 10) for n in (0, 9, 17, 41, 70)], population=None)

        assert counts(found.bars)["0 to 9"] == 20
        assert counts(found.bars)["10 to 19"] == 10
        assert sum(bar.count or 0 for bar in found.bars) == 50
        assert (found.spread.mean, found.spread.median) == (27.4, 17)

    def test_has_one_band_where_all_say_the_same(self):
        found = tally(Asked(1, 1, K.NUMBER), [(2.5, 10)], population=None)

        assert [bar.count for bar in found.bars] == [10]
        assert found.bars[0].label == "2 to under 3"

    @given(st.lists(st.floats(-1e6, 1e6).map(lambda x: round(x, 3)), min_size=6, max_size=40))
    def test_puts_every_number_into_a_band(self, numbers):
        found = tally(Asked(1, 1, K.NUMBER), list(Counter(numbers).items()), population=None)

        assert found.answered == len(numbers)
        assert len(found.bars) <= 10


class TestTallyOfADate:
    def test_counts_by_month(self):
        asked = Asked(1, 1, K.DATE)

        found = tally(
            asked, [("2026-03-01", 6), ("2026-03-09", 1), ("2025-12-01", 9)], population=None
        )

        assert counts(found.bars) == {"December 2025": 9, "March 2026": 7}


class TestTallyOfAnOrder:
    def test_gives_average_places_and_firsts_the_best_first(self):
        found = tally(
            RANK,
            [(["Rotas", "Pay", "Parking"], 12), (["Pay", "Rotas", "Parking"], 6)],
            population=None,
        )

        assert [rank.label for rank in found.ranks] == ["Rotas", "Pay", "Parking"]
        assert found.ranks[0].average == pytest.approx((12 + 6 * 2) / 18)
        assert found.ranks[0].firsts == 12

    def test_puts_what_has_no_place_in_the_middle_of_those_left(self):
        found = tally(RANK, [(["Rotas"], 6)], population=None)

        assert {rank.label: rank.average for rank in found.ranks} == {
            "Rotas": 1,
            "Pay": 2.5,
            "Parking": 2.5,
        }

    @given(st.lists(st.sampled_from(list(permutations(WHAT))), min_size=6, max_size=30))
    def test_averages_as_counting_one_by_one_does(self, orders):
        found = tally(RANK, [(list(order), 1) for order in orders], population=None)

        for rank in found.ranks:
            slow = sum(order.index(rank.label) + 1 for order in orders) / len(orders)
            assert rank.average == pytest.approx(slow)


class TestTallyOfAMatrix:
    def test_counts_each_line_for_itself(self):
        asked = Asked(
            1, 1, K.MATRIX, options=("Better", "Worse"), settings={"rows": ["Pay", "Rotas"]}
        )

        found = tally(
            asked,
            [({"Pay": "Better", "Rotas": "Worse"}, 9), ({"Pay": "Better"}, 3)],
            population=None,
        )

        lines = dict(found.lines)
        assert counts(lines["Pay"]) == {"Better": 12, "Worse": 0}
        assert counts(lines["Rotas"]) == {"Better": 0, "Worse": 9}

    def test_hides_a_line_that_few_answered(self):
        asked = Asked(
            1, 1, K.MATRIX, options=("Better", "Worse"), settings={"rows": ["Pay", "Rotas"]}
        )

        found = tally(asked, [({"Pay": "Better"}, 9), ({"Rotas": "Worse"}, 3)], population=None)

        assert counts(dict(found.lines)["Rotas"]) == {"Better": None, "Worse": None}
