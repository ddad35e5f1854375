from dataclasses import replace
from datetime import date

import pytest

from regard.domains.register.types import Criteria, Sector, ServiceType, SizeBand
from regard.domains.strategy.rules import meanings as rules
from regard.domains.strategy.types import MeaningRow
from tests.domains.strategy.service_rows import HOME_CARE, NURSING_HOME

ROW = MeaningRow(
    meaning_id=1,
    strategy_slug="care-2027",
    strategy_title="Care",
    passage_ref="2.4",
    passage_key="p1",
    passage_heading="Travel",
    criteria=Criteria(),
    whom="Everyone",
    for_owners="You are paid for travel.",
    for_staff="",
    for_people="",
    to_do="",
    do_by=None,
)


class TestTouches:
    @pytest.mark.parametrize(
        ("criteria", "is_touched"),
        [
            (Criteria(), True),
            (Criteria(service_types=(ServiceType.HOME_CARE,)), True),
            (Criteria(service_types=(ServiceType.CARE_HOME_NURSING,)), False),
            (Criteria(service_types=(ServiceType.HOME_CARE,), place_ids=(7,)), True),
            (Criteria(place_ids=(8,)), False),
            (Criteria(size_bands=(SizeBand.ONE,)), True),
            (Criteria(sectors=(Sector.VOLUNTARY,)), False),
        ],
    )
    def test_goes_by_kind_place_size_and_sector(self, criteria, is_touched):
        assert rules.touches(criteria, [HOME_CARE]) is is_touched

    def test_wants_all_of_one_service_and_not_some_of_each(self):
        criteria = Criteria(service_types=(ServiceType.HOME_CARE,), place_ids=(8,))

        assert not rules.touches(criteria, [HOME_CARE, replace(NURSING_HOME, place_id=8)])
        assert not rules.touches(Criteria(), [])


class TestWhomInWords:
    def test_names_what_narrows(self):
        criteria = Criteria(service_types=(ServiceType.HOME_CARE,), place_ids=(7, 99))

        assert rules.whom_in_words(criteria, {7: "Westmere"}) == "Home care in Westmere"
        assert rules.whom_in_words(Criteria(), {}) == "Every service"

    def test_lists_several_as_a_sentence_does(self):
        kinds = (ServiceType.CARE_HOME, ServiceType.HOME_CARE, ServiceType.EXTRA_CARE)
        criteria = Criteria(service_types=kinds, place_ids=(7, 8))

        words = rules.whom_in_words(criteria, {7: "Westmere", 8: "Eastmarch"})

        assert words == "Care home, home care and extra care in Westmere and Eastmarch"


class TestOrder:
    def test_puts_what_has_a_day_first(self):
        rows = [
            replace(ROW, meaning_id=1),
            replace(ROW, meaning_id=2, to_do="Write", do_by=date(2027, 5, 1)),
            replace(ROW, meaning_id=3, to_do="Call"),
            replace(ROW, meaning_id=4, to_do="Sign", do_by=date(2027, 4, 1)),
        ]

        assert [row.meaning_id for row in rules.order(rows)] == [4, 2, 3, 1]
