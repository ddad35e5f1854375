"""The regulator's care directory: its real beginning, and made files with more rows."""

import csv
from datetime import date

import pytest

from regard.domains.register.rules import layouts
from regard.domains.register.rules.told import ToldService
from regard.domains.register.sources.cannot_read import CannotRead

COLUMNS = (
    "Name",
    "Also known as",
    "Address",
    "Postcode",
    "Phone number",
    "Service's website (if available)",
    "Service types",
    "Date of latest check",
    "Specialisms/services",
    "Provider name",
    "Local authority",
    "Region",
    "Location URL",
    "CQC Location ID (for office use only)",
    "CQC Provider ID (for office use only)",
)
ASH = {
    "Name": "Ash House",
    "Address": "Room 1, East Wing,1 High Street,Lincoln",
    "Postcode": "LN1 3AB",
    "Phone number": "1522000000",
    "Service types": "Nursing homes|Homecare agencies|Rehabilitation (illness/injury)",
    "Date of latest check": "09/Jan/2018 - 00:00",
    "Specialisms/services": "Dementia|Caring for adults over 65 yrs",
    "Provider name": "Ash Care Limited",
    "Local authority": "Lincolnshire",
    "CQC Location ID (for office use only)": "1-100",
    "CQC Provider ID (for office use only)": "1-900",
}


NOTES = ("CQC Locations data", "", "This data was produced on 1 May 2026", "")


def write_directory(path, *rows, notes=NOTES):
    """Write rows as the regulator writes its directory."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerows([note, *[""] * (len(COLUMNS) - 1)] for note in notes)
        writer.writerow(COLUMNS)
        writer.writerows([row.get(column, "") for column in COLUMNS] for row in rows)
    return path


@pytest.fixture
def made(tmp_path):
    def made(*rows, notes=NOTES):
        return write_directory(tmp_path / "CQC_directory.csv", *rows, notes=notes)

    return made


class TestReadDirectory:
    def test_reads_the_regulators_own_beginning(self, read_file, shared_data):
        path = shared_data / "register" / "layouts" / "CQC_directory_2026_layout_sample.csv"

        layout, locations, found = read_file(path)

        assert layout is layouts.DIRECTORY
        assert found.dated == date(2026, 9, 16)
        told = locations["1-10553191017"]
        assert told.line == 7
        assert told.name == "Helping Hands Mansfield"
        assert told.address == (
            "Room 107, Level 1, East Wing\nMansfield Business Centre, Ashfield Avenue"
        )
        assert (told.city, told.postcode, told.telephone) == (
            "Mansfield",
            "NG18 2AE",
            "07436315363",
        )
        assert told.people_served == (
            '{"Dementia","Older people","Physical disabilities","Younger adults"}'
        )
        assert found.services == [ToldService("1-10553191017", "home_care")]
        assert found.organisations["1-101671690"].name == "Midshires Care Limited"

    def test_counts_the_dentist_and_ends_nothing_that_it_only_guesses(
        self, read_file, shared_data
    ):
        path = shared_data / "register" / "layouts" / "CQC_directory_2026_layout_sample.csv"

        _, _, found = read_file(path)

        assert (found.rows, found.not_social_care) == (2, 1)
        assert found.unread == {"1-10552899555"}

    def test_tells_nothing_of_what_it_does_not_have(self, read_file, made):
        _, locations, found = read_file(made(ASH))

        told = locations["1-100"]
        assert (told.beds, told.rating, told.longitude, told.ods_code) == (None, None, None, None)
        assert told.registered_on is None
        assert found.organisations["1-900"].brand_name is None
        assert found.organisations["1-900"].sector is None
        assert found.ratings == []

    def test_knows_a_council_by_its_name(self, read_file, made):
        public = {"Provider name": "Lincolnshire County Council"}

        _, _, found = read_file(made(ASH | public))

        assert found.organisations["1-900"].sector == "public"

    def test_reads_all_kinds_of_care(self, read_file, made):
        _, _, found = read_file(made(ASH))

        assert [service.service_type for service in found.services] == [
            "care_home_nursing",
            "home_care",
        ]

    def test_takes_an_address_of_one_line_for_a_street(self, read_file, made):
        _, locations, _ = read_file(made(ASH | {"Address": "1 High Street"}))

        assert (locations["1-100"].address, locations["1-100"].city) == ("1 High Street", "")

    def test_reads_it_saved_without_the_commas_after_its_notes(self, read_file, made):
        path = made(ASH)
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("1 May 2026,,,,,,,,,,,,,,", "1 May 2026"), encoding="utf-8")

        _, locations, found = read_file(path)

        assert list(locations) == ["1-100"]
        assert found.dated == date(2026, 5, 1)

    def test_refuses_one_that_does_not_say_how_old_it_is(self, read_file, made):
        with pytest.raises(CannotRead, match="has no date on any row"):
            read_file(made(ASH, notes=("CQC Locations data",)))

    def test_refuses_one_without_social_care(self, read_file, made):
        with pytest.raises(CannotRead, match="lists no adult social care"):
            read_file(made(ASH | {"Service types": "Dentist"}))

    def test_refuses_one_without_rows(self, read_file, made):
        with pytest.raises(CannotRead, match="has its column names and no rows under them"):
            read_file(made())
