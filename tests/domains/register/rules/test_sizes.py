import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.register.rules import sizes
from regard.domains.register.rules.sizes import StaffBand, staff_band
from regard.domains.register.types import SizeBand


@pytest.mark.parametrize(
    ("services", "band"),
    [
        (1, SizeBand.ONE),
        (2, SizeBand.TWO_TO_FIVE),
        (5, SizeBand.TWO_TO_FIVE),
        (6, SizeBand.SIX_TO_NINETEEN),
        (19, SizeBand.SIX_TO_NINETEEN),
        (20, SizeBand.TWENTY_OR_MORE),
    ],
)
def test_size_band_begins_where_its_name_says(services, band):
    assert sizes.size_band(services) is band


@given(st.integers(1, 500), st.integers(1, 500))
def test_size_band_never_falls_as_services_rise(fewer, more):
    first, second = sorted((fewer, more))

    assert sizes.BANDS.index(sizes.size_band(first)) <= sizes.BANDS.index(sizes.size_band(second))


@pytest.mark.parametrize(
    ("people", "band"),
    [
        (None, None),
        (0, StaffBand.MICRO),
        (9, StaffBand.MICRO),
        (10, StaffBand.SMALL),
        (49, StaffBand.SMALL),
        (50, StaffBand.MEDIUM),
        (249, StaffBand.MEDIUM),
        (250, StaffBand.LARGE),
    ],
)
def test_bands_a_provider_by_the_people_it_employs(people, band):
    assert staff_band(people) is band
    assert band is None or band.label
