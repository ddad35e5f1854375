from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.foundation.analysis.campaigns import find_bursts

OPENED = date(2026, 3, 2)


def days(*counts):
    return [OPENED + timedelta(days=i) for i, count in enumerate(counts) for _ in range(count)]


class TestFindBursts:
    def test_finds_the_day_on_which_a_campaign_sent_its_letter(self):
        (burst,) = find_bursts(days(2, 3, 2, 40, 3, 1, 3))

        assert (burst.on, burst.count) == (date(2026, 3, 5), 40)
        assert burst.usual == pytest.approx(14 / 6)
        assert burst.chance < 1e-9

    def test_finds_days_beside_one_another(self):
        counts = [2] * 10 + [60, 60] + [2] * 10

        assert [burst.on.day for burst in find_bursts(days(*counts))] == [12, 13]

    def test_compares_with_the_week_on_each_side_only(self):
        (burst,) = find_bursts(days(*[90] * 5, *[0] * 10, 30, *[0] * 10))

        assert burst.usual == 0

    def test_finds_none_among_few_or_even_answers(self):
        assert find_bursts(days(0, 4, 0, 0)) == ()
        assert find_bursts(days(*[20, 25, 18, 22, 30, 21])) == ()

    def test_finds_none_where_there_is_no_day_to_compare_with(self):
        assert find_bursts(days(50)) == ()
        assert find_bursts([]) == ()

    def test_counts_open_days_without_an_answer(self):
        closed = OPENED + timedelta(days=9)

        (burst,) = find_bursts(days(50), opened_on=OPENED, closed_on=closed)

        assert (burst.on, burst.usual) == (OPENED, 0)

    def test_refuses_an_answer_from_outside_the_time(self):
        with pytest.raises(ValueError, match="outside 2026-03-03 to 2026-03-04"):
            find_bursts(days(1, 0, 1), opened_on=date(2026, 3, 3), closed_on=date(2026, 3, 4))

    @given(st.lists(st.integers(0, 40), max_size=20))
    def test_says_of_each_what_its_words_say(self, counts):
        for burst in find_bursts(days(*counts)):
            assert burst.count == counts[(burst.on - OPENED).days] >= 5
            assert burst.count >= 3 * burst.usual
            assert 0 <= burst.chance <= 0.01
