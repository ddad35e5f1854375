"""Spreadsheets as other programs write them: the files are made."""

import csv
import random
import zipfile
from contextlib import ExitStack
from io import BytesIO

import pytest

from benchmarks._active_file import NAMESPACES, write_ods
from regard.domains.register.rules import layouts
from regard.domains.register.sources import ods_plain, ods_rows
from regard.domains.register.sources.cannot_read import CannotRead
from regard.domains.register.sources.opening import open_table

CELL = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'


def write(path, *rows, sheet="Sheet1", before="", after=""):
    """Write a spreadsheet of rows of mark-up."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<office:document-content {NAMESPACES}>'
        f'<office:body><office:spreadsheet><table:table table:name="{sheet}">'
        + "".join(rows)
        + f"</table:table>{after}</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", content)
    return path


def cell(attributes, before, text):
    """Return the mark-up of a cell with something before its text."""
    return f"<table:table-cell {attributes}>{before}<text:p>{text}</text:p></table:table-cell>"


def row(*cells, attributes=""):
    """Return the mark-up of a row; a cell that begins with < is mark-up already."""
    marked = [cell if cell.startswith("<") else CELL.format(cell) for cell in cells]
    return f"<table:table-row{attributes}>{''.join(marked)}</table:table-row>"


@pytest.fixture
def read(tmp_path):
    """Return what writes and reads rows of mark-up: its header and rows."""

    def read(*rows, **how):
        path = write(tmp_path / "made.ods", *rows, **how)
        with ExitStack() as stack:
            table = open_table(stack, path, path.name)
            return table.header, list(table.rows)

    return read


class TestOpenOds:
    def test_writes_out_what_repeats(self, read):
        twice = CELL.format("Y").replace(
            "<table:table-cell", '<table:table-cell table:number-columns-repeated="2"'
        )
        gap = '<table:table-cell table:number-columns-repeated="3"/>'

        header, rows = read(
            row(*"ABCDEF"),
            row(gap, attributes=' table:number-rows-repeated="4"'),
            row("1", gap, twice),
            row("2", attributes=' table:number-rows-repeated="2"'),
            row(gap, attributes=' table:number-rows-repeated="1048576"'),
        )

        assert header == list("ABCDEF")
        assert rows == [
            (6, ["1", "", "", "", "Y", "Y"]),
            (7, ["2", "", "", "", "", ""]),
            (8, ["2", "", "", "", "", ""]),
        ]

    @pytest.mark.parametrize(
        ("marked", "text"),
        [
            (CELL.format("Ash &amp; Elm"), "Ash & Elm"),
            (CELL.format("<![CDATA[a < b]]>"), "a < b"),
            (CELL.format("Ash<text:s/>Elm"), "Ash Elm"),
            (CELL.format("Ash<text:line-break/>Elm"), "Ash\nElm"),
            (CELL.format('<text:span text:style-name="T1">Ash</text:span> House'), "Ash House"),
            (CELL.format("Ash</text:p><text:p>House"), "Ash\nHouse"),
            (
                cell("", "<office:annotation><text:p>see</text:p></office:annotation>", "Ash"),
                "Ash",
            ),
            (
                cell('office:value-type="date" office:date-value="2026-05-29"', "", "May"),
                "2026-05-29",
            ),
            (cell('office:value-type="float" office:value="53.512065"', "", "53.5"), "53.512065"),
            (cell('table:formula="of:=1+1" office:value="2"', "", "2.0"), "2"),
            (cell('table:formula="of:=IF([.A1]>1;2;3)" office:value="2"', "", "2.0"), "2"),
            (CELL.format("=1+1"), "=1+1"),
            (cell("", "", "under").replace("table-cell", "covered-table-cell"), "under"),
        ],
    )
    def test_reads_a_cell_whatever_is_in_it(self, read, marked, text):
        _, [(line, cells)] = read(row("A", "B"), row("1", marked))

        assert (line, cells) == (2, ["1", text])

    def test_reads_a_file_with_other_prefixes(self, tmp_path):
        content = (
            '<d xmlns:t="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
            'xmlns:x="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><t:table t:name="S">'
            "<t:table-row><t:table-cell><x:p>A</x:p></t:table-cell></t:table-row>"
            "<t:table-row><t:table-cell><x:p>1</x:p></t:table-cell></t:table-row>"
            "</t:table></d>"
        )
        path = tmp_path / "other.ods"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("content.xml", content)

        with ExitStack() as stack:
            table = open_table(stack, path, path.name)

            assert (table.header, list(table.rows)) == (["A"], [(2, ["1"])])

    def test_reads_the_sheet_that_it_knows_and_keeps_what_stands_around_it(self, tmp_path):
        columns = layouts.LATEST_RATINGS.columns
        header = dict(zip(columns, columns, strict=True))
        path = write_ods(
            tmp_path / "ratings.ods",
            {
                "README": (("A",), [{"A": "Ratings"}, {"A": "as at 1 May 2026"}]),
                "Locations": (columns, [header, {"Location ID": "1-100"}]),
                "Providers": (("A", "B"), [{"A": "Provider ID", "B": "Name"}]),
            },
        )

        with ExitStack() as stack:
            table = open_table(stack, path, path.name)
            rows = list(table.rows)

        assert table.header == list(columns)
        assert [(line, cells[0], len(cells)) for line, cells in rows] == [
            (2, "1-100", len(columns))
        ]
        assert table.notes == ("Ratings", "as at 1 May 2026")
        assert table.other_sheets == {"Providers": [["Provider ID", "Name"]]}

    def test_reads_the_first_sheet_that_holds_something_where_it_knows_none(self, tmp_path):
        path = write_ods(
            tmp_path / "roll.ods",
            {
                "Empty": (("A",), []),
                "Roll": (("A", "B"), [{"A": "Name", "B": "Town"}, {"A": "Ash", "B": "Lincoln"}]),
                "More": (("A",), [{"A": "Else"}]),
            },
        )

        with ExitStack() as stack:
            table = open_table(stack, path, path.name)

            assert table.header == ["Name", "Town"]
            assert list(table.rows) == [(2, ["Ash", "Lincoln"])]

    def test_refuses_more_rows_than_any_list_has(self, read, monkeypatch):
        monkeypatch.setattr(ods_rows, "MOST_ROWS", 3)

        with pytest.raises(CannotRead, match="line 4: it and those before it are more than 3"):
            read(row("A"), row("1", attributes=' table:number-rows-repeated="900000000"'))

    def test_refuses_a_row_that_is_too_long(self, read):
        with pytest.raises(CannotRead, match="line 2, column 1: this cell has 30,000"):
            read(row("A"), row("x" * 30_000))

    def test_refuses_letters_in_another_encoding_than_it_says(self, tmp_path):
        path = tmp_path / "made.ods"
        content = f"<d {NAMESPACES}><table:table table:name='S'>{row('Å')}</table:table></d>"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("content.xml", content.encode("cp1252"))

        with ExitStack() as stack, pytest.raises(CannotRead, match="damaged inside"):
            open_table(stack, path, path.name)

    def test_is_nothing_where_no_sheet_holds_anything(self, read):
        with pytest.raises(CannotRead, match="has no rows at all"):
            read(row('<table:table-cell table:number-columns-repeated="16384"/>'))


class TestPlainRows:
    def test_say_the_same_as_the_parser(self, monkeypatch):
        chance = random.Random(1)  # noqa: S311 (rows, not secrets)
        bits = [
            "",
            "<table:table-cell/>",
            '<table:table-cell table:number-columns-repeated="3"/>',
            CELL.format("Ash"),
            CELL.format("12"),
            CELL.format(""),
            CELL.format("a&amp;b"),
            CELL.format("<text:s/>x"),
            CELL.format("Y").replace("cell ", 'cell table:number-columns-repeated="2" ', 1),
            cell('office:date-value="2026-05-29"', "", "29/5"),
            cell('table:x="a>b"', "", "odd"),
            "<!-- <table:table-cell/> -->",
            "\n ",
        ]
        rows = [row(*chance.choices(bits[1:], k=chance.randrange(0, 9))) for _ in range(400)]
        content = (
            f"<d {NAMESPACES}><table:table table:name='S'>{''.join(rows)}</table:table></d>"
        ).encode()

        plain = list(ods_rows.stream_rows(BytesIO(content), "made.ods"))
        monkeypatch.setattr(ods_rows, "read_plain", lambda _: None)
        parsed = list(ods_rows.stream_rows(BytesIO(content), "made.ods"))

        assert plain == parsed
        assert len(plain) > 300

    def test_are_cut_out_with_what_stands_before_them(self, monkeypatch):
        monkeypatch.setattr(ods_plain, "LONGEST", 100)
        plain = row("1").encode()

        assert ods_plain.cut_rows(b"<a>" + plain + plain + b"<b") == (
            [(b"<a>", plain), (b"", plain)],
            b"<b",
        )
        assert ods_plain.cut_rows(b"x</table:table-row>") == ([(b"x</table:table-row>", b"")], b"")
        assert ods_plain.cut_rows(b"x" * 101) == ([(b"x" * 101, b"")], b"")

    def test_are_the_same_wherever_the_stream_is_cut(self, monkeypatch):
        content = (
            f"<d {NAMESPACES}><table:table table:name='S'>"
            + row("Åsa", "1")
            + row("É", "2")
            + "</table:table></d>"
        ).encode()
        whole = list(ods_rows.stream_rows(BytesIO(content), "made.ods"))

        for size in range(1, 60):
            monkeypatch.setattr(ods_rows, "CHUNK", size)

            assert list(ods_rows.stream_rows(BytesIO(content), "made.ods")) == whole


def test_the_ratings_in_a_spreadsheet_say_what_the_csv_says(read_file, shared_data, tmp_path):
    """The spreadsheet is made, of the rows of the real CSV."""
    source = shared_data / "register" / "cqc_ratings_lincolnshire_2026-05.csv"
    with source.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    columns = list(rows[0])
    header = dict(zip(columns, columns, strict=True))
    made = write_ods(tmp_path / "Latest_ratings.ods", {"Locations": (columns, [header, *rows])})

    layout, locations, found = read_file(made)
    _, same, found_in_csv = read_file(source)

    assert layout is layouts.LATEST_RATINGS
    assert (len(locations), found.rows) == (356, 4_159)
    assert locations == same
    assert sorted(found.ratings) == sorted(found_in_csv.ratings)
    assert {rating.question for rating in found.ratings} >= {"safe", "well-led"}
    assert found.services == found_in_csv.services
    assert found.organisations == found_in_csv.organisations
    assert found.dated == found_in_csv.dated
