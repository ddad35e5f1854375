from datetime import date

import pytest

from regard.domains.register import queries
from regard.domains.register.models import SystemCouncil
from regard.domains.register.types import Criteria, Sector, ServiceType, SizeBand
from tests.factories.register import (
    LocationFactory,
    OrganisationFactory,
    PlaceFactory,
    ServiceFactory,
    SystemFactory,
)

pytestmark = pytest.mark.django_db

EVERYTHING = Criteria()


@pytest.fixture
def system():
    return SystemFactory()


def names(rows):
    return [row.location_name for row in rows]


class TestListAudience:
    def test_tells_all_that_a_service_is_counted_by(self, system):
        organisation = OrganisationFactory(name="Ash Care", sector=Sector.VOLUNTARY)
        place = PlaceFactory(system=system, name="City", districts=["LN1"])
        service = ServiceFactory(
            system=system,
            service_type=ServiceType.HOME_CARE,
            location__name="Ash House",
            location__organisation=organisation,
            location__rating="Good",
        )

        [row] = queries.list_audience(system=system, criteria=EVERYTHING)

        assert (row.service_id, row.location_id) == (service.pk, service.location_id)
        assert (row.service_type, row.sector) == (ServiceType.HOME_CARE, Sector.VOLUNTARY)
        assert (row.location_name, row.organisation_name) == ("Ash House", "Ash Care")
        assert (row.place_id, row.place_name) == (place.pk, "City")
        assert (row.size_band, row.rating) == (SizeBand.ONE, "Good")

    def test_leaves_out_what_has_ended_and_what_lies_elsewhere(self, system):
        ServiceFactory(system=system, ended_on=date(2026, 6, 1))
        ServiceFactory(system=system, location__ended_on=date(2026, 6, 1))
        ServiceFactory()

        assert queries.list_audience(system=system, criteria=EVERYTHING) == []

    def test_lets_a_district_say_more_than_a_council(self, system):
        council = system.councils.get()
        PlaceFactory(system=system, name="County", council=council)
        PlaceFactory(system=system, name="City", districts=["LN1"])
        ServiceFactory(system=system, location__postcode="LN1 3AB")
        ServiceFactory(system=system, location__postcode="PE21 0AA")
        ServiceFactory(system=system, location__postcode="")

        rows = queries.list_audience(system=system, criteria=EVERYTHING)

        assert [row.place_name for row in rows] == ["City", "County", "County"]

    def test_shows_a_council_of_two_systems_in_both(self, system):
        council = system.councils.get()
        other = SystemFactory()
        SystemCouncil.objects.create(system=other, council=council)
        PlaceFactory(system=other, name="Theirs", council=council)
        ServiceFactory(system=system)

        [ours] = queries.list_audience(system=system, criteria=EVERYTHING)
        [theirs] = queries.list_audience(system=other, criteria=EVERYTHING)

        assert (ours.place_name, theirs.place_name) == ("", "Theirs")

    def test_counts_a_group_over_all_that_the_register_knows(self, system):
        for brand in ("BD1", "BD1", ""):
            ServiceFactory(location__organisation__brand_id=brand)
        here = ServiceFactory(system=system, location__organisation__brand_id="BD1")
        ServiceFactory(location__organisation=here.location.organisation, ended_on="2026-06-01")

        [row] = queries.list_audience(system=system, criteria=EVERYTHING)

        assert row.size_band is SizeBand.TWO_TO_FIVE

    @pytest.mark.parametrize(
        ("criteria", "found"),
        [
            (EVERYTHING, ["Ash House", "Elm Care"]),
            (Criteria(service_types=(ServiceType.HOME_CARE,)), ["Elm Care"]),
            (Criteria(sectors=(Sector.PUBLIC, Sector.VOLUNTARY)), ["Elm Care"]),
            (Criteria(size_bands=(SizeBand.ONE,)), ["Ash House", "Elm Care"]),
            (Criteria(size_bands=(SizeBand.TWENTY_OR_MORE,)), []),
            (Criteria(words="elm"), ["Elm Care"]),
            (Criteria(words="ELM boston pe21"), ["Elm Care"]),
            (Criteria(words="elm lincoln"), []),
            (Criteria(words="100%"), []),
        ],
    )
    def test_narrows_by_each_criterion(self, system, criteria, found):
        ServiceFactory(system=system, location__name="Ash House")
        ServiceFactory(
            system=system,
            service_type=ServiceType.HOME_CARE,
            location__name="Elm Care",
            location__city="Boston",
            location__postcode="PE21 0AA",
            location__organisation__sector=Sector.PUBLIC,
        )

        rows = queries.list_audience(system=system, criteria=criteria)

        assert names(rows) == found
        assert queries.count_audience(system=system, criteria=criteria) == len(found)

    def test_narrows_by_place(self, system):
        city = PlaceFactory(system=system, districts=["LN1"])
        ServiceFactory(system=system, location__postcode="LN1 3AB")
        ServiceFactory(system=system, location__postcode="PE21 0AA")

        rows = queries.list_audience(system=system, criteria=Criteria(place_ids=(city.pk,)))

        assert [row.place_id for row in rows] == [city.pk]

    def test_asks_the_database_as_often_whatever_the_volume(
        self, system, django_assert_num_queries
    ):
        ServiceFactory.create_batch(5, system=system)

        with django_assert_num_queries(2):  # what has been touched, and the rows
            queries.list_audience(system=system, criteria=EVERYTHING)
        with django_assert_num_queries(1):
            queries.count_audience(system=system, criteria=EVERYTHING)
        with django_assert_num_queries(2):
            queries.list_services(system=system, criteria=EVERYTHING, after=None, limit=2)


class TestListServices:
    def test_goes_through_all_of_them_and_back_again(self, system):
        for name in ("b", "A", "c", "C", "a"):
            ServiceFactory(system=system, location__name=name)
        ServiceFactory(
            system=system, location__name="A", location__organisation=OrganisationFactory()
        )

        def page(**where):
            where = {"after": None} | where
            return queries.list_services(system=system, criteria=EVERYTHING, limit=2, **where)

        pages = [page()]
        while pages[-1].after:
            pages.append(page(after=pages[-1].after))

        whole = queries.list_audience(system=system, criteria=EVERYTHING)
        assert [row for each in pages for row in each.rows] == whole
        assert [len(each.rows) for each in pages] == [2, 2, 2]
        assert pages[0].before is None
        assert page(before=pages[2].before).rows == pages[1].rows
        first = page(before=pages[1].before)
        assert (first.rows, first.before) == (pages[0].rows, None)


class TestFindLocations:
    def test_finds_by_number_ods_code_and_name_with_postcode(self, system):
        by_number = LocationFactory(system=system)
        by_code = LocationFactory(system=system, ods_code="VN123")
        by_name = LocationFactory(system=system, name="Ash  House", postcode="LN1 3AB")
        keys = [by_number.regulator_id, "VN123", "ASH house| ln13ab", "nothing", ""]

        found = queries.find_locations(system=system, keys=keys)

        assert found == {
            by_number.regulator_id: by_number.pk,
            "VN123": by_code.pk,
            "ASH house| ln13ab": by_name.pk,
        }

    def test_does_not_choose_between_two(self, system):
        LocationFactory.create_batch(2, system=system, name="Ash House")

        assert queries.find_locations(system=system, keys=["Ash House|LN1 3AB"]) == {}

    def test_finds_nothing_of_another_system_or_ended(self, system):
        elsewhere = LocationFactory()
        ended = LocationFactory(system=system, ended_on=date(2026, 6, 1))
        keys = [elsewhere.regulator_id, ended.regulator_id]

        assert queries.find_locations(system=system, keys=keys) == {}


class TestSearchLocations:
    def test_finds_what_has_every_word(self, system):
        ash = LocationFactory(system=system, name="Ash House", city="Boston")
        LocationFactory(system=system, name="Ash Lodge", city="Lincoln")
        LocationFactory(name="Ash House", city="Boston")

        assert queries.search_locations(system=system, words="house boston ash") == [ash]
        assert len(queries.search_locations(system=system, words="", limit=1)) == 1


def test_places_come_in_the_order_of_their_names(system):
    PlaceFactory(system=system, name="Wolds")
    PlaceFactory(system=system, name="City")

    assert [place.name for place in queries.list_places(system=system)] == ["City", "Wolds"]
