import csv
import io
from datetime import date

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from regard.foundation.files import sheets, tables
from regard.foundation.files.tables import CannotRead, csv_text, read_table


@pytest.fixture
def read(tmp_path):
    def read(data, name="answers.csv"):
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return read_table(path, name)

    return read


@pytest.fixture
def spreadsheet(tmp_path):
    """Write rows to an XLSX file and return its bytes."""

    def spreadsheet(*rows):
        path = tmp_path / "written.xlsx"
        with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"}) as book:
            sheet = book.add_worksheet()
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
        return path.read_bytes()

    return spreadsheet


class TestReadTable:
    def test_reads_a_csv_with_the_line_of_each_row(self, read):
        table = read('Name,Answer\nAnn,"Two\nlines"\n\nBob,One\n')

        assert table.header == ("Name", "Answer")
        assert [(row.line, row.cells) for row in table.rows] == [
            (2, ("Ann", "Two\nlines")),
            (5, ("Bob", "One")),
        ]

    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    def test_finds_what_stands_between_cells(self, read, delimiter):
        table = read(f"A{delimiter}B\n1{delimiter}2\n")

        assert table.rows[0].cells == ("1", "2")

    def test_understands_a_byte_order_mark(self, read):
        assert read(b"\xef\xbb\xbfName,Answer\nAnn,Yes\n").header == ("Name", "Answer")

    def test_understands_utf_16_as_some_programs_write_it(self, read):
        assert read("Name\tAnswer\nAnn\tYes\n".encode("utf-16")).header == ("Name", "Answer")

    def test_fills_rows_that_are_short_and_drops_empty_columns_at_the_end(self, read):
        table = read("A,B,,\n1,,,\n")

        assert table.header == ("A", "B")
        assert table.rows[0].cells == ("1", "")

    def test_reads_a_spreadsheet_by_its_bytes_whatever_its_name(self, read, spreadsheet):
        data = spreadsheet(("Name", "Beds", "Open"), (), ("Ann", 12, True), ("Bob", 1.5, False))

        table = read(data, "answers.csv")

        assert [(row.line, row.cells) for row in table.rows] == [
            (3, ("Ann", "12", "yes")),
            (4, ("Bob", "1.5", "no")),
        ]

    def test_gives_dates_of_a_spreadsheet_as_days(self, read, spreadsheet):
        data = spreadsheet(("Date",), (date(2026, 11, 21),))

        assert read(data).rows[0].cells == ("2026-11-21",)

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            (b"", "is empty"),
            (b"\n\n ,\n", "is empty"),
            (b"Name,Answer\n", "no rows under them"),
            (b"Name,,Answer\n1,2,3\n", "line 1: column 2 has no name"),
            (b"Name,name\n1,2\n", "two columns are called “name”"),
            (b"Name,Answer\nAnn,Yes, and no\n", "line 2: 3 cells, and there are 2 columns"),
            (b"Name,Answer\nAnn,caf\xe9\n", "line 2, near cell 2.*CSV UTF-8"),
            (b"Name,Answer\nAnn," + b"x" * 1_000_000, "line 2, Answer: the cell has 1,000,000"),
            (b"PK\x03\x04 not really", "cannot be opened as a spreadsheet"),
            (b"%PDF-1.4\n\xe2\xe3\xcf\xd3", "not in UTF-8"),
        ],
    )
    def test_says_where_and_what_is_wrong(self, read, data, words):
        with pytest.raises(CannotRead, match=words) as refusal:
            read(data, "our answers.csv")

        assert "our answers.csv" in str(refusal.value)

    def test_refuses_a_quotation_mark_that_never_ends(self, read):
        with pytest.raises(CannotRead, match="line 3: this line cannot be read"):
            read('A,B\n0,0\n1,"open\n2,3\n')

    def test_refuses_too_many_rows(self, read, monkeypatch):
        monkeypatch.setattr(tables, "MOST_ROWS", 2)

        with pytest.raises(CannotRead, match="more than 2 rows"):
            read("A\n1\n2\n3\n")

    def test_refuses_too_large_a_file(self, read, monkeypatch):
        monkeypatch.setattr(sheets, "MOST_BYTES", 3)

        with pytest.raises(CannotRead, match="larger than"):
            read("A\n1\n")


class TestCsvText:
    def test_keeps_a_spreadsheet_from_running_what_someone_wrote(self):
        text = csv_text(("Line", "Value"), [(2, "=HYPERLINK(1)"), (3, "plain")])

        assert text.startswith("\ufeff")
        assert "'=HYPERLINK(1)" in text
        assert "\n3,plain" in text.replace("\r", "")

    @given(st.lists(st.text(max_size=20), min_size=1, max_size=4))
    def test_gives_back_every_cell(self, cells):
        text = csv_text([f"c{n}" for n in range(len(cells))], [cells])

        [_, row] = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
        assert [cell.removeprefix("'") for cell in row] == [
            cell.removeprefix("'") for cell in cells
        ]
