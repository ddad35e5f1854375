from datetime import date

import pytest

from regard.domains.governance.rules.obligations import (
    BODIES_OF_ALL,
    OUR_DAYS_TO_ACT,
    accepted_until,
    add_years,
    day_to_act_by,
    followed_kinds,
    sort_key,
)
from regard.domains.governance.types import HolderKind, Rhythm


class TestFollowedKinds:
    def test_leaves_out_those_whom_no_system_follows(self):
        assert followed_kinds(["council", "nhs_england"]) == {HolderKind.COUNCIL}
        assert followed_kinds(["regulator"]) == frozenset()

    def test_takes_all_for_everyone_whom_a_system_follows(self):
        assert followed_kinds(["all"]) == set(BODIES_OF_ALL)


class TestDayToActBy:
    def test_is_the_laws_or_else_ours(self):
        fell_on = date(2026, 11, 22)

        assert day_to_act_by(fell_on=fell_on, days_to_act=9) == date(2026, 12, 1)
        assert (day_to_act_by(fell_on=fell_on, days_to_act=None) - fell_on).days == OUR_DAYS_TO_ACT


class TestAcceptedUntil:
    @pytest.mark.parametrize(
        ("rhythm", "until"),
        [
            (Rhythm.ALWAYS, date(2027, 11, 22)),
            (Rhythm.FIVE_YEARLY, date(2031, 11, 22)),
            (Rhythm.ONCE, None),
            (Rhythm.ON_EVENT, None),
        ],
    )
    def test_is_by_rhythm(self, rhythm, until):
        assert accepted_until(on=date(2026, 11, 22), rhythm=rhythm) == until


class TestAddYears:
    def test_takes_1_march_where_a_year_has_no_29_february(self):
        assert add_years(date(2028, 2, 29), 1) == date(2029, 3, 1)


class TestSortKey:
    def test_puts_d2_before_d10_and_local_ones_last(self):
        assert sorted(["L1", "D10", "D2", "D"], key=sort_key) == ["D", "D2", "D10", "L1"]
