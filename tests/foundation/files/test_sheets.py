import pytest
import xlsxwriter

from regard.foundation.files import sheets
from regard.foundation.files.sheets import CannotRead, read_sheets


@pytest.fixture
def book(tmp_path):
    def book(**lines):
        path = tmp_path / "book.xlsx"
        with xlsxwriter.Workbook(path) as made:
            for name, rows in lines.items():
                sheet = made.add_worksheet(name)
                for number, cells in enumerate(rows):
                    sheet.write_row(number, 0, cells)
        return path

    return book


@pytest.fixture
def text(tmp_path):
    def text(content):
        path = tmp_path / "a.csv"
        path.write_text(content, encoding="utf-8")
        return path

    return text


class TestReadSheets:
    def test_reads_every_sheet_that_holds_something(self, book):
        found = read_sheets(book(Data=[["A", "B"], [], ["x", 2]], Empty=[], Codes=[[1]]), "book")

        assert [sheet.name for sheet in found] == ["Data", "Codes"]
        assert found[0].lines == ((1, ("A", "B")), (3, ("x", "2")))

    def test_reads_a_csv_as_one_sheet_without_a_name(self, text):
        [sheet] = read_sheets(text('A;B\n1;"2\n3"\n;;\n\n4;5\n'), "a.csv")

        assert sheet.name == ""
        assert sheet.lines == ((1, ("A", "B")), (2, ("1", "2\n3")), (6, ("4", "5")))

    def test_knows_what_parts_cells_under_a_title(self, text):
        [sheet] = read_sheets(text("Winter survey\nA;B\n1;2\n"), "a.csv")

        assert sheet.lines[1] == (2, ("A", "B"))

    def test_refuses_what_is_empty(self, book, text):
        for path in (book(Data=[]), text(" \n,,\n")):
            with pytest.raises(CannotRead, match="is empty"):
                read_sheets(path, "it")

    def test_refuses_too_many_rows(self, text, monkeypatch):
        monkeypatch.setattr(sheets, "MOST_ROWS", 2)

        with pytest.raises(CannotRead, match="more than 2 rows"):
            read_sheets(text("A\n1\n2\n3\n"), "a.csv")

    def test_refuses_what_is_no_workbook(self, tmp_path):
        path = tmp_path / "a.xlsx"
        path.write_bytes(b"PK\x03\x04 broken")

        with pytest.raises(CannotRead, match="cannot be opened"):
            read_sheets(path, "a.xlsx")
