import pytest

from regard.domains.governance.rules.shares import Share, list_shares
from regard.domains.governance.types import (
    BodyFacts,
    BodyKind,
    Constituency,
    SeatFacts,
    Side,
    Standing,
)
from regard.domains.register.types import AreaLevel, MixRow, Sector, ServiceType, SizeBand

HOME_CARE, CARE_HOME = ServiceType.HOME_CARE, ServiceType.CARE_HOME
MIX = [
    MixRow(7, None, 1, HOME_CARE, Sector.INDEPENDENT, SizeBand.ONE, 60),
    MixRow(8, None, 1, CARE_HOME, Sector.VOLUNTARY, SizeBand.TWENTY_OR_MORE, 30),
    MixRow(None, None, 1, ServiceType.NOT_STATED, Sector.NOT_KNOWN, SizeBand.ONE, 10),
]


def body(**facts):
    kinds = frozenset({BodyKind.PARTNERSHIP})
    return BodyFacts(1, "partnership", "Partnership", kinds, AreaLevel.SYSTEM, **facts)


def seat(**facts):
    usual = {
        "nominated_by": Side.ASSOCIATION,
        "speaks_for": Constituency.PROVIDERS,
        "standing": Standing.VOTING,
        "holder_id": 5,
        "held_side": Side.PROVIDER,
        "is_lapsed": False,
    }
    return SeatFacts(seat_id=1, body_id=1, name="", **usual | facts)


class TestListShares:
    def test_counts_services_and_the_seats_that_name_them(self):
        named = seat(service_types=frozenset({HOME_CARE}), place_id=7)

        found = list_shares(body(), seats=[named, seat()], mix=MIX)

        assert (found.services, found.general, found.everywhere) == (100, 1, 1)
        assert found.by["type"] == [
            Share("home_care", 60, 0.6, 1),
            Share("care_home", 30, 0.3, 0),
        ]
        assert found.by["place"] == [Share(7, 60, 0.6, 1), Share(8, 30, 0.3, 0)]
        assert [share.key for share in found.by["sector"]] == ["independent", "voluntary"]

    def test_lists_sizes_from_the_smallest(self):
        found = list_shares(body(), seats=[], mix=MIX[::-1])

        assert [share.key for share in found.by["size"]] == ["one", "twenty_or_more"]

    def test_looks_only_at_the_area_of_the_body(self):
        found = list_shares(body(place_id=8), seats=[], mix=MIX)

        assert found.by["type"] == [Share("care_home", 30, 1.0, 0)]

    @pytest.mark.parametrize(
        "facts",
        [
            {"held_side": Side.COUNCIL},
            {"nominated_by": Side.NHS},
            {"standing": Standing.IN_ATTENDANCE},
            {"speaks_for": Constituency.COUNCIL},
            {"holder_id": None, "held_side": None},
        ],
    )
    def test_leaves_out_seats_that_are_no_voice_of_providers(self, facts):
        found = list_shares(body(), seats=[seat(**facts)], mix=MIX)

        assert found.general == 0

    def test_is_empty_where_the_register_has_nothing(self):
        found = list_shares(body(), seats=[seat()], mix=[])

        assert (found.services, found.general) == (0, 1)
        assert found.by == {"type": [], "size": [], "sector": [], "place": []}
