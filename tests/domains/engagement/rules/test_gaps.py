import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.engagement.rules.coverage import Counted, work_out
from regard.domains.engagement.rules.gaps import choose_contacts, list_gaps
from regard.domains.engagement.types import Coverage
from regard.foundation.analysis.chance import chance_of_fewer

A, B, C = ("service_type", "a"), ("place_name", "b"), ("size_band", "c")


def coverage(**tallies):
    [first, *_] = tallies.values()
    asked = sum(n for n, _ in first.values())
    heard = sum(k for _, k in first.values())
    found = work_out(Counted(asked, heard, tallies))
    return Coverage(
        exercise_id=1, as_at=None, heard=found.heard, asked=found.asked, share=found.share,
        breakdowns=found.breakdowns, groups=found.groups, people=(), channels=(),
        total_people=0, unmatched=0,
    )  # fmt: skip


class TestListGaps:
    def test_says_how_many_more_answers_each_flagged_group_needs(self):
        found = coverage(service_type={"care_home": (200, 120), "home_care": (100, 20)})

        [gap] = list_gaps(found)

        # 140 of 300 is 46.7%: 47 of 100, so 27 more.
        assert (gap.label, gap.heard, gap.asked, gap.to_share) == ("Home care", 20, 100, 27)
        assert gap.to_chance > 0

    def test_counts_no_more_to_chance_than_it_takes(self):
        [gap] = list_gaps(coverage(service_type={"care_home": (200, 120), "home_care": (100, 20)}))

        def chance(more):
            return chance_of_fewer(20 + more, 100, population=300, total=140 + more)

        # Of two groups the lesser chance is doubled by the adjustment.
        assert min(1, 2 * chance(gap.to_chance)) > 0.05 >= 2 * chance(gap.to_chance - 1)

    def test_says_nothing_where_none_is_flagged_or_the_whole_is_hidden(self):
        assert list_gaps(coverage(sector={"public": (20, 10), "voluntary": (20, 10)})) == []
        assert list_gaps(coverage(sector={"public": (20, 1), "voluntary": (20, 2)})) == []


class TestChooseContacts:
    def test_takes_first_whoever_fills_most_gaps(self):
        adds = {1: {A: 1}, 2: {A: 1, B: 1}, 3: {A: 1, B: 1, C: 1}, 4: {C: 1}}

        found = choose_contacts(adds=adds, needs={A: 2, B: 2, C: 1})

        assert found.location_ids == (3, 2)
        assert found.closed == {A: 2, B: 2, C: 1}
        assert found.enough

    def test_prefers_the_first_of_equals(self):
        found = choose_contacts(adds={7: {A: 1}, 5: {A: 1}, 6: {A: 1}}, needs={A: 2})

        assert found.location_ids == (7, 5)

    def test_counts_every_service_of_a_location(self):
        found = choose_contacts(adds={1: {A: 1}, 2: {A: 3}}, needs={A: 3})

        assert found.location_ids == (2,)

    def test_says_when_there_are_not_enough(self):
        found = choose_contacts(adds={1: {A: 1}}, needs={A: 3, B: 1})

        assert (found.closed, found.enough) == ({A: 1, B: 0}, False)

    def test_asks_nobody_where_nothing_is_needed(self):
        assert choose_contacts(adds={1: {A: 1}}, needs={}).location_ids == ()

    @given(
        st.dictionaries(
            st.integers(0, 50),
            st.dictionaries(st.sampled_from([A, B, C]), st.integers(1, 3), min_size=1),
        ),
        st.dictionaries(st.sampled_from([A, B, C]), st.integers(0, 12)),
    )
    def test_is_the_greedy_choice(self, adds, needs):
        left = dict(needs)
        expected = []
        while True:
            worth = {
                location: sum(min(n, left.get(group, 0)) for group, n in counts.items())
                for location, counts in adds.items()
                if location not in expected
            }
            if not worth or max(worth.values()) == 0:
                break
            best = max(worth, key=lambda location: worth[location])
            expected.append(best)
            for group, n in adds[best].items():
                if group in left:
                    left[group] = max(0, left[group] - n)

        assert choose_contacts(adds=adds, needs=needs).location_ids == tuple(expected)

    @pytest.mark.parametrize("most", [1, 2])
    def test_stops_at_the_most(self, most):
        adds = {n: {A: 1} for n in range(5)}

        assert len(choose_contacts(adds=adds, needs={A: 5}, most=most).location_ids) == most
