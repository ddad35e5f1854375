import io
import subprocess
import sys

import pytest
from python_calamine import CalamineWorkbook

from regard.foundation.files import streams

HEADER = ("Service", "Beds", "Rating")
ROWS = [
    ("=1+1", 4, "Good"),
    ("Ash & <Elm>\x0b", None, ""),
    ("@SUM(A1)", 1.5, "’"),
]
MOST_MEGABYTES = 20
"""Two hundred thousand rows are some forty megabytes of text."""

STREAM = """
import os, resource, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "regard.config.settings"
from regard.foundation.files.streams import KINDS

def send(many):
    rows = ((f"Service number {n}, with a long name", n, "Good") for n in range(many))
    header = ("Service", "Beds", "Rating")
    return sum(len(piece) for piece in KINDS[sys.argv[1]].write("Services", header, rows))

send(2_000)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
size = send(200_000)
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(size, (after - before) // 1024)
"""


def whole(kind, rows, header=HEADER):
    response = streams.answer(kind, name="list", sheet="Services", header=header, rows=rows)
    return response, response.getvalue()


def sheet_of(data):
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("Services")


class TestAnswer:
    def test_sends_csv_that_spreadsheets_open_safely(self):
        response, data = whole("csv", ROWS)

        lines = data.decode("utf-8").split("\r\n")
        assert lines[0] == "\ufeffService,Beds,Rating"
        assert lines[1] == "'=1+1,4,Good"
        assert lines[3] == "'@SUM(A1),1.5,’"
        assert response["Content-Disposition"] == 'attachment; filename="list.csv"'
        assert response["Content-Type"] == "text/csv; charset=utf-8"

    @pytest.mark.parametrize("kind", ["xlsx", "ods"])
    def test_sends_spreadsheets_that_open_again_with_no_formula_in_them(self, kind):
        _, data = whole(kind, ROWS)

        found = sheet_of(data).to_python()
        assert found[0] == list(HEADER)
        assert found[1] == ["=1+1", 4.0, "Good"]
        assert found[2][0].startswith("Ash & <Elm>")
        assert found[2][1:] == ["", ""]
        assert found[3] == ["@SUM(A1)", 1.5, "’"]

    @pytest.mark.parametrize("kind", ["csv", "xlsx", "ods"])
    def test_sends_a_header_where_there_is_no_row(self, kind):
        _, data = whole(kind, [])

        assert b"Service" in data or sheet_of(data).to_python() == [list(HEADER)]

    @pytest.mark.parametrize("kind", ["csv", "xlsx", "ods"])
    def test_takes_no_more_memory_for_two_hundred_thousand_rows(self, kind):
        command = [sys.executable, "-c", STREAM, kind]

        done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 (our own words)

        size, megabytes = map(int, done.stdout.split())
        assert size > 1024**2
        assert megabytes < MOST_MEGABYTES


def test_csv_leaves_before_all_of_it_was_read():
    read = []

    def rows():
        for number in range(5 * streams.LINES):
            read.append(number)
            yield (str(number),)

    pieces = streams.csv_pieces("Services", ("Number",), rows())
    next(pieces)

    assert len(read) == streams.LINES
