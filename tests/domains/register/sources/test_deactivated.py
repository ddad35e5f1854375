"""
The regulator's deactivated locations.

The files are made: the sheet's name and columns are those that public descriptions of the file
of September 2026 give, the rows are our own.
"""

from datetime import date

import pytest

from benchmarks._active_file import write_ods
from regard.domains.register.rules import layouts
from regard.domains.register.sources.cannot_read import CannotRead

COLUMNS = (
    "Location ID",
    "Location ODS Code",
    "Location Name",
    "Location Status",
    "Location HSCA start date",
    "Location HSCA End Date",
    "Care home?",
    "Care homes beds at point location de-activated",
    "Location Type/Sector",
    "Location Primary Inspection Category",
    "Location Inspection Directorate",
    "Location Region",
    "Location Primary NHS Region",
    "Location Local Authority",
    "Location ONSPD CCG Code",
    "Location ONSPD CCG",
    "Location Commissioning CCG Code",
    "Location Commissioning CCG Name",
    "Location Parliamentary Constituency",
    "Location Latitude",
    "Location Longitude",
    "Location Street Address",
    "Location Address Line 2",
    "Location City",
    "Location County",
    "Location Postal Code",
    "Location PAF ID",
    "Location UPRN ID",
    "Location Latest Overall Rating",
    "Publication Date",
    "Inherited Rating (Y/N)",
    "Brand ID",
    "Brand Name",
    "Provider Charity Number",
    "Provider ID",
    "Provider Name",
)
ASH = {
    "Location ID": "1-100",
    "Location ODS Code": "VN123",
    "Location Name": "Ash House",
    "Location Status": "Inactive-Dereg",
    "Location HSCA start date": "2011-01-20",
    "Location HSCA End Date": "2024-07-17",
    "Care home?": "Y",
    "Care homes beds at point location de-activated": "45",
    "Location Type/Sector": "Social Care Org",
    "Location Local Authority": "Lincolnshire",
    "Location Latitude": "53.23",
    "Location Longitude": "-0.54",
    "Location Street Address": "1 High Street",
    "Location City": "Lincoln",
    "Location Postal Code": "LN1 3AB",
    "Location UPRN ID": "100071453",
    "Provider ID": "1-900",
    "Provider Name": "Ash Care Limited",
}


def write_deactivated(path, *rows, as_at="01 September 2026"):
    header = dict(zip(COLUMNS, COLUMNS, strict=True))
    notes = [{"README": f"Source: CQC database as at {as_at}"}]
    sheets = {
        "README": (("README",), notes),
        "Deactivated_Locations": (COLUMNS, [header, *rows]),
    }
    return write_ods(path, sheets)


@pytest.fixture
def read_rows(read_file, tmp_path):
    def read_rows(*rows):
        return read_file(write_deactivated(tmp_path / "deactivated.ods", *rows))

    return read_rows


class TestReadDeactivated:
    def test_tells_when_a_location_ended(self, read_rows):
        layout, locations, found = read_rows(ASH)

        assert layout is layouts.DEACTIVATED_LOCATIONS
        assert layout.is_of_endings
        assert not layout.is_whole_list
        told = locations["1-100"]
        assert (told.registered_on, told.ended_on) == ("2011-01-20", "2024-07-17")
        assert (told.name, told.beds, told.service_type) == ("Ash House", 45, "care_home")
        assert (told.longitude, told.latitude, told.uprn) == ("-0.54", "53.23", "100071453")
        assert found.organisations["1-900"].name == "Ash Care Limited"
        assert found.organisations["1-900"].ended_on is None
        assert found.dated == date(2026, 9, 1)

    def test_says_of_home_care_only_that_its_kind_is_not_known(self, read_rows):
        _, locations, _ = read_rows(ASH | {"Care home?": "N"})

        assert locations["1-100"].service_type == "not_stated"

    def test_never_tells_of_one_that_has_not_ended(self, read_rows):
        others = [ASH | {"Location ID": f"1-{number}"} for number in range(200, 204)]
        live = ASH | {"Location HSCA End Date": ""}
        to_come = ASH | {"Location ID": "1-101", "Location HSCA End Date": "2027-01-01"}

        _, locations, found = read_rows(live, to_come, *others)

        assert all(told.ended_on for told in locations.values())
        assert [cell.reason for cell in found.refusals.cells] == [
            "is empty, so it has not ended",
            "is a date in the future",
        ]

    def test_takes_a_location_once_though_it_stands_on_several_lines(self, read_rows):
        _, locations, found = read_rows(ASH, ASH, ASH | {"Location ID": "1-200"})

        assert list(locations) == ["1-100", "1-200"]
        assert found.rows == 3

    def test_counts_those_that_are_not_of_social_care(self, read_rows):
        surgery = ASH | {"Location ID": "1-2", "Location Type/Sector": "Primary Dental Care"}

        _, _, found = read_rows(ASH, surgery)

        assert found.not_social_care == 1

    def test_refuses_a_file_of_which_nothing_can_be_read(self, read_rows):
        with pytest.raises(CannotRead, match="1 of 1 rows cannot be read, so nothing was taken"):
            read_rows(ASH | {"Location Postal Code": "?"})
