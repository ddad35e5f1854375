import numpy as np

from regard.foundation.analysis.polis.pca import draw_map
from regard.foundation.analysis.polis.report import report_on
from tests.foundation.analysis.polis.made import N, camps, votes_of


class TestReportOn:
    def test_says_who_stands_with_whom_and_what_all_agree_on(self):
        dense, camp = camps(people=60)
        dense[:, 0] = 1

        found = report_on(votes_of(dense))

        assert found.groups.number == 2
        same = found.groups.of_people[:, None] == found.groups.of_people
        np.testing.assert_array_equal(same, camp[:, None] == camp)
        assert found.agreed[0].statement == 0
        assert found.across_groups.argmax() == 0
        assert found.doubt is None
        assert np.all(np.isfinite(found.priorities))

    def test_counts_those_who_are_in_no_group_among_everybody(self):
        dense, _ = camps(people=60)
        dense[0] = N
        dense[0, 0] = 1

        found = report_on(votes_of(dense))

        assert found.everybody.seen[0, 0] == found.counts.seen[:, 0].sum() + 1

    def test_never_shows_what_is_out_or_about_the_people(self):
        dense, _ = camps()
        found = report_on(votes_of(dense, out=[3], meta=[4]))

        shown = {one.statement for group in found.representative for one in group}
        shown |= {one.statement for one in found.agreed + found.disagreed}
        assert not shown & {3, 4}
        assert found.priorities[4] == 49

    def test_uses_a_map_that_is_known(self):
        votes = votes_of(camps()[0])
        drawn = draw_map(votes)

        assert report_on(votes, drawn=drawn).map is drawn

    def test_says_nothing_of_no_votes(self):
        found = report_on(votes_of(np.full((0, 3), N)))

        assert found.groups.number == 0
        assert found.representative == ()
        assert (found.agreed, found.disagreed) == ((), ())
        assert found.doubt is None
