"""
The regulator's list of active locations.

Only its column names are real here: the files are made, as a spreadsheet program writes them,
with rows of our own. What is said of the regulator's dates, notes and dual sheet was read in
descriptions of its files from 2026.
"""

import csv
from collections import Counter
from datetime import date

import pytest

from benchmarks._active_file import list_locations, write_active, write_ods
from benchmarks._active_layout import ACTIVE_COLUMNS
from regard.domains.register.rules import layouts
from regard.domains.register.rules.told import ToldRating, ToldRelation, ToldService
from regard.domains.register.sources.cannot_read import CannotRead

ASH = {
    "Location ID": "1-100",
    "Location HSCA start date": "2013-11-20",
    "Dormant (Y/N)": "N",
    "Care home?": "Y",
    "Location Name": " Ash & Elm House ",
    "Location ODS Code": "VN123",
    "Location Telephone Number": "1522000000",
    "Registered manager": "Nobody, Knows",
    "Location Web Address": "www.ash.example",
    "Care homes beds": "24",
    "Location Type/Sector": "Social Care Org",
    "Location Latest Overall Rating": "Requires Improvement",
    "Publication Date": "2025-03-01",
    "Inherited Rating (Y/N)": "Y",
    "Location Local Authority": "Lincolnshire",
    "Location Street Address": "1 High Street",
    "Location Address Line 2": "Heath",
    "Location City": "Lincoln",
    "Location Postal Code": "ln13ab",
    "Location UPRN ID": "000100071453",
    "Location Latitude": "53.23",
    "Location Longitude": "-0.54",
    "Brand ID": "BD12",
    "Brand Name": "BRAND Ash Group",
    "Provider Companies House Number": "7488164",
    "Provider Charity Number": "1035628",
    "Provider ID": "1-900",
    "Provider Name": "Ash Care Limited",
    "Provider HSCA start date": "2010-10-01",
    "Provider Ownership Type": "Organisation",
    "Provider Telephone Number": "2073770990",
    "Provider Web Address": "www.ashcare.example",
    "Provider Nominated Individual Name": "Nobody, Else",
    "Service type - Care home service with nursing": "Y",
    "Service type - Domiciliary care service": "Y",
    "Service type - Rehabilitation services": "Y",
    "Service user band - Dementia": "Y",
    "Service user band - Older People": "Y",
}


@pytest.fixture
def read_rows(read_file, tmp_path):
    """Return what writes locations to a file and reads it."""

    def read_rows(*rows, **how):
        return read_file(write_active(tmp_path / "active.ods", rows, **how))

    return read_rows


class TestReadActiveLocations:
    def test_tells_all_of_a_location(self, read_rows):
        layout, locations, found = read_rows(ASH)

        assert layout is layouts.ACTIVE_LOCATIONS
        told = locations["1-100"]
        assert (told.line, told.name, told.provider_number) == (2, "Ash & Elm House", "1-900")
        assert (told.address, told.city) == ("1 High Street\nHeath", "Lincoln")
        assert (told.postcode, told.district) == ("LN1 3AB", "LN1")
        assert (told.longitude, told.latitude) == ("-0.54", "53.23")
        assert (told.ods_code, told.uprn) == ("VN123", "100071453")
        assert (told.telephone, told.website) == ("01522000000", "www.ash.example")
        assert (told.beds, told.is_dormant, told.ended_on) == (24, False, None)
        assert (told.registered_on, told.rated_on) == ("2013-11-20", "2025-03-01")
        assert (told.rating, told.service_type) == ("Requires improvement", "care_home_nursing")
        assert told.people_served == '{"Dementia","Older people"}'
        assert found.services == [
            ToldService("1-100", "care_home_nursing"),
            ToldService("1-100", "home_care"),
        ]
        assert found.ratings == [
            ToldRating("1-100", "", "overall", "Requires improvement", "2025-03-01", True)
        ]

    def test_tells_all_of_its_provider(self, read_rows):
        _, _, found = read_rows(ASH)

        told = found.organisations["1-900"]
        assert (told.name, told.sector) == ("Ash Care Limited", "voluntary")
        assert (told.brand_number, told.brand_name) == ("BD12", "Ash Group")
        assert (told.companies_house_number, told.charity_number) == ("07488164", "1035628")
        assert (told.ownership_type, told.registered_on) == ("Organisation", "2010-10-01")
        assert (told.telephone, told.website) == ("02073770990", "www.ashcare.example")

    def test_reads_nobodys_name(self, read_rows):
        _, locations, found = read_rows(ASH)

        assert "Nobody" not in str([locations, found])

    def test_says_that_there_is_nothing_where_it_says_so(self, read_rows):
        bare = ASH | {
            "Brand ID": "-",
            "Brand Name": "-",
            "Location Latest Overall Rating": "",
            "Publication Date": "",
            "Location Latitude": "",
            "Location Longitude": "",
            "Care homes beds": "",
            "Dormant (Y/N)": "",
            "Provider Charity Number": "",
            "Service type - Care home service with nursing": "",
            "Service type - Domiciliary care service": "",
        }

        _, locations, found = read_rows(bare)

        told = locations["1-100"]
        assert (told.rating, told.rated_on, told.longitude) == ("", None, None)
        assert (told.beds, told.is_dormant) == (None, None)
        assert found.services == [ToldService("1-100", "not_stated")]
        assert found.ratings == []
        provider = found.organisations["1-900"]
        assert (provider.brand_number, provider.brand_name) == ("", "")
        assert (provider.charity_number, provider.sector) == ("", "independent")

    def test_is_as_at_the_date_on_its_first_sheet(self, read_rows):
        _, _, found = read_rows(ASH, as_at="02 September 2026")

        assert found.dated == date(2026, 9, 2)

    def test_is_as_at_its_newest_row_where_the_first_sheet_says_none(self, read_rows):
        _, _, found = read_rows(ASH, as_at="no date at all")

        assert found.dated == date(2025, 3, 1)

    def test_takes_adult_social_care_only_and_counts_the_others(self, read_rows):
        surgery = ASH | {"Location ID": "1-200", "Location Type/Sector": "Primary Dental Care"}

        _, locations, found = read_rows(ASH, surgery)

        assert list(locations) == ["1-100"]
        assert (found.rows, found.not_social_care, found.looked_at) == (2, 1, 1)

    def test_leaves_councils_alone_that_the_load_may_not_touch(
        self, read_file, gazetteer, tmp_path
    ):
        kent = ASH | {"Location ID": "1-200", "Location Local Authority": "Kent"}
        path = write_active(tmp_path / "active.ods", [ASH, kent])

        _, locations, found = read_file(path, councils={gazetteer.find("Kent", "")})

        assert list(locations) == ["1-200"]
        assert found.elsewhere == 1

    def test_ties_those_that_are_registered_twice(self, read_rows):
        first = ASH | {
            "Location Dual Registered": "Dual Registration",
            "Primary ID (Dual registration locations)": "1-200",
        }
        dual = {
            "Location ID": "1-100",
            "Linked Organisation ID": "1-200",
            "Linked Organisation Name": "Ash House (NHS)",
            "Relationship": "Dual Registration",
            "Relationship Start Date": "2015-04-01",
            "Primary ID": "Y",
        }
        of_another = dual | {"Location ID": "1-999"}

        _, _, found = read_rows(first, ASH | {"Location ID": "1-200"}, dual=[dual, of_another])

        assert found.relations == [
            ToldRelation(
                "location",
                "dual",
                "1-100",
                "1-200",
                "Ash House (NHS)",
                "Dual Registration",
                "2015-04-01",
            )
        ]

    def test_does_without_a_sheet_of_those_registered_twice(self, read_file, tmp_path):
        header = dict(zip(ACTIVE_COLUMNS, ACTIVE_COLUMNS, strict=True))
        active = {"HSCA_Active_Locations": (ACTIVE_COLUMNS, [header, ASH])}
        strange = {"Dual_Registration_Locations": (("A",), [{"A": "Location ID"}])}

        for name, sheets in (("without", active), ("strange", active | strange)):
            _, locations, found = read_file(write_ods(tmp_path / f"{name}.ods", sheets))

            assert list(locations) == ["1-100"]
            assert found.relations == []

    def test_knows_of_a_second_registration_without_its_sheet(self, read_rows):
        column = "Primary ID (Dual registration locations)"
        itself = ASH | {"Location ID": "1-200", column: "1-200"}

        _, _, found = read_rows(ASH | {column: "1-200"}, itself)

        assert found.relations == [ToldRelation("location", "dual", "1-100", "1-200")]

    def test_refuses_a_row_with_column_and_reason_and_takes_the_rest(self, read_rows):
        rows = [ASH | {"Location ID": f"1-{number}"} for number in range(100, 110)]
        wrong = [
            {"Location Postal Code": "nowhere"},
            {"Care homes beds": "=6*7"},
            {"Service user band - Dementia": "X"},
            {"Location HSCA start date": "2027-01-01"},
            {"Location Local Authority": "Atlantis"},
        ]
        rows[: len(wrong)] = [row | cell for row, cell in zip(rows, wrong, strict=False)]

        _, locations, found = read_rows(*rows)

        assert len(locations) == 5
        assert [(cell.line, cell.column) for cell in found.refusals.cells] == [
            (line, column) for line, cells in enumerate(wrong, start=2) for column in cells
        ]
        assert found.unread == {"1-100", "1-101", "1-102", "1-103", "1-104"}

    def test_refuses_a_dual_line_that_cannot_be_read(self, read_rows):
        _, _, found = read_rows(
            ASH, dual=[{"Location ID": "1-100", "Linked Organisation ID": "???"}]
        )

        assert found.refusals.cells[0].column == "Linked Organisation ID"
        assert found.relations == []

    def test_refuses_the_same_location_twice(self, read_rows):
        with pytest.raises(CannotRead, match=r"line 3, Location ID: 1-100 stands here a second"):
            read_rows(ASH, ASH)

    def test_refuses_a_file_of_a_day_to_come(self, read_rows):
        with pytest.raises(CannotRead, match="as at 1 January 2027, which is to come"):
            read_rows(ASH, as_at="01 January 2027")

    def test_refuses_a_file_without_a_column_that_is_read(self, read_rows):
        columns = [name for name in ACTIVE_COLUMNS if name != "Provider ID"]

        with pytest.raises(CannotRead, match=r"looks like .*active locations.*“Provider ID”"):
            read_rows(ASH, columns=columns)

    def test_minds_neither_order_of_columns_nor_new_ones(self, read_rows):
        _, locations, _ = read_rows(ASH, columns=[*reversed(ACTIVE_COLUMNS), "Something new"])

        assert locations["1-100"].beds == 24

    def test_reads_many(self, read_rows):
        _, locations, found = read_rows(*list_locations(500, social_care_share=0.5))

        kinds = Counter(service.service_type for service in found.services)
        assert len(locations) + found.not_social_care == found.rows == 500
        assert not found.refusals.cells
        assert {service.number for service in found.services} == set(locations)
        assert kinds["home_care"] > kinds["supported_living"] > 0
        assert {each.provider_number for each in locations.values()} == set(found.organisations)


def test_the_columns_are_those_of_the_published_header(shared_data):
    header = shared_data / "register" / "layouts" / "HSCA_Active_Locations_2026_header.csv"
    with header.open(encoding="utf-8-sig", newline="") as file:
        published = tuple(next(csv.reader(file)))

    assert published == ACTIVE_COLUMNS
    assert len(ACTIVE_COLUMNS) == 122
    assert set(layouts.ACTIVE_LOCATIONS.columns) < set(ACTIVE_COLUMNS)
