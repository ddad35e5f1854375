from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.engagement.rules.points import Origin, choose_origin, describe_who
from regard.domains.engagement.types import Speaker, Visibility
from regard.domains.register.types import ServiceType

HOME_CARE = ("home_care", "Harrow Vale")
CARE_HOME = ("care_home", "Harrow Vale")


def describe(**changes):
    known = {
        "speaker": Speaker.PROVIDER,
        "visibility": Visibility.TEAM,
        "name": "Ann Smith",
        "service_name": "Fellside House",
        "origin": Origin(ServiceType.CARE_HOME, "Harrow Vale", alike_in_place=6, alike=40),
        "shows_who": False,
    }
    return describe_who(**(known | changes))


class TestChooseOrigin:
    def test_names_the_commonest_kind_of_care_at_the_location(self):
        audience = Counter({HOME_CARE: 12, CARE_HOME: 3, ("care_home", "Westmere"): 30})

        origin = choose_origin(kinds=[CARE_HOME, HOME_CARE], audience=audience)

        assert origin == Origin(ServiceType.HOME_CARE, "Harrow Vale", alike_in_place=12, alike=12)

    def test_counts_the_whole_type_beside_the_place(self):
        audience = Counter({CARE_HOME: 3, ("care_home", "Westmere"): 30})

        origin = choose_origin(kinds=[CARE_HOME], audience=audience)

        assert origin == Origin(ServiceType.CARE_HOME, "Harrow Vale", alike_in_place=3, alike=33)

    def test_is_none_outside_the_audience(self):
        assert choose_origin(kinds=[CARE_HOME], audience=Counter()) is None
        assert choose_origin(kinds=[], audience=Counter({CARE_HOME: 3})) is None


class TestDescribeWho:
    def test_gives_the_kind_and_place_that_six_services_share(self):
        assert describe() == "Care home, Harrow Vale"

    @pytest.mark.parametrize(
        ("alike_in_place", "alike", "words"),
        [
            (5, 40, "Care home"),
            (5, 6, "Care home"),
            (5, 5, "A care provider"),
            (1, 1, "A care provider"),
        ],
    )
    def test_gives_less_where_fewer_than_six_share_it(self, alike_in_place, alike, words):
        origin = Origin(ServiceType.CARE_HOME, "Harrow Vale", alike_in_place, alike)

        assert describe(origin=origin) == words

    def test_gives_no_place_where_there_is_none(self):
        assert describe(origin=Origin(ServiceType.CARE_HOME, "", 9, 40)) == "Care home"

    def test_calls_a_service_outside_the_audience_a_care_provider(self):
        assert describe(origin=None) == "A care provider"

    def test_names_whoever_put_their_name_to_it(self):
        assert describe(visibility=Visibility.NAMED) == "Fellside House"
        assert describe(visibility=Visibility.NAMED, service_name="", origin=None) == "Ann Smith"

    def test_does_not_make_up_a_name_that_was_not_given(self):
        words = describe(
            speaker=Speaker.CARER,
            visibility=Visibility.NAMED,
            name="",
            service_name="",
            origin=None,
        )

        assert words == "Unpaid carer"

    def test_says_of_people_only_in_which_capacity_they_spoke(self):
        words = describe(speaker=Speaker.CARER, service_name="", origin=None)

        assert words == "Unpaid carer"

    def test_names_everyone_to_those_who_may_see_who(self):
        few = Origin(ServiceType.SHARED_LIVES, "Westmere", 1, 1)

        assert describe(shows_who=True, origin=few) == "Fellside House · Shared Lives, Westmere"
        assert (
            describe(shows_who=True, speaker=Speaker.CARER, service_name="", origin=None)
            == "Ann Smith · Unpaid carer"
        )
        assert (
            describe(shows_who=True, speaker=Speaker.STAFF, name="", service_name="", origin=None)
            == "Someone who works in care"
        )

    @given(
        speaker=st.sampled_from(Speaker),
        visibility=st.sampled_from([Visibility.TEAM, Visibility.COUNTED]),
        alike_in_place=st.integers(0, 12),
        elsewhere=st.integers(0, 12),
    )
    def test_never_gives_a_name_or_a_kind_that_fewer_than_six_share(
        self, speaker, visibility, alike_in_place, elsewhere
    ):
        alike = alike_in_place + elsewhere
        words = describe(
            speaker=speaker,
            visibility=visibility,
            origin=Origin(ServiceType.CARE_HOME, "Harrow Vale", alike_in_place, alike),
        )

        assert "Ann" not in words
        assert "Fellside" not in words
        assert "Harrow Vale" not in words or alike_in_place >= 6
        assert "Care home" not in words or alike >= 6
