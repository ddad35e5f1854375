import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.foundation.analysis.polis.matrix import (
    ENOUGH_VOTES,
    FEWEST_PEOPLE,
    Cast,
    collect,
    on_the_map,
)
from tests.foundation.analysis.polis.made import UNHURRIED, cast_votes, votes_of

STATEMENTS = [30, 10, 20]


class TestCollect:
    def test_keeps_statements_in_the_order_given_and_people_by_identifier(self):
        votes = collect(
            Cast([9, 4, 9], [10, 30, 20], [1, -1, 0], [1, 2, 3]), statements=STATEMENTS
        )

        assert votes.people.tolist() == [4, 9]
        assert votes.statements.tolist() == STATEMENTS
        cells = list(zip(votes.row, votes.column, votes.vote, strict=True))
        assert cells == [(0, 0, -1), (1, 1, 1), (1, 2, 0)]

    def test_lets_a_later_vote_replace_an_earlier_one(self):
        votes = collect(Cast([1, 1, 1], [10, 10, 10], [0, 1, -1], [5, 9, 7]), statements=[10])

        assert votes.vote.tolist() == [1]

    def test_takes_the_later_row_of_two_at_the_same_time(self):
        votes = collect(Cast([1, 1], [10, 10], [1, -1], [5, 5]), statements=[10])

        assert votes.vote.tolist() == [-1]

    def test_stores_a_pass_as_a_vote(self):
        votes = collect(Cast([1], [10], [0], [1]), statements=[10])

        assert votes.sparse().nnz == 1

    def test_marks_what_is_out_and_what_is_about_the_people(self):
        votes = collect(Cast([1], [10], [0], [1]), statements=STATEMENTS, out=[10], meta=[20])

        assert votes.is_out.tolist() == [False, True, False]
        assert votes.is_meta.tolist() == [False, False, True]
        assert votes.is_silent.tolist() == [False, True, True]

    def test_takes_no_votes_at_all(self):
        votes = collect(Cast([], [], [], []), statements=STATEMENTS)

        assert votes.sparse().shape == (0, 3)

    @pytest.mark.parametrize(
        ("cast", "message"),
        [
            (Cast([1], [10], [2], [1]), "Vote 1 is 2; a vote must be 1, 0 or -1"),
            (Cast([1], [11], [1], [1]), "There is no statement 11 to vote on"),
            (Cast([1], [99], [1], [1]), "There is no statement 99 to vote on"),
            (Cast([1, 2], [10], [1], [1]), "Each vote needs a person, a statement"),
        ],
    )
    def test_refuses_what_is_not_a_vote(self, cast, message):
        with pytest.raises(ValueError, match=message):
            collect(cast, statements=STATEMENTS)

    @UNHURRIED
    @given(
        st.lists(
            st.tuples(
                st.one_of(st.integers(0, 4), st.just(10**12)),
                st.sampled_from(STATEMENTS),
                st.sampled_from([-1, 0, 1]),
                st.integers(0, 5),
            )
        )
    )
    def test_agrees_with_a_dictionary_filled_in_order_of_time(self, rows):
        slow = {
            (person, statement): vote
            for person, statement, vote, _ in sorted(rows, key=lambda row: row[3])
        }

        votes = collect(
            Cast(*(zip(*rows, strict=True) if rows else [()] * 4)), statements=STATEMENTS
        )

        people, statements = votes.people[votes.row], votes.statements[votes.column]
        pairs = zip(people.tolist(), statements.tolist(), strict=True)
        fast = dict(zip(pairs, votes.vote.tolist(), strict=True))
        assert fast == slow
        assert len(votes.row) == len(slow)
        assert votes.people.tolist() == sorted({person for person, _ in slow})


class TestOnly:
    @UNHURRIED
    @given(cast_votes(), st.data())
    def test_is_what_collecting_only_those_votes_gives(self, dense, data):
        votes = votes_of(dense)
        people = data.draw(
            st.lists(st.booleans(), min_size=len(votes.people), max_size=len(votes.people))
        )
        columns = dense.shape[1]
        statements = data.draw(st.lists(st.booleans(), min_size=columns, max_size=columns))

        left = votes.only(
            people=np.array(people, dtype=bool), statements=np.array(statements, dtype=bool)
        )

        kept = dense.copy()
        kept[votes.people[~np.array(people, dtype=bool)]] = np.nan
        kept[:, ~np.array(statements, dtype=bool)] = np.nan
        again = votes_of(kept)
        assert left.people.tolist() == again.people.tolist()
        assert left.statements[left.column].tolist() == again.statements[again.column].tolist()
        assert left.vote.tolist() == again.vote.tolist()
        assert left.row.tolist() == again.row.tolist()


class TestOnTheMap:
    def test_is_everybody_with_seven_votes_where_enough_have(self):
        dense = np.ones((FEWEST_PEOPLE + 2, 10))
        dense[0, ENOUGH_VOTES:] = np.nan
        dense[1, ENOUGH_VOTES - 1 :] = np.nan

        assert on_the_map(votes_of(dense)).tolist() == [True, False, *[True] * FEWEST_PEOPLE]

    def test_asks_for_every_statement_where_there_are_fewer_than_seven(self):
        dense = np.ones((FEWEST_PEOPLE + 1, 3))
        dense[5, 0] = np.nan

        assert np.flatnonzero(~on_the_map(votes_of(dense))).tolist() == [5]

    def test_makes_up_fifteen_by_those_who_voted_most_the_first_of_equals(self):
        dense = np.full((FEWEST_PEOPLE + 3, 10), np.nan)
        dense[:, 0] = 1
        dense[-1, :8] = 1
        dense[-2, :3] = 1

        chosen = np.flatnonzero(on_the_map(votes_of(dense))).tolist()
        assert chosen == [*range(FEWEST_PEOPLE - 2), FEWEST_PEOPLE + 1, FEWEST_PEOPLE + 2]
