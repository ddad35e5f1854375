import math
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.engagement.rules import coverage as rules
from regard.domains.engagement.rules.coverage import (
    Calls,
    Counted,
    hide_small,
    missing_to_its_share,
    plan_calls,
    weigh,
)
from regard.domains.engagement.types import Breakdown, Count, HeardRow
from regard.domains.register.types import ServiceType


class Cell(NamedTuple):
    """Services that are alike, and how many of them were heard."""

    service_type: str
    place_name: str
    size_band: str
    sector: str
    asked: int
    heard: int
    group_name: str = ""


def work_out(cells):
    """Work out what the database would have counted from the cells."""
    tallies = {}
    for key in ("service_type", "place_name", "size_band", "sector", "group_name"):
        found = tallies.setdefault(key, {})
        for each in cells:
            asked, heard = found.get(getattr(each, key), (0, 0))
            found[getattr(each, key)] = (asked + each.asked, heard + each.heard)
    everyone = sum(each.asked for each in cells), sum(each.heard for each in cells)
    return rules.work_out(Counted(*everyone, tallies))


def cell(asked, heard, service_type="care_home", place="Harrow Vale", size="one"):
    return Cell(service_type, place, size, "independent", asked, heard)


def group(key, asked, heard, *, is_flagged=False):
    share = None if heard is None else heard / asked
    return HeardRow(key, key.title(), asked, heard, share, share, share, share, is_flagged)


def by_type(*rows):
    return Breakdown("service_type", "By type of service", "Type", rows)


UNEVEN = (cell(100, 60), cell(100, 20, "home_care"), cell(100, 50, "supported_living"))


class TestWorkOut:
    def test_counts_everyone_asked_and_heard(self):
        found = work_out(UNEVEN)

        assert (found.asked, found.heard) == (300, 130)
        assert found.share == pytest.approx(130 / 300)

    def test_breaks_them_down_every_way_in_which_they_differ(self):
        cells = (*UNEVEN, Cell("care_home", "Westmere", "two_to_five", "voluntary", 50, 25))

        found = work_out(cells)

        assert [part.key for part in found.breakdowns] == [
            "service_type",
            "place_name",
            "size_band",
            "sector",
        ]
        assert found.groups == 3 + 2 + 2 + 2

    def test_leaves_out_a_breakdown_that_would_say_the_whole_again(self):
        assert [part.key for part in work_out(UNEVEN).breakdowns] == ["service_type"]

    def test_puts_the_least_heard_first_and_flags_what_chance_does_not_explain(self):
        rows = work_out(UNEVEN).breakdowns[0].rows

        assert [(row.label, row.heard, row.is_flagged) for row in rows] == [
            ("Home care", 20, True),
            ("Supported living", 50, False),
            ("Care home", 60, False),
        ]
        assert rows[0].low <= 0.2 <= rows[0].high < 130 / 300

    def test_keeps_sizes_in_their_order(self):
        cells = (cell(50, 10, size="twenty_or_more"), cell(50, 40, size="one"))

        [sizes] = [part.rows for part in work_out(cells).breakdowns if part.key == "size_band"]

        assert [row.key for row in sizes] == ["one", "twenty_or_more"]

    def test_names_services_that_are_in_no_place(self):
        [places] = [
            part.rows for part in work_out((cell(50, 20, place=""), cell(50, 20))).breakdowns
        ]

        assert {row.label for row in places} == {"In no place", "Harrow Vale"}

    def test_hides_small_groups_and_puts_them_last(self):
        found = work_out((*UNEVEN, cell(6, 2, "shared_lives"), cell(31, 4, "extra_care")))

        hidden = [row for row in found.breakdowns[0].rows if row.heard is None]
        assert [row.label for row in found.breakdowns[0].rows[-2:]] == [
            row.label for row in hidden
        ]
        assert {row.label for row in hidden} == {"Shared Lives", "Extra care"}
        assert all(row.share is row.low is row.chance is None for row in hidden)
        assert not any(row.is_flagged for row in hidden)

    def test_hides_a_total_that_is_small(self):
        found = work_out((cell(50, 3), cell(50, 1, "home_care")))

        assert (found.heard, found.share) == (None, None)
        assert all(row.heard is None for row in found.breakdowns[0].rows)

    def test_raises_the_alarm_for_home_care_by_a_test_of_its_own(self):
        # One chance in 30: too little to flag among nine groups, enough to ask after home care.
        cells = [cell(100, 50), cell(30, 9, "home_care"), cell(100, 50, "supported_living")]
        cells += [cell(20, 10, "extra_care"), cell(20, 10, "community"), cell(20, 10, "advice")]

        found = work_out(cells)

        home_care = next(row for row in found.breakdowns[0].rows if row.key == "home_care")
        assert not home_care.is_flagged
        assert found.home_care_alarm

    def test_raises_no_alarm_without_home_care_or_when_it_is_heard(self):
        assert not work_out((cell(50, 20),)).home_care_alarm
        assert not work_out((cell(50, 20), cell(50, 30, "home_care"))).home_care_alarm

    def test_asks_after_providers_with_one_service_too(self):
        cells = [cell(100, 60, size="six_to_nineteen"), cell(60, 20, size="one")]

        found = work_out(cells)

        assert [alarm.key for alarm in found.alarms] == ["one"]

    def test_gathers_groups_of_providers_too_small_to_stand_alone(self):
        named = [cell(40, 20)._replace(group_name=f"Group {n}") for n in range(2)]
        small = [cell(5, 3)._replace(group_name=f"Little {n}") for n in range(9)]

        found = work_out([cell(100, 50), *named, *small])

        [by_group] = [part for part in found.breakdowns if part.key == "group_name"]
        assert {row.label: row.asked for row in by_group.rows} == {
            "In no group": 100,
            "Group 0": 40,
            "Group 1": 40,
            "Smaller groups together": 45,
        }

    def test_gives_the_figures_of_others_beside_ours(self):
        figures = work_out(UNEVEN).breakdowns[0].likeness

        assert figures.r_score == pytest.approx(20 / 60)
        # Heard 60, 20 and 50 of 130, asked 100 of 300 each: off by 0.128, 0.179 and 0.051.
        assert figures.similarity == pytest.approx(1 - (0.12821 + 0.17949 + 0.05128) / 2, abs=1e-4)

    def test_says_what_the_register_has_not_loaded(self):
        counted = Counted(60, 30, {"rurality": {"": (60, 30)}, "sector": {"public": (60, 30)}})

        assert rules.work_out(counted).absent == ("rurality",)

    def test_says_nothing_of_nobody(self):
        found = work_out(())

        assert (found.asked, found.heard, found.share, found.breakdowns) == (0, 0, None, ())

    @given(
        st.dictionaries(
            st.sampled_from(ServiceType),
            st.tuples(st.integers(0, 40), st.integers(0, 40)),
            min_size=1,
        )
    )
    def test_never_shows_a_small_count_of_either_side(self, counts):
        cells = [cell(sum(pair), pair[0], key) for key, pair in counts.items() if sum(pair)]
        found = work_out(cells)
        if len(cells) < 2 or found.heard in {0, found.asked}:
            return  # the total says all

        shown = [row for row in found.breakdowns[0].rows if row.heard is not None]
        assert all(row.heard == 0 or row.heard >= 6 for row in shown)
        assert all(row.heard == row.asked or row.asked - row.heard >= 6 for row in shown)


class TestHideSmall:
    def test_puts_the_greatest_first_and_hides_what_subtraction_would_tell(self):
        rows, total = hide_small({"Unpaid carer": 30, "Someone else": 2, "Staff": 9, "Other": 12})

        assert total == 53
        assert rows == (
            Count("Unpaid carer", 30),
            Count("Other", 12),
            Count("Someone else", None),
            Count("Staff", None),
        )

    def test_hides_a_small_total(self):
        assert hide_small({"Unpaid carer": 3}) == ((Count("Unpaid carer", 3),), None)

    def test_of_nothing_is_nothing(self):
        assert hide_small({}) == ((), 0)


class TestPlanCalls:
    def test_asks_for_over_half_of_what_every_flagged_group_lacks(self):
        rows = (
            group("home_care", 363, 61, is_flagged=True),
            group("supported_living", 118, 19, is_flagged=True),
            group("care_home", 402, 231),
        )

        plan = plan_calls([by_type(*rows)], share=0.4)

        # 0.4 x 363 = 145.2, so 85 more would do it; 0.4 x 118 = 47.2, so 29.
        assert plan == Calls(((rows[0], 43), (rows[1], 15)))
        assert plan.count == 58

    def test_goes_by_the_breakdown_that_lacks_most(self):
        places = Breakdown("place_name", "", "", (group("upper", 500, 50, is_flagged=True),))

        plan = plan_calls([by_type(group("x", 50, 5, is_flagged=True)), places], share=0.4)

        assert [row.key for row, _ in plan.groups] == ["upper"]

    def test_is_none_where_nothing_is_flagged_or_the_share_is_hidden(self):
        assert plan_calls([by_type(group("x", 50, 5))], share=0.4) is None
        assert plan_calls([by_type(group("x", 50, 5, is_flagged=True))], share=None) is None
        assert plan_calls([], share=0.4) is None

    @given(asked=st.integers(1, 5000), data=st.data(), share=st.floats(0.01, 1))
    def test_closes_over_half_of_the_gap_and_no_more_than_it(self, asked, data, share):
        heard = data.draw(st.integers(0, asked))
        row = group("x", asked, heard, is_flagged=True)
        lacking = missing_to_its_share(row, share=share)
        if not lacking:
            return

        plan = plan_calls([by_type(row)], share=share)

        assert lacking / 2 < plan.count <= lacking


class TestMissingToItsShare:
    def test_is_nothing_for_a_group_that_has_it_or_is_hidden(self):
        assert missing_to_its_share(group("x", 10, 9), share=0.4) == 0
        assert missing_to_its_share(group("x", 10, None), share=0.4) == 0


class TestWeigh:
    def test_weighs_flagged_groups_by_how_far_below_they_are(self):
        rows = (group("home_care", 100, 10, is_flagged=True), group("care_home", 100, 60))

        weights = weigh([by_type(*rows)], share=0.4)

        assert weights == {("service_type", "home_care"): pytest.approx(0.75)}

    def test_weighs_nothing_while_nobody_was_heard(self):
        rows = (group("home_care", 100, 0, is_flagged=True),)

        assert weigh([by_type(*rows)], share=0.0) == {}
        assert weigh([by_type(*rows)], share=None) == {}
        assert math.isclose(weigh([by_type(*rows)], share=0.5)["service_type", "home_care"], 1)
