"""
Two hundred files that are not what they should be, made of a seed and never stored.

Each is a name, what makes its bytes, and words that the refusal must say beside the name.
"""

import csv
import io
import random
import struct
import zipfile
from collections.abc import Callable, Iterator
from typing import NamedTuple

import xlsxwriter

from benchmarks._active_file import NAMESPACES, list_locations, write_active, write_ods
from benchmarks._active_layout import ACTIVE_COLUMNS
from regard.domains.register.rules.active_layout import READ_COLUMNS
from regard.domains.register.rules.layouts import LATEST_RATINGS, RATINGS_WITH_COORDINATES
from tests.domains.register.files import latest, line


class Malformed(NamedTuple):
    name: str
    make: Callable[[], bytes]
    words: str = ""


def table(columns, rows, *, encoding="utf-8", delimiter=","):
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, extrasaction="ignore", restval="", delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def ratings(*changes, **how):
    """Return a sound file of one line a location, each with its changes."""
    rows = [line(100 + n) | change for n, change in enumerate(changes or [{}] * 12)]
    return table(RATINGS_WITH_COORDINATES.columns, rows, **how)


def zipped(parts):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()


def document(rows, *, before="", name="Sheet1"):
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<office:document-content {NAMESPACES}>'
        f'<office:body><office:spreadsheet><table:table table:name="{name}">{rows}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )


def row(*cells, repeated=""):
    marked = "".join(f"<table:table-cell><text:p>{c}</text:p></table:table-cell>" for c in cells)
    return f"<table:table-row{repeated}>{marked}</table:table-row>"


def ods(rows, **how):
    return zipped({"content.xml": document(rows, **how)})


HEADER = row(*LATEST_RATINGS.columns)


def active(count=40, **change):
    data = io.BytesIO()
    write_active(data, [place | change for place in list_locations(count)])
    return data.getvalue()


def workbook(fill):
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        fill(book)
    return data.getvalue()


def sheet_of_ratings(book):
    sheet = book.add_worksheet("Locations")
    sheet.write_row(0, 0, LATEST_RATINGS.columns)
    for number in range(1, 40):
        values = latest(number)
        sheet.write_row(number, 0, [values.get(name, "") for name in LATEST_RATINGS.columns])
    return sheet


def with_part(data, part, change):
    """Return a zip with one part changed, or added."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts.get(part, b""))
    return zipped(parts)


def cut(data, share):
    return data[: int(len(data) * share)]


def flip(data, seed):
    """Return a zip with some bytes of its largest part changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        part = max(archive.infolist(), key=lambda part: part.compress_size)
    begin = part.header_offset + 200
    changed = bytearray(data)
    for at in random.Random(seed).sample(range(begin, begin + part.compress_size // 2), 8):  # noqa: S311
        changed[at] ^= 0x5A
    return bytes(changed)


def declare(data, size):
    """Return a zip whose directory says that its largest part unpacks to `size` bytes."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        part = max(archive.infolist(), key=lambda part: part.file_size)
    old = struct.pack("<I", part.file_size)
    return data.replace(old, struct.pack("<I", size))


def lock(data):
    """Return a zip that says of its parts that they are encrypted."""
    changed = bytearray(data)
    for mark, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        begin = changed.find(mark)
        while begin >= 0:
            changed[begin + at] |= 1
            begin = changed.find(mark, begin + 4)
    return bytes(changed)


LAUGHS = '<!DOCTYPE d [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
) + "]>"  # fmt: skip
ENTITIES = {
    "billion laughs": LAUGHS,
    "one long entity": f'<!DOCTYPE d [<!ENTITY a "{"x" * 50_000}">]>',
    "a file": '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
    "an address": '<!DOCTYPE d SYSTEM "http://192.0.2.1/d.dtd" [<!ENTITY a "b">]>',
    "a parameter": "<!DOCTYPE d [<!ENTITY % p \"<!ENTITY a 'b'>\"> %p;]>",
    "a default": '<!DOCTYPE d [<!ATTLIST t x CDATA "y"><!ENTITY a "b">]>',
}


def pack_strangely(data):
    """Return a zip whose parts are packed in a way that there is not."""
    changed = bytearray(data)
    for mark, at in ((b"PK\x01\x02", 10), (b"PK\x03\x04", 8)):
        begin = changed.find(mark)
        while begin >= 0:
            changed[begin + at] = 99
            begin = changed.find(mark, begin + 4)
    return bytes(changed)


def zips() -> Iterator[Malformed]:
    sheet, book = active(), workbook(sheet_of_ratings)
    for percent in (5, 15, 30, 45, 60, 75, 85, 92, 97, 99):
        yield Malformed(f"cut at {percent}.ods", lambda p=percent: cut(sheet, p / 100))
        yield Malformed(f"cut at {percent}.xlsx", lambda p=percent: cut(book, p / 100))


def damaged() -> Iterator[Malformed]:
    sheet, book = active(), workbook(sheet_of_ratings)
    for seed in range(8):
        yield Malformed(f"damaged {seed}.ods", lambda s=seed: flip(sheet, s))
        yield Malformed(f"damaged {seed}.xlsx", lambda s=seed: flip(book, s))
    for size in (2_000_000_000, 4_000_000_000, 1_600_000_000):
        words = "would unpack to"
        yield Malformed(f"declares {size}.ods", lambda s=size: declare(sheet, s), words)
        yield Malformed(f"declares {size}.xlsx", lambda s=size: declare(book, s), words)
    for size in (10, 100, 5_000):
        yield Malformed(f"hides all but {size}.ods", lambda s=size: declare(sheet, s))
        yield Malformed(f"hides all but {size}.xlsx", lambda s=size: declare(book, s))
    bomb = b" " * 60_000_000
    yield Malformed("bomb.ods", lambda: zipped({"content.xml": bomb}), "would unpack to 60 MB")
    yield Malformed(
        "bomb.xlsx",
        lambda: with_part(book, "xl/worksheets/sheet1.xml", lambda _: bomb),
        "would unpack to",
    )
    yield Malformed("bomb beside.ods", lambda: with_part(sheet, "Pictures/a", lambda _: bomb))
    parts = {f"part{n}": b"" for n in range(6_000)}
    yield Malformed("parts.ods", lambda: zipped({"content.xml": b""} | parts), "6,001 parts")
    yield Malformed("zip in zip.zip", lambda: zipped({"a.ods": sheet}), "Unpack it first")
    yield Malformed("csv in zip.zip", lambda: zipped({"a.csv": ratings()}), "Unpack it first")
    yield Malformed("folders.zip", lambda: zipped({"a/": b"", "a/b/": b""}), "Unpack it first")
    yield Malformed("folder.ods", lambda: zipped({"content.xml/": b""}))
    yield Malformed("empty zip.xlsx", lambda: zipped({}))
    yield Malformed("locked.ods", lambda: lock(sheet), "locked with a password")
    yield Malformed("strangely packed.ods", lambda: pack_strangely(sheet), "content.xml")
    yield Malformed("strangely packed.xlsx", lambda: pack_strangely(book), "can be read")
    yield Malformed("locked inside.xlsx", lambda: lock(book), "locked with a password")
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    locked = ole + "EncryptedPackage".encode("utf-16-le")
    yield Malformed("locked.xlsx", lambda: locked, "locked with a password")
    yield Malformed("nothing in it.xls", lambda: ole, "not a spreadsheet that we can open")
    yield Malformed("no workbook.xlsx", lambda: zipped({"xl/worksheets/sheet1.xml": b"<a/>"}))
    yield Malformed("a letter.docx", lambda: zipped({"word/document.xml": b"<a/>"}))


def entities() -> Iterator[Malformed]:
    book, words = workbook(sheet_of_ratings), "words of its own"
    for name, entity in ENTITIES.items():
        yield Malformed(f"{name}.ods", lambda e=entity: ods(row("&a;"), before=e), words)
        for part in ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"):
            yield Malformed(
                f"{name} in {part.rpartition('/')[2]}.xlsx",
                lambda e=entity, p=part: with_part(
                    book, p, lambda xml: xml.replace(b"?>", b"?>" + e.encode(), 1)
                ),
                words,
            )


def repeats() -> Iterator[Malformed]:
    much = "1000000000"
    rows = f' table:number-rows-repeated="{much}"'
    cells = f'<table:table-cell table:number-columns-repeated="{much}"><text:p>x</text:p>'
    wide = f"<table:table-row>{cells}</table:table-cell></table:table-row>"
    yield Malformed("rows.ods", lambda: ods(HEADER + row("1-1", "x", repeated=rows)), "line ")
    yield Malformed("cells.ods", lambda: ods(HEADER + wide), "line 2")
    yield Malformed("cells in header.ods", lambda: ods(wide), "line 1")
    for times in ("0", "-1", "many", "9" * 5_000, "1.5"):
        odd = row("1-1", repeated=f' table:number-rows-repeated="{times}"')
        yield Malformed(f"repeats {times[:9]}.ods", lambda o=odd: ods(HEADER + o), "line 2")


def sheets() -> Iterator[Malformed]:
    deep = "<table:table-row>" * 3_000
    yield Malformed("deep.ods", lambda: ods(HEADER + deep), "damaged inside")
    yield Malformed("not closed.ods", lambda: zipped({"content.xml": document("")[:-40]}))
    yield Malformed("no xml.ods", lambda: zipped({"content.xml": b"hello"}), "damaged inside")
    yield Malformed("empty xml.ods", lambda: zipped({"content.xml": b""}))
    yield Malformed("nul.ods", lambda: ods(HEADER + row("1-1", "a\0b")), "damaged inside")
    latin = document(row("Å")).encode("cp1252")
    yield Malformed("latin.ods", lambda: zipped({"content.xml": latin}))
    wrong_name = "<a>" + row("b") + "</a>"
    yield Malformed("no table.ods", lambda: zipped({"content.xml": wrong_name}))
    yield Malformed("unknown sheet.ods", lambda: ods(row("Dear", "all")), "Line 1 does not hold")
    yield Malformed("only notes.ods", lambda: ods(row("See the next sheet"), name="README"))
    yield Malformed("only header.ods", lambda: ods(HEADER), "no rows under them")
    yield Malformed("empty.ods", lambda: ods(""), "has no rows at all")
    yield Malformed("a letter.odt", lambda: ods("").replace(b"spreadsheet", b"text"))
    yield Malformed("two headers.ods", lambda: ods(HEADER + HEADER), "line 2: the column names")
    yield Malformed("16,000 columns.ods", lambda: ods(row(*"x" * 16_000)), "16,000")
    for name in READ_COLUMNS[::4]:
        columns = [column for column in ACTIVE_COLUMNS if column != name]
        made = {"Sheet": (columns, [dict(zip(columns, columns, strict=True))])}
        yield Malformed(f"without {name}.ods".replace("/", ""), lambda m=made: packed(m), name)


def packed(sheets_):
    data = io.BytesIO()
    write_ods(data, sheets_)
    return data.getvalue()


def far(book):
    sheet_of_ratings(book).write(1_048_575, 16_383, "x")


def blank(book):
    sheet = sheet_of_ratings(book)
    shaded = book.add_format({"bg_color": "red"})
    for column in range(30):
        sheet.write_blank(1_048_575, column, None, shaded)


def two_headers(book):
    sheet_of_ratings(book).write_row(40, 0, LATEST_RATINGS.columns)


def long_cell(book):
    sheet_of_ratings(book).write(3, 2, "x" * 30_000)


def formulas(book):
    sheet = sheet_of_ratings(book)
    for number in range(1, 40):
        link = f'=HYPERLINK("http://192.0.2.1/{number}")'
        sheet.write_formula(number, 0, link, value=f"=1+{number}")


def wide(book):
    book.add_worksheet().write_row(0, 0, ["x"] * 16_000)


def workbooks() -> Iterator[Malformed]:
    for name, fill, words in (
        ("far", far, "row 1,048,576"),
        ("blank rows", blank, "row 1,048,576"),
        ("two headers", two_headers, "line 41: the column names"),
        ("long cell", long_cell, "line 4, column 3"),
        ("formulas", formulas, "line 2, Location ID"),
        ("wide", wide, "16,000 columns"),
        ("nothing", lambda book: book.add_worksheet(), "has no rows at all"),
    ):
        yield Malformed(f"{name}.xlsx", lambda f=fill: workbook(f), words)
