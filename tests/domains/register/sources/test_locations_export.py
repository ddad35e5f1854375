"""The regulator's export of locations: the real one, and made files in its layout."""

import csv
from collections import Counter
from datetime import date

import pytest

from regard.domains.register.rules import layouts
from regard.domains.register.rules.published_columns import EXPORT_COLUMNS
from regard.domains.register.rules.told import ToldRating

ASH = {
    "Location Name": " Ash House",
    "Location ID": "1-100",
    "Location UPRN": "100071453",
    "Location Local Authority": "Lincolnshire",
    "Primary inspection category": "Residential social care",
    "Service Types": "Care home service with nursing, Domiciliary care service",
    "Care homes beds": "24",
    "Location HSCA start date": "2013-11-20",
    "Dormant": "N",
    "Location Latest Overall Rating": "Requires Improvement",
    "Publication Date": "3/1/2025 12:00:00 AM",
    "Service users supported": "Dementia, Caring for adults over 65 yrs",
    "Location safe rating": "Good",
    "Location effective rating": "No published rating",
    "Location caring rating": "",
    "Location responsive rating": "Outstanding",
    "Location well-led rating": "Requires Improvement",
    "Provider Name": "Ash Care Limited",
    "Provider ID": "1-900",
    "Provider HSCA start date": "10/1/2010 12:00:00 AM",
    "Provider Ownership Type": "Organisation",
    "Provider Companies House Number": "7488164    ",
    "Brand Name": "BRAND Ash Group",
    "Brand ID": "BD12",
}


@pytest.fixture
def read_rows(read_file, tmp_path):
    def read_rows(*rows):
        path = tmp_path / "export.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, EXPORT_COLUMNS, restval="")
            writer.writeheader()
            writer.writerows(rows)
        return read_file(path)

    return read_rows


class TestReadExport:
    def test_reads_the_real_file_whole(self, read_file, shared_data):
        path = shared_data / "register" / "cqc_locations_sample_2025-08.csv"

        layout, locations, found = read_file(path)

        assert layout is layouts.LOCATIONS_EXPORT
        assert not layout.is_whole_list
        assert (found.rows, len(locations), found.not_social_care) == (999, 991, 8)
        assert found.refusals.cells == []
        assert found.dated == date(2025, 8, 26)
        assert Counter(service.service_type for service in found.services) == {
            "home_care": 457,
            "care_home": 413,
            "supported_living": 158,
            "care_home_nursing": 83,
            "extra_care": 10,
            "community": 3,
        }
        assert {told.rating for told in locations.values()} == {
            "",
            "Good",
            "Inadequate",
            "Inspected but not rated",
            "Outstanding",
            "Requires improvement",
        }
        assert locations["1-21268168552"].name == "AbilityAvenue Care"
        assert Counter(told.is_dormant for told in locations.values())[True] == 52
        numbers = {each.companies_house_number for each in found.organisations.values()}
        assert "15756430" in numbers
        assert all(len(number) in (0, 8) for number in numbers)

    def test_takes_no_date_for_a_ratings_that_is_the_registrations(self, read_file, shared_data):
        path = shared_data / "register" / "cqc_locations_sample_2025-08.csv"

        _, locations, found = read_file(path)

        assert {told.rated_on for told in locations.values()} == {None}
        assert found.ratings == []

    def test_tells_key_questions_where_they_are_dated(self, read_rows):
        _, locations, found = read_rows(ASH)

        assert locations["1-100"].rated_on == "2025-03-01"
        assert found.ratings == [
            ToldRating("1-100", "", question, rating, "2025-03-01")
            for question, rating in (
                ("overall", "Requires improvement"),
                ("safe", "Good"),
                ("responsive", "Outstanding"),
                ("well-led", "Requires improvement"),
            )
        ]

    def test_tells_the_rest_without_spaces_and_padding(self, read_rows):
        _, locations, found = read_rows(ASH)

        told = locations["1-100"]
        assert (told.name, told.beds, told.is_dormant) == ("Ash House", 24, False)
        assert (told.postcode, told.address, told.longitude) == ("", None, None)
        assert told.people_served == '{"Dementia","Older people"}'
        provider = found.organisations["1-900"]
        assert (provider.companies_house_number, provider.charity_number) == ("07488164", None)
        assert (provider.brand_name, provider.registered_on) == ("Ash Group", "2010-10-01")

    def test_goes_by_its_services_where_no_category_is_given(self, read_rows):
        unsaid = ASH | {"Location ID": "1-200", "Primary inspection category": ""}
        doctors = ASH | {
            "Location ID": "1-300",
            "Primary inspection category": "Independent consulting doctors",
        }

        _, locations, _ = read_rows(ASH, unsaid, doctors)

        assert list(locations) == ["1-100", "1-200"]
