import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.foundation.analysis.linkage import Candidate, Verdict
from regard.foundation.analysis.linkage.deciding import CLEAR_BY, MOST_CANDIDATES, decide


def candidate(key, weight):
    return Candidate(key=key, weight=weight, probability=1 / (1 + 2.0**-weight), reasons=())


def verdicts(**found):
    return [match.verdict for match in decide(found, found)]


class TestDecide:
    @pytest.mark.parametrize(
        ("weights", "verdict"),
        [
            ([20], Verdict.TAKEN),
            ([20, 20 - CLEAR_BY], Verdict.TAKEN),
            ([20, 19], Verdict.DOUBTFUL),
            ([5], Verdict.DOUBTFUL),
            ([-8], Verdict.UNKNOWN),
            ([], Verdict.UNKNOWN),
        ],
    )
    def test_takes_what_is_certain_and_clear_of_its_second(self, weights, verdict):
        found = [candidate(str(n), weight) for n, weight in enumerate(weights)]

        assert verdicts(line=found) == [verdict]

    def test_takes_neither_of_two_lines_that_mean_one(self):
        assert verdicts(a=[candidate("1", 20)], b=[candidate("1", 19)]) == [Verdict.DOUBTFUL] * 2

    def test_takes_the_clearly_likelier_of_two_lines(self):
        assert verdicts(a=[candidate("1", 20)], b=[candidate("1", 9)]) == [
            Verdict.TAKEN,
            Verdict.DOUBTFUL,
        ]

    def test_shows_a_person_only_as_many_as_can_be_compared(self):
        found = [candidate(str(n), 5) for n in range(20)]

        [match] = decide(["line"], {"line": found})

        assert len(match.candidates) == MOST_CANDIDATES

    @given(
        st.dictionaries(
            st.sampled_from("abcdefgh"),
            st.lists(st.tuples(st.sampled_from("12345"), st.floats(-20, 30)), max_size=5),
        )
    )
    def test_takes_no_location_twice(self, drawn):
        found = {
            line: sorted(
                (candidate(key, weight) for key, weight in dict(pairs).items()),
                key=lambda each: -each.weight,
            )
            for line, pairs in drawn.items()
        }

        taken = [
            match.candidates[0].key
            for match in decide(found, found)
            if match.verdict is Verdict.TAKEN
        ]

        assert len(taken) == len(set(taken))
