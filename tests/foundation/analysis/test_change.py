import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from regard.foundation.analysis.change import compare_shares, fisher, sign_test, wilson


def part_of(most=60):
    return st.integers(1, most).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


class TestCompareShares:
    @pytest.mark.parametrize(
        ("later", "earlier", "low", "high"),
        [
            # Table II of Newcombe (1998), method 10
            ((56, 70), (48, 80), 0.0524, 0.3339),
            ((9, 10), (3, 10), 0.1705, 0.8090),
            ((10, 10), (0, 10), 0.6075, 1.0000),
            ((10, 10), (0, 20), 0.6791, 1.0000),
        ],
    )
    def test_gives_the_interval_that_newcombe_printed(self, later, earlier, low, high):
        change = compare_shares(later=later, earlier=earlier)

        assert (change.low, change.high) == pytest.approx((low, high), abs=5e-5)

    def test_is_nothing_where_nobody_answered(self):
        assert compare_shares(later=(0, 0), earlier=(3, 9)) is None
        assert compare_shares(later=(3, 9), earlier=(0, 0)) is None

    def test_refuses_a_part_over_its_whole(self):
        with pytest.raises(ValueError, match="cannot exceed"):
            compare_shares(later=(4, 3), earlier=(1, 3))

    @given(part_of(), part_of())
    def test_holds_the_difference_and_turns_round_with_the_two(self, later, earlier):
        there = compare_shares(later=later, earlier=earlier)
        back = compare_shares(later=earlier, earlier=later)

        assert there.low <= there.difference <= there.high
        assert back.low == pytest.approx(-there.high)
        assert back.chance == pytest.approx(there.chance)


@given(part_of())
def test_wilson_is_that_of_scipy(part):
    k, n = part
    theirs = stats.binomtest(k, n).proportion_ci(method="wilson")

    assert wilson(k, n) == pytest.approx((theirs.low, theirs.high), abs=1e-9)


@given(part_of(), part_of())
def test_fisher_is_that_of_scipy(later, earlier):
    (k, n), (j, m) = later, earlier

    theirs = stats.fisher_exact([[k, n - k], [j, m - j]]).pvalue
    assert fisher(later=later, earlier=earlier) == pytest.approx(theirs, abs=1e-9)


@given(st.integers(0, 40), st.integers(0, 40))
def test_sign_test_is_that_of_scipy(up, down):
    theirs = stats.binomtest(up, up + down).pvalue if up + down else 1.0

    assert sign_test(up=up, down=down) == pytest.approx(theirs, abs=1e-9)
