from hypothesis import given
from hypothesis import strategies as st

from regard.domains.governance.rules import served as rules
from regard.domains.governance.types import BodyFacts, BodyKind
from regard.domains.register.types import AreaLevel, MixRow, Sector, ServiceType, SizeBand

MIX = [
    MixRow(None, None, 1, ServiceType.HOME_CARE, Sector.INDEPENDENT, SizeBand.ONE, 118),
    MixRow(7, 8, 1, ServiceType.CARE_HOME, Sector.VOLUNTARY, SizeBand.TWENTY_OR_MORE, 40),
    MixRow(7, None, 2, ServiceType.CARE_HOME_NURSING, Sector.INDEPENDENT, SizeBand.ONE, 2),
]


def body(**facts):
    kinds = frozenset({BodyKind.PARTNERSHIP})
    return BodyFacts(1, "board", "Board", kinds, AreaLevel.SYSTEM, **facts)


class TestAreaMix:
    def test_is_of_the_place_or_neighbourhood_or_council_or_everything(self):
        def services(**area):
            return sum(row.services for row in rules.area_mix(body(**area), MIX))

        assert services(place_id=7) == 42
        assert services(place_id=8) == 40
        assert services(council_id=1) == 158
        assert services() == 160


class TestCountServed:
    def test_counts_those_that_a_check_names(self):
        found = rules.count_served(MIX).everywhere

        assert found["home_care"] == 118
        assert found["care_homes"] == 42
        assert found["smallest"] == 120
        assert found["voluntary_sector"] == 40
        assert found["providers"] == 160
        assert "carers" not in found

    @given(
        st.lists(
            st.builds(
                MixRow,
                st.sampled_from([None, 7, 9]),
                st.sampled_from([None, 7, 8]),
                st.sampled_from([1, 2]),
                st.sampled_from(ServiceType),
                st.sampled_from(Sector),
                st.sampled_from(SizeBand),
                st.integers(1, 50),
            ),
            max_size=20,
        )
    )
    def test_counts_in_every_area_what_lies_there(self, mix):
        found = rules.count_served(mix)

        for area in ({}, {"place_id": 7}, {"place_id": 8}, {"council_id": 2}):
            of = body(**area)
            here = rules.area_mix(of, mix)
            homes = sum(row.services for row in here if row.service_type == "home_care")
            assert found.of(of).get("home_care", 0) == homes
            assert found.of(of).get("providers", 0) == sum(row.services for row in here)
