from fractions import Fraction
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from regard.foundation.analysis.chance import benjamini_hochberg, chance_of_fewer, finite_wilson

ENDLESS = 10**13


@st.composite
def draws(draw, largest=60):
    """Draw successes, sample, population and total of a possible draw by lot."""
    population = draw(st.integers(1, largest))
    total = draw(st.integers(0, population))
    sample = draw(st.integers(0, population))
    lowest, highest = max(0, sample + total - population), min(sample, total)
    return draw(st.integers(lowest, highest)), sample, population, total


class TestFiniteWilson:
    @pytest.mark.parametrize(
        ("successes", "sample", "low", "high"),
        [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ],
    )
    def test_is_wilsons_interval_when_the_population_is_endless(
        self, successes, sample, low, high
    ):
        """Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3."""
        ends = finite_wilson(successes, sample, ENDLESS)

        np.testing.assert_allclose(ends, (low, high), atol=0.00005)

    def test_is_narrower_in_a_finite_register(self):
        """
        By hand for 96 of 143 in a register of 1,178.

        The effective sample is 143 x 1177/1035 = 162.62, so z²/n = 3.8415/162.62 = 0.023622;
        centre (0.671329 + 0.011811)/1.023622 = 0.667375; half-width
        sqrt(0.023622 x 0.671329 x 0.328671 + 0.023622²/4)/1.023622 = 0.071467.
        """
        low, high = finite_wilson(96, 143, 1178)

        np.testing.assert_allclose([low, high], [0.595908, 0.738842], atol=0.00001)

    def test_is_exact_once_everyone_was_drawn(self):
        low, high = finite_wilson([0, 3, 7], [7, 7, 7], 7)

        np.testing.assert_allclose(low, [0, 3 / 7, 1])
        np.testing.assert_array_equal(low, high)

    def test_is_not_a_number_where_nobody_was_drawn(self):
        assert np.isnan(finite_wilson([0], [0], 9)).all()
        assert np.isnan(finite_wilson([0], [0], 0)).all()

    @given(draws(largest=10_000))
    def test_holds_exactly_the_shares_within_z_standard_errors(self, drawn):
        successes, sample, population, _ = drawn
        if not 0 < sample < population:
            return
        share = successes / sample

        for end in finite_wilson(successes, sample, population):
            variance = end * (1 - end) / sample * (population - sample) / (population - 1)
            away = abs(share - end)
            assert away == pytest.approx(1.959964 * variance**0.5, abs=1e-6) or end in {0, 1}

    @given(draws())
    def test_holds_the_share_and_stays_between_0_and_1(self, drawn):
        successes, sample, population, _ = drawn
        low, high = finite_wilson(successes, sample, population)

        if sample:
            assert 0 <= low <= successes / sample <= high <= 1

    def test_misses_the_truth_about_one_time_in_twenty(self):
        """Worked out, not simulated: every register of 200, every draw of 40 from it."""
        heard = np.arange(41)
        low, high = finite_wilson(heard, 40, 200)
        holds = [
            stats.hypergeom.pmf(heard, 200, total, 40)[
                (low <= total / 200) & (total / 200 <= high)
            ].sum()
            for total in range(201)
        ]

        assert 0.945 < np.mean(holds) < 0.97

    @pytest.mark.parametrize("counts", [(-1, 5, 9), (6, 5, 9), (1, 5, 4), (np.nan, 5, 9)])
    def test_refuses_counts_that_cannot_be(self, counts):
        with pytest.raises(ValueError, match="cannot"):
            finite_wilson(*counts)

    def test_refuses_a_confidence_that_is_not_a_share(self):
        with pytest.raises(ValueError, match="between 0 and 1: 95"):
            finite_wilson(1, 2, 3, confidence=95)


class TestChanceOfFewer:
    def test_is_right_by_hand(self):
        """Of C(10,3) = 120 draws of three from ten, C(6,3) = 20 hold none of the four."""
        chance = chance_of_fewer([0, 1, 3], [3, 3, 3], population=10, total=4)

        np.testing.assert_allclose(chance, [20 / 120, 80 / 120, 1])

    @given(draws())
    def test_agrees_with_counting_every_draw(self, drawn):
        successes, sample, population, total = drawn
        ways = sum(
            comb(total, k) * comb(population - total, sample - k) for k in range(successes + 1)
        )

        chance = chance_of_fewer(successes, sample, population=population, total=total)

        assert float(chance) == pytest.approx(float(Fraction(ways, comb(population, sample))))

    def test_agrees_with_scipy_on_a_register_as_large_as_england(self):
        heard = np.array([0, 900, 4_000, 5_000])
        groups = np.array([300, 3_000, 12_000, 12_000])

        chance = chance_of_fewer(heard, groups, population=57_000, total=23_000)

        np.testing.assert_allclose(
            chance, stats.hypergeom.cdf(heard, 57_000, 23_000, groups), rtol=1e-7
        )

    def test_is_1_for_a_group_that_is_empty(self):
        np.testing.assert_array_equal(chance_of_fewer([0], [0], population=5, total=2), [1])

    def test_is_empty_for_no_groups(self):
        assert chance_of_fewer([], [], population=5, total=2).shape == (0,)

    @pytest.mark.parametrize(("successes", "sample"), [(3, 2), (0, 9), (1, 11)])
    def test_refuses_a_draw_that_cannot_be(self, successes, sample):
        with pytest.raises(ValueError, match="No draw"):
            chance_of_fewer(successes, sample, population=10, total=4)


class TestBenjaminiHochberg:
    def test_calls_out_the_four_of_the_paper(self):
        """The worked example of Benjamini and Hochberg (1995), section 3.2."""
        p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240]
        p += [0.4262, 0.5719, 0.6528, 0.7590, 1.0]

        assert np.flatnonzero(benjamini_hochberg(p) <= 0.05).tolist() == [0, 1, 2, 3]

    @given(st.lists(st.floats(0, 1) | st.just(np.nan), max_size=30))
    def test_agrees_with_an_obvious_slow_version_and_with_scipy(self, p):
        adjusted = benjamini_hochberg(p)

        shown = [value for value in p if not np.isnan(value)]
        for value, result in zip(p, adjusted, strict=True):
            if np.isnan(value):
                assert np.isnan(result)
                continue
            larger = [v for v in shown if v >= value]
            slow = min(min(1, v * len(shown) / sum(w <= v for w in shown)) for v in larger)
            assert result == pytest.approx(slow, abs=1e-12)
        if shown:
            by_scipy = stats.false_discovery_control(shown)
            np.testing.assert_allclose(adjusted[~np.isnan(p)], by_scipy, atol=1e-12)

    def test_refuses_what_is_not_a_probability(self):
        with pytest.raises(ValueError, match="0 to 1"):
            benjamini_hochberg([0.2, 1.2])
