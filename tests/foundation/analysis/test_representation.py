import numpy as np
import pytest

from regard.foundation.analysis.representation import adjust_together, compare_coverage

HEARD = {"nursing": 96, "home": 231, "home care": 61, "supported": 19, "shared": 4, "day": 44}
HEARD |= {"extra": 12}
REGISTER = {"nursing": 143, "home": 402, "home care": 363, "supported": 118, "extra": 31}
REGISTER |= {"shared": 6, "day": 115}


@pytest.fixture
def coverage():
    return compare_coverage(heard=HEARD, population=REGISTER)


class TestCompareCoverage:
    def test_gives_share_and_interval_out_of_the_register(self, coverage):
        first = coverage.groups.index("nursing")

        assert (coverage.total_heard, coverage.total_population) == (467, 1178)
        assert coverage.share[first] == pytest.approx(96 / 143)
        assert coverage.low[first] == pytest.approx(0.5959, abs=0.0001)
        assert coverage.high[first] == pytest.approx(0.7388, abs=0.0001)

    def test_flags_the_groups_heard_less_than_their_share(self, coverage):
        flagged = [g for g, flag in zip(coverage.groups, coverage.flagged, strict=True) if flag]

        assert flagged == ["home care", "supported"]

    def test_counts_a_group_that_is_missing_as_not_heard(self):
        coverage = compare_coverage(heard={"a": 5}, population={"a": 10, "b": 10})

        assert coverage.heard.tolist() == [5, 0]
        assert coverage.flagged.tolist() == [False, True]

    def test_has_no_share_for_an_empty_group(self):
        coverage = compare_coverage(heard={"a": 5}, population={"a": 10, "b": 0})

        for figure in (coverage.share, coverage.low, coverage.high, coverage.p):
            assert np.isnan(figure).tolist() == [False, True]
        assert not coverage.flagged[1]

    def test_has_no_share_of_an_empty_register(self):
        assert np.isnan(compare_coverage(heard={}, population={"a": 0}).share).all()

    def test_takes_the_totals_when_groups_overlap_or_leave_someone_out(self):
        coverage = compare_coverage(
            heard={"a": 5}, population={"a": 10}, total_heard=50, total_population=60
        )

        assert (coverage.total_heard, coverage.total_population) == (50, 60)
        assert coverage.flagged.tolist() == [True]

    def test_refuses_a_group_that_is_not_on_the_register(self):
        with pytest.raises(ValueError, match="Not on the register: martians"):
            compare_coverage(heard={"martians": 1}, population={"homes": 9})

    def test_refuses_more_heard_than_there_are(self):
        with pytest.raises(ValueError, match="exceed"):
            compare_coverage(heard={"homes": 10}, population={"homes": 9})


class TestHideSmallGroups:
    def test_leaves_no_figure_of_a_hidden_group(self, coverage):
        shown = coverage.hide_small_groups()

        assert [g for g, hide in zip(shown.groups, shown.hidden, strict=True) if hide] == [
            "extra",
            "shared",
        ]
        for name in ("share", "low", "high", "p", "adjusted_p"):
            np.testing.assert_array_equal(np.isnan(getattr(shown, name)), shown.hidden)
        assert shown.population.tolist() == coverage.population.tolist()
        assert shown.total_heard == coverage.total_heard

    def test_does_not_count_hidden_groups_in_the_family(self, coverage):
        shown = coverage.hide_small_groups()

        first = shown.groups.index("home care")
        assert shown.adjusted_p[first] == pytest.approx(coverage.adjusted_p[first] * 5 / 7)


class TestAdjustTogether:
    def test_makes_one_family_of_the_breakdowns_on_a_page(self, coverage):
        place = compare_coverage(
            heard={"hill": 210, "dale": 257}, population={"hill": 589, "dale": 589}
        )

        both = adjust_together([coverage.hide_small_groups(), place])

        assert [len(b.groups) for b in both] == [7, 2]
        first = coverage.groups.index("home care")
        assert both[0].adjusted_p[first] == pytest.approx(coverage.p[first] * 7)
        assert place.flagged.tolist() == [True, False]
        assert both[1].adjusted_p[0] > place.adjusted_p[0]

    def test_is_empty_for_no_breakdowns(self):
        assert adjust_together([]) == ()
