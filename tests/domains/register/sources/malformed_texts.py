"""Text and other bytes that are not what they should be: see `malformed`."""

import gzip
import json
import random
from collections.abc import Iterator

from regard.domains.register.rules.layouts import LATEST_RATINGS, RATINGS_WITH_COORDINATES
from regard.domains.register.rules.published_columns import DIRECTORY_COLUMNS, EXPORT_COLUMNS
from tests.domains.register.files import latest, line

from .malformed import Malformed, ratings, table

OTHERS = {
    "empty.csv": b"",
    "blank.csv": b"\n\r\n  \n",
    "spaces.csv": b" ",
    "a page.csv": b"<!DOCTYPE html><html><body>Sign in</body></html>",
    "a page with a mark.csv": b"\xef\xbb\xbf\n<html><table><tr><td>1-100</td></tr></table></html>",
    "xml.csv": b'<?xml version="1.0"?><locations/>',
    "a paper.csv": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n",
    "a paper.pdf": b"%PDF-1.4\n",
    "a picture.png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "a picture.jpg": b"\xff\xd8\xff\xe0\0\x10JFIF\0",
    "a picture.gif": b"GIF89a\x01\0\x01\0",
    "a program.csv": b"\x7fELF\x02\x01\x01\0",
    "another program.csv": b"MZ\x90\0\x03\0",
    "a database.csv": b"SQLite format 3\0",
    "an archive.rar": b"Rar!\x1a\x07\x01\0",
    "an archive.7z": b"7z\xbc\xaf\x27\x1c\0\x04",
    "an archive.gz": gzip.compress(b"Location ID\n1-100\n", mtime=0),
    "a letter.rtf": b"{\\rtf1\\ansi Dear all}",
    "a message.eml": b"From: a@example.org\nTo: b@example.org\n\nSee the file.\n",
    "prose.txt": b"Dear all,\nplease find the list, as agreed, below.\nYours, Amara\n",
    "a list.json": b'[{"locationId": "1-100"}]',
    "not quite.json": b'{"locationId": "1-100"',
    "another.json": b'{"hello": "world"}',
    "settings.yaml": b"locations:\n  - 1-100\n",
    "one word.csv": b"Locations",
}


def bytes_of_others() -> Iterator[Malformed]:
    for name, content in OTHERS.items():
        yield Malformed(name, lambda c=content: c)
    for seed in range(12):
        noise = random.Random(seed).randbytes(4_000)  # noqa: S311 (noise, not secrets)
        yield Malformed(f"noise {seed}.csv", lambda n=noise: n)


def encodings() -> Iterator[Malformed]:
    for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32"):
        yield Malformed(
            f"{encoding}.csv", lambda e=encoding: ratings(encoding=e), "save it as “CSV UTF-8”"
        )
    for at in (0, 300, 2_000):
        sound = ratings()
        yield Malformed(
            f"nul at {at}.csv", lambda s=sound, a=at: s[:a] + b"\0" + s[a:], "is not a table"
        )
    for at in range(3):
        mixed = [{"Location Name": "Åsa’s"}] * 5
        text = ratings(*mixed).split(b"\r\n")
        text[at + 2] = text[at + 2].decode().encode("cp1252")
        yield Malformed(
            f"mixed {at}.csv",
            lambda t=text: b"\r\n".join(t),
            f"line {at + 3}: this line is written",
        )


def shapes() -> Iterator[Malformed]:
    lines = ratings(*[{}] * 30).decode().splitlines(keepends=True)
    for at in (1, 9, 29):
        opened = [*lines[:at], '"' + lines[at], *lines[at + 1 :], *lines[1:] * 30]
        short = [*lines[:at], lines[at].replace(",", "", 1), *lines[at + 1 :]]
        long = [*lines[:at], "x," + lines[at], *lines[at + 1 :]]
        again = [*lines[: at + 1], lines[0], *lines[at + 1 :]]
        wide = [*lines[:at], lines[at].strip() + ",x" * 16_000 + "\n", *lines[at + 1 :]]
        for name, text, words in (
            ("quotation mark", opened, "never"),
            ("short", short, f"line {at + 1}: this line has 18 cells"),
            ("long", long, f"line {at + 1}: this line has 20 cells"),
            ("column names", again, f"line {at + 2}: the column names stand here a second time"),
            ("wide", wide, f"line {at + 1}: this line has"),
        ):
            yield Malformed(f"{name} at {at}.csv", lambda t=text: "".join(t).encode(), words)
    names = ",".join(f"c{number}" for number in range(16_000))
    yield Malformed("16,000 columns.csv", f"{names}\n{names}\n".encode, "16,000")
    yield Malformed("no names.csv", lambda: "".join(lines[1:]).encode())
    yield Malformed("names alone.csv", lines[0].encode, "no rows under them")
    million = ratings({"Location Name": "x" * 1_000_000})
    yield Malformed("a million letters.csv", lambda: million, "line 2, column 2: this cell has")
    for column in RATINGS_WITH_COORDINATES.columns[::4]:
        rest = [name for name in RATINGS_WITH_COORDINATES.columns if name != column]
        twice = [*RATINGS_WITH_COORDINATES.columns, column]
        tag = column.replace("/", "").replace("?", "")
        yield Malformed(
            f"without {tag}.csv", lambda r=rest: table(r, [line(1)]), f"has no column “{column}”"
        )
        yield Malformed(
            f"twice {tag}.csv",
            lambda t=twice: table(t, [line(1)]),
            f"there are two columns called “{column}”",
        )


def values() -> Iterator[Malformed]:
    wrong = {
        "Location ID": "=1+1",
        "Location Name": " ",
        "Care Home?": "perhaps",
        "Location Post Code": "nowhere",
        "Location Local Authority": "Atlantis",
        "Publication Date": "12/31/2020",
        "Provider ID": "@SUM(A1)",
        "Longitude": "53.2",
        "Latitude": "north",
    }
    for column, value in wrong.items():
        rows = [{column: value}] * (1 if column == "Location ID" else 30)
        tag = column.replace("?", "")
        words = f"{len(rows)} of {len(rows)} rows cannot be read"
        yield Malformed(f"every {tag}.csv", lambda r=rows: ratings(*r), words)
    for day in ("01/12/2026", "31/12/2099", "9999-12-31", "31/02/2020", "yesterday", "1e9"):
        rows = [{"Publication Date": day}] * 30
        tag = day.replace("/", "-")
        yield Malformed(f"dated {tag}.csv", lambda r=rows: ratings(*r), "Publication Date")
    undated = [{"Publication Date": "", "Latest Rating": "Not Rated"}]
    yield Malformed("undated.csv", lambda: ratings(*undated), "no date of publication")
    dentist = [{"Location Type": "Primary Dental Care"}]
    yield Malformed("dentists.csv", lambda: ratings(*dentist), "lists no adult social care")
    same = [{"Location ID": "1-100"}] * 2
    yield Malformed("twice.csv", lambda: ratings(*same), "line 3, Location ID: 1-100 stands here")
    day_first = [latest(number, published="29/05/2026") for number in range(30)]
    yield Malformed(
        "day first.csv",
        lambda: table(LATEST_RATINGS.columns, day_first),
        "is not a date written like 12/31/2026",
    )
    for columns, name in ((DIRECTORY_COLUMNS, "directory"), (EXPORT_COLUMNS, "export")):
        yield Malformed(f"{name} names alone.csv", lambda c=columns: table(c, []), "no rows under")
        yield Malformed(f"{name} of nothing.csv", lambda c=columns: table(c, [{c[0]: "x"}]))
        lacking = [column for column in columns if column != columns[-2]]
        yield Malformed(
            f"{name} without a column.csv",
            lambda c=lacking: table(c, [{c[0]: "x"}]),
            f"has no column “{columns[-2]}”",
        )
    deep = json.dumps({"locationId": "1-100"})[:-1] + ',"a":' + "[" * 100_000
    yield Malformed("deep.json", deep.encode)
