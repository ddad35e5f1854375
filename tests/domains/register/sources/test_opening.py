import csv
from contextlib import ExitStack
from datetime import UTC, datetime

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regard.domains.register.rules.layouts import LATEST_RATINGS
from regard.domains.register.sources import archives, workbooks
from regard.domains.register.sources.opening import CannotRead, open_table


@pytest.fixture
def read(tmp_path):
    """Return what writes bytes to a file and reads it: its header and rows."""

    def read(content, name="ratings.csv"):
        path = tmp_path / name
        path.write_bytes(content)
        with ExitStack() as stack:
            table = open_table(stack, path, name)
            return table.header, list(table.rows)

    return read


class TestOpenTable:
    @pytest.mark.parametrize(
        "content",
        [
            "Name,Town\nÅsa’s,Lincoln\n".encode(),
            "Name,Town\r\nÅsa’s,Lincoln\r\n".encode("utf-8-sig"),
            "Name,Town\r\nÅsa’s,Lincoln".encode("cp1252"),
            "Name;Town\nÅsa’s;Lincoln\n".encode(),
            "Name\tTown\nÅsa’s\tLincoln\n\n\t\n".encode(),
        ],
        ids=["utf-8", "byte-order mark", "windows", "semicolons", "tabs and empty lines"],
    )
    def test_reads_a_table_whoever_wrote_it(self, read, content):
        assert read(content) == (["Name", "Town"], [(2, ["Åsa’s", "Lincoln"])])

    def test_reads_latin_1_where_it_cannot_be_windows_own(self, read):
        _, rows = read("Name\nÅsa\x81\n".encode("latin-1"))

        assert rows[0][1] == ["Åsa\x81"]

    def test_counts_lines_as_an_editor_does(self, read):
        _, rows = read(b'Name,Town\n"Two\nlines",Lincoln\n\nAsh,Boston\n')

        assert [line for line, _ in rows] == [2, 5]

    def test_reads_a_spreadsheet(self, read, tmp_path):
        path = tmp_path / "made.xlsx"
        with xlsxwriter.Workbook(path) as book:
            book.add_worksheet("README").write_row(0, 0, ["See the next sheet"])
            sheet = book.add_worksheet("Ratings")
            sheet.write_row(0, 0, LATEST_RATINGS.columns)
            sheet.write_row(1, 0, ["1-100", "Ash House"])
            date_format = book.add_format({"num_format": "mm/dd/yyyy"})
            column = LATEST_RATINGS.columns.index("Publication Date")
            sheet.write_number(1, column, 46171, date_format)
            sheet.write_number(1, column + 1, 7)

        header, rows = read(path.read_bytes())

        assert tuple(header) == LATEST_RATINGS.columns
        [(line, cells)] = rows
        assert line == 2
        assert cells[:2] == ["1-100", "Ash House"]
        assert cells[column : column + 2] == ["2026-05-29", "7"]


class TestOpenTableRefuses:
    def test_a_workbook_that_would_not_fit_into_memory(self, read, tmp_path, monkeypatch):
        path = tmp_path / "made.xlsx"
        with xlsxwriter.Workbook(path) as book:
            book.add_worksheet().write_row(0, 0, ["Name"])
        monkeypatch.setattr(archives, "MOST_BYTES_IN_MEMORY", 100)

        with pytest.raises(CannotRead, match="too large for a workbook"):
            read(path.read_bytes())

    def test_a_workbook_of_the_older_kind_that_would_not(self, read, monkeypatch):
        monkeypatch.setattr(workbooks, "MOST_OLD_BYTES", 10)

        with pytest.raises(CannotRead, match="too large for a workbook"):
            read(b"\xd0\xcf\x11\xe0" + bytes(20))

    def test_no_time_of_day_in_a_workbook(self):
        table = [["When"], [datetime(2026, 5, 29, 12, 30, tzinfo=UTC)]]

        assert list(workbooks._rows(table, 0, "made.xlsx")) == [(2, ["2026-05-29"])]

    def test_a_character_that_is_none_in_a_workbook(self):
        table = [["Name"], ["A\0sh"]]

        with pytest.raises(CannotRead, match="line 2: a cell holds a character that is none"):
            list(workbooks._rows(table, 0, "made.xlsx"))

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"", "ratings.csv is empty"),
            (b"\n\n", "has no rows at all"),
            (b"%PDF-1.7 \xe2\xe3", "is not a table"),
            (b"\x89PNG\r\n\x1a\n\0\0\0", "is not a table"),
            ("Name,Town\nÅsa,Lincoln\n".encode("utf-16"), "save it as “CSV UTF-8”"),
            (b"PK\x03\x04not really", "is not a spreadsheet that we can open"),
            (b"Name,Town\nAsh,Lincoln\nElm\n", "line 3: this line has 1 cells"),
            (b"Name,Town\nAsh,Lincoln,UK\n", "line 2: this line has 3 cells"),
            (b"Name,Town\nAsh," + b"x" * 1_000_000, "line 2, column 2: this cell has 1,000,000"),
            (b'Name,Town\n"Ash,Lincoln\n' + b"Elm,Lincoln\n" * 2_000, "never closed"),
        ],
        ids=[
            "empty",
            "blank",
            "pdf",
            "picture",
            "utf-16",
            "zip",
            "few cells",
            "many cells",
            "a million characters",
            "open quotation mark",
        ],
    )
    def test_what_is_no_table_in_words(self, read, content, words):
        with pytest.raises(CannotRead, match="ratings") as refused:
            read(content)

        assert words in str(refused.value)

    def test_what_python_itself_cannot_read(self, read):
        usual = csv.field_size_limit(100)
        try:
            with pytest.raises(CannotRead, match="line 2: this cannot be read as a table"):
                read(b'Name,Town\nAsh,"' + b"x" * 200 + b'"')
        finally:
            csv.field_size_limit(usual)

    def test_a_line_that_is_too_long_as_a_whole(self, read):
        with pytest.raises(CannotRead, match="line 2: this line is longer than any"):
            read(b"A,B,C\n" + b",".join([b"x" * 9_000] * 3))

    def test_a_million_characters_in_a_spreadsheet(self, read, tmp_path):
        path = tmp_path / "made.xlsx"
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, ["Name"])
            sheet.write_row(2, 0, ["x" * 30_000])

        with pytest.raises(CannotRead, match="line 3, column 1: this cell has 30,000"):
            read(path.read_bytes())

    def test_an_empty_spreadsheet(self, read, tmp_path):
        path = tmp_path / "made.xlsx"
        with xlsxwriter.Workbook(path) as book:
            book.add_worksheet("Nothing")

        with pytest.raises(CannotRead, match="has no rows at all"):
            read(path.read_bytes())

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.binary(max_size=300))
    def test_any_bytes_or_reads_them(self, read, content):
        try:
            header, rows = read(content)
        except CannotRead as refused:
            assert str(refused)  # noqa: PT017 (either way is right; nothing else may happen)
        else:
            assert all(len(cells) == len(header) for _, cells in rows)
