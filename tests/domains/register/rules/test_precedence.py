from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.register.rules.precedence import BELIEFS, find_place, outranks
from regard.domains.register.types import Fact, Source

OLD, NEW = date(2026, 1, 1), date(2026, 2, 1)

TELLINGS = st.tuples(
    st.sampled_from(Source),
    st.integers(min_value=0, max_value=3).map(lambda days: OLD + timedelta(days=days)),
)


class TestPrecedence:
    def test_ranks_sources_for_every_fact_once_and_says_why(self):
        assert BELIEFS.keys() == set(Fact)
        for belief in BELIEFS.values():
            sources = [source for rank in belief.ranks for source in rank]
            assert len(set(sources)) == len(sources)
            assert belief.reason.endswith(".")

    def test_believes_only_the_regulator_of_ratings(self):
        assert find_place(ranks=BELIEFS[Fact.RATING].ranks, source=Source.CORRECTION) is None


class TestOutranks:
    @pytest.mark.parametrize(
        ("source", "as_at", "held", "is_believed"),
        [
            (Source.DIRECTORY, OLD, None, True),
            (Source.API, OLD, (Source.LATEST_RATINGS, NEW), True),
            (Source.LATEST_RATINGS, NEW, (Source.API, OLD), False),
            (Source.LATEST_RATINGS, NEW, (Source.LATEST_RATINGS, OLD), True),
            (Source.LATEST_RATINGS, OLD, (Source.LATEST_RATINGS, NEW), False),
            (Source.ACTIVE_LOCATIONS, NEW, (Source.API, OLD), True),
            (Source.ACTIVE_LOCATIONS, NEW, (Source.API, NEW), False),
            (Source.ACTIVE_LOCATIONS, NEW, (Source.ACTIVE_LOCATIONS, NEW), True),
        ],
        ids=[
            "nobody before",
            "a better source, though older",
            "a lesser source, though newer",
            "the same source, newer",
            "the same source, older",
            "as good a source, newer",
            "as good a source of the same day, further down",
            "the same file again",
        ],
    )
    def test_goes_by_rank_and_then_by_date(self, source, as_at, held, is_believed):
        found = outranks(fact=Fact.NAME, source=source, as_at=as_at, held=held)

        assert found is is_believed

    def test_never_believes_who_is_not_named(self):
        assert not outranks(fact=Fact.RATING, source=Source.CORRECTION, as_at=NEW, held=None)

    @given(st.sampled_from(Fact), st.lists(TELLINGS, min_size=1, max_size=4, unique=True))
    def test_comes_to_the_same_in_any_order(self, fact, tellings):
        ends = {_last_believed(fact, order) for order in permutations(tellings)}

        assert len(ends) == 1


def _last_believed(fact, tellings):
    held = None
    for source, as_at in tellings:
        if outranks(fact=fact, source=source, as_at=as_at, held=held):
            held = (source, as_at)
    return held
