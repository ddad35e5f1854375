import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from regard.domains.governance.models import Seat
from regard.foundation.design import sheet_field
from tests.factories.governance import BodyFactory
from tests.matrix.world import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon(time_machine):
    time_machine.move_to(NOON)


@pytest.fixture
def body():
    return BodyFactory(name="Northmarch Care Partnership")


@pytest.fixture
def secretary(body, client_as):
    return client_as("Board secretary", body.system)


def address(body, name):
    return reverse(f"governance:{name}", kwargs={"system": body.system.slug})


def send(client, body, data, name="seats.csv"):
    file = SimpleUploadedFile(name, data)
    return client.post(address(body, "seat_sheet"), {"file": file}).content.decode()


class TestSeatSheet:
    def test_takes_the_sheet_that_we_hand_out(self, body, secretary):
        empty = secretary.get(address(body, "seat_sheet_empty")).getvalue()

        page = send(secretary, body, empty)

        assert "1 seat added, and 1 person appointed. Every row was taken." in page
        assert Seat.objects.get().term_months == 36

    def test_names_rows_that_it_could_not_take(self, body, secretary):
        lines = (
            "Body,Seat,Speaks for,Nominated by,Standing,Colour\n"
            "Northmarch Care Partnership,Chair,Nobody in particular,Independent,Votes,red\n"
            "Atlantis,<Chair>,Nobody in particular,Independent,Votes,red\n"
        )

        page = send(secretary, body, lines.encode())

        assert "1 seat added, and 0 people appointed. 1 row could not be taken." in page
        assert "No body here is called that." in page
        assert "Columns that were not read: Colour." in page

    def test_says_what_was_there(self, body, secretary):
        empty = secretary.get(address(body, "seat_sheet_empty")).getvalue()
        send(secretary, body, empty)

        assert "1 seat was there already. Every row was taken." in send(secretary, body, empty)

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            (b"Name\nx\n", "names no column “Body”"),
            (b"", "The file is empty"),
            (b"PK\x03\x04damaged", "cannot be opened as a spreadsheet"),
        ],
    )
    def test_says_why_it_cannot_read_it(self, body, secretary, data, words):
        assert words in send(secretary, body, data)

    def test_takes_no_file_that_is_too_large(self, body, secretary, monkeypatch):
        monkeypatch.setattr(sheet_field, "MOST_BYTES", 0)

        assert "The file is larger than 0 MB" in send(secretary, body, b"Body\n")
