from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from regard.domains.governance.rules.agendas import list_beginnings, minutes_over, weigh
from regard.domains.governance.types import ItemKind

TWO = datetime(2026, 12, 3, 14, tzinfo=UTC)


class TestWeigh:
    def test_adds_the_minutes_of_each_kind(self):
        balance = weigh(
            [(ItemKind.COMMERCIAL, 45), (ItemKind.COMMERCIAL, 15), (ItemKind.OPERATIONAL, 20)]
        )

        assert balance.total == 80
        assert balance.share(ItemKind.COMMERCIAL) == 0.75
        assert balance.share(ItemKind.POPULATION_HEALTH) == 0

    def test_says_nothing_of_no_time(self):
        assert weigh([]).share(ItemKind.COMMERCIAL) is None

    @given(st.lists(st.tuples(st.sampled_from(ItemKind), st.integers(1, 300)), min_size=1))
    def test_shares_add_up(self, times):
        balance = weigh(times)

        assert abs(sum(balance.share(kind) for kind in ItemKind) - 1) < 1e-9


class TestListBeginnings:
    def test_begins_each_when_the_one_before_is_over(self):
        assert list_beginnings(TWO, [5, 30, 0]) == [
            TWO,
            TWO + timedelta(minutes=5),
            TWO + timedelta(minutes=35),
        ]


class TestMinutesOver:
    def test_is_below_nothing_where_room_is_left(self):
        assert minutes_over(minutes_long=60, items=[20, 20]) == -20
        assert minutes_over(minutes_long=30, items=[20, 20]) == 10
