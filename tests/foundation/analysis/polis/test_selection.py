import numpy as np
import pytest
from hypothesis import given

from regard.foundation.analysis.polis.selection import consensus, representative
from regard.foundation.analysis.polis.statistics import SIGNIFICANT, Counts, compare, count_votes
from tests.foundation.analysis.polis.made import UNHURRIED, cast_votes, votes_of


def counts(agreed, disagreed, seen):
    return Counts(*(np.array(part) for part in (agreed, disagreed, seen)))


def nothing_hidden(found):
    return np.zeros(found.seen.shape[1], dtype=bool)


def statements(shown):
    return [one.statement for one in shown]


class TestRepresentative:
    def test_shows_what_sets_a_group_apart_agreements_first(self):
        found = counts([[9, 0, 5], [0, 9, 5]], [[0, 9, 5], [9, 0, 5]], [[9, 9, 10], [9, 9, 10]])

        first, second = representative(found, hidden=nothing_hidden(found))

        assert [(one.statement, one.agrees) for one in first] == [(0, True), (1, False)]
        assert [(one.statement, one.agrees) for one in second] == [(1, True), (0, False)]
        assert [one.is_best_agreed for one in first] == [True, False]
        assert (first[1].of_note, first[1].seen) == (9, 9)
        assert first[0].share == pytest.approx(10 / 11)
        assert first[0].ratio == pytest.approx(10)

    def test_never_shows_more_than_five(self):
        agreed = np.array([[20] * 8, [0] * 8])
        found = counts(agreed, 20 - agreed, np.full((2, 8), 20))

        for shown in representative(found, hidden=nothing_hidden(found)):
            assert len(shown) == 5

    def test_never_shows_what_is_hidden(self):
        found = counts([[9, 0], [0, 9]], [[0, 9], [9, 0]], [[9, 9], [9, 9]])

        shown = representative(found, hidden=np.array([True, False]))

        assert [statements(of_group) for of_group in shown] == [[1], [1]]

    def test_shows_the_furthest_from_the_others_where_nothing_passes(self):
        found = counts([[1, 1], [1, 1]], [[2, 3], [2, 1]], [[3, 4], [3, 2]])

        shown = representative(found, hidden=nothing_hidden(found))

        assert [len(of_group) for of_group in shown] == [1, 1]

    def test_shows_disagreements_of_a_group_that_agrees_on_nothing(self):
        found = counts([[0, 0], [9, 9]], [[9, 9], [0, 0]], [[9, 9], [9, 9]])

        shown = representative(found, hidden=nothing_hidden(found))[0]

        assert statements(shown) == [0, 1]
        assert not any(one.agrees or one.is_best_agreed for one in shown)

    def test_shows_nothing_of_a_group_that_has_not_voted(self):
        found = counts([[0], [3]], [[0], [0]], [[0], [3]])

        assert representative(found, hidden=nothing_hidden(found))[0] == ()

    @UNHURRIED
    @given(cast_votes(most_people=16))
    def test_shows_nothing_but_the_first_that_does_not_pass_both_tests(self, dense):
        found = count_votes(votes_of(dense), np.arange(len(dense)) % 2, number=2)

        sides = compare(found)
        for group, shown in enumerate(representative(found, hidden=nothing_hidden(found))):
            assert len(set(statements(shown))) == len(shown) <= 5
            assert statements(shown) == statements(sorted(shown, key=lambda one: not one.agrees))
            failing = [
                one
                for one in shown
                if not any(
                    min(side.test[group, one.statement], side.ratio_test[group, one.statement])
                    > SIGNIFICANT
                    for side in sides
                )
            ]
            assert len(failing) <= 1


class TestConsensus:
    def test_ranks_by_share_times_test_and_keeps_equals_in_order(self):
        found = counts([[9, 20, 9, 1]], [[0, 0, 0, 12]], [[10, 20, 10, 13]])

        agreed, disagreed = consensus(found, hidden=nothing_hidden(found))

        assert statements(agreed) == [1, 0, 2]
        assert statements(disagreed) == [3]
        assert agreed[0].share == pytest.approx(21 / 22)
        assert agreed[0].test == pytest.approx(2 * np.sqrt(21) * (1 - 0.5))
        assert (disagreed[0].of_note, disagreed[0].seen) == (12, 13)

    def test_leaves_out_what_is_hidden_and_what_chance_could_do(self):
        found = counts([[20, 2]], [[0, 1]], [[20, 3]])

        assert consensus(found, hidden=np.array([True, False])) == ((), ())

    def test_shows_at_most_five(self):
        found = counts([[20] * 7], [[0] * 7], [[20] * 7])

        assert statements(consensus(found, hidden=nothing_hidden(found))[0]) == [0, 1, 2, 3, 4]
