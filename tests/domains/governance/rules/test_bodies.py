from datetime import date

import pytest

from regard.domains.governance.rules import bodies as rules
from regard.domains.governance.rules.usual_bodies import propose_bodies
from regard.domains.register.types import AreaLevel


class TestReasonAgainstArea:
    @pytest.mark.parametrize(
        ("level", "has_place", "has_council", "reason"),
        [
            (AreaLevel.SYSTEM, False, False, None),
            (AreaLevel.REGION, False, False, None),
            (AreaLevel.COUNCIL, False, True, None),
            (AreaLevel.COUNCIL, True, False, "Choose the council whose area it is for"),
            (AreaLevel.PLACE, True, False, None),
            (AreaLevel.PLACE, False, True, "Choose the place that it is for"),
            (AreaLevel.NEIGHBOURHOOD, False, False, "Choose the neighbourhood that it is for"),
            (AreaLevel.COUNTRY, False, False, "Choose the level at which it works"),
        ],
    )
    def test_asks_for_the_area_that_the_level_needs(self, level, has_place, has_council, reason):
        found = rules.reason_against_area(
            level=level, has_place=has_place, has_council=has_council
        )

        assert found == reason


class TestReasonNotToEnd:
    @pytest.mark.parametrize(
        ("valid_from", "valid_to", "reason"),
        [
            (None, None, None),
            (date(2026, 3, 31), None, None),
            (date(2026, 4, 1), None, "It begins on 1 April 2026. Choose a later day"),
            (None, date(2025, 1, 1), "Its end is on record already: 1 January 2025"),
        ],
    )
    def test_is_none_after_it_began_and_while_no_end_is_known(self, valid_from, valid_to, reason):
        found = rules.reason_not_to_end(
            valid_from=valid_from, valid_to=valid_to, on=date(2026, 4, 1)
        )

        assert found == reason


class TestIsAbove:
    def test_follows_who_answers_to_whom(self):
        parents = {1: None, 2: 1, 3: 2}

        assert rules.is_above(parents=parents, upper=1, lower=3)
        assert rules.is_above(parents=parents, upper=2, lower=2)
        assert not rules.is_above(parents=parents, upper=3, lower=1)

    def test_ends_in_a_circle_that_should_not_be(self):
        assert not rules.is_above(parents={1: 2, 2: 1}, upper=3, lower=1)


class TestProposeBodies:
    def test_names_those_of_the_system_and_of_each_council(self):
        found = propose_bodies(
            system="Northmarch",
            partnership="Northmarch care partnership",
            board="",
            councils=[(7, "Westmere")],
        )

        assert [(each.key, each.name) for each in found] == [
            ("partnership", "Northmarch care partnership"),
            ("board", "Northmarch Integrated Care Board"),
            ("provider_forum", "Northmarch Care Provider Forum"),
            ("workforce_group", "Northmarch Workforce Group"),
            ("health_and_wellbeing_board-7", "Westmere Health and Wellbeing Board"),
            ("safeguarding_board-7", "Westmere Safeguarding Adults Board"),
        ]
        assert found[-1].council_id == 7
        assert found[0].level is AreaLevel.SYSTEM
