"""
A made file in the layout of the regulator's active locations, of any number of our own rows.

Nothing in it is real but the names of councils and of columns. It is written as a spreadsheet
program writes it: a cell that repeats is written once with a number, and a filler of over a
million empty rows follows. The same number always makes the same file.
"""

import csv
import random
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby
from pathlib import Path
from xml.sax.saxutils import escape

from benchmarks._active_layout import ACTIVE_COLUMNS

COUNCILS = Path(__file__).parents[1] / "regard/domains/register/reference/councils.csv"

NAMESPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)
FILLER_ROWS = 1_048_576
FILLER_COLUMNS = 16_384

DATES = frozenset(
    {
        "Location HSCA start date",
        "Location HSCA Start Date",
        "Location HSCA End Date",
        "Provider HSCA start date",
        "Publication Date",
        "Relationship Start Date",
    }
)

DUAL_COLUMNS = (
    "Location ID",
    "Location Name",
    "Location HSCA Start Date",
    "Location Type/Sector",
    "Provider ID",
    "Provider Name",
    "Linked Organisation ID",
    "Linked Organisation Name",
    "Relationship",
    "Relationship Start Date",
    "Primary ID",
)
"""Of the sheet Dual_Registration_Locations."""

NUMBERS = frozenset(
    {
        "Care homes beds",
        "Care homes beds at point location de-activated",
        "Location Latitude",
        "Location Longitude",
        "Provider Latitude",
        "Provider Longitude",
    }
)
IN_A_HOME = "Accommodation for persons who require nursing or personal care"
KINDS = (
    ("Care home service with nursing", IN_A_HOME, 24),
    ("Care home service without nursing", IN_A_HOME, 38),
    ("Domiciliary care service", "Personal care", 60),
    ("Supported living service", "Personal care", 15),
    ("Extra Care housing services", "Personal care", 5),
    ("Shared Lives", "Personal care", 1),
)
"""Service type, regulated activity, and how many in about 140 have it."""
BANDS = (
    "Dementia",
    "Learning disabilities or autistic spectrum disorder",
    "Mental Health",
    "Older People",
    "Physical Disability",
    "Sensory Impairment",
    "Younger Adults",
)
WORDS = ("Ash", "Beech", "Birch", "Cedar", "Elm", "Hazel", "Holly", "Larch", "Maple", "Oak")
PLACES = ("Bank", "Court", "Croft", "Dene", "Field", "Gate", "Grange", "Hill", "House", "Lodge")
TOWNS = ("Ashby", "Barton", "Carlton", "Denby", "Easton", "Farley", "Gorton", "Harby", "Kirby")
AREAS = ("AL", "B", "BD", "CV", "DE", "EX", "GL", "HU", "LN", "M", "NE", "OL", "SK", "TN", "YO")
PEOPLE = ("Ada", "Ben", "Cai", "Dee", "Eve", "Fay", "Gus", "Hal", "Ida", "Jon", "Kay", "Lou")

MadeRow = Mapping[str, str]
"""Cells by the names of their columns; one that is not there is empty."""

Sheets = Mapping[str, tuple[Sequence[str], Iterable[MadeRow]]]
"""The columns and rows of each sheet, by its name."""


def write_england(path: Path, *, locations: int, social_care_share: float = 1) -> Path:
    """
    Write the file.

    :param locations: how many, of every kind.
    :param social_care_share: how many of them are of adult social care, 0-1.
    """
    return write_active(path, list_locations(locations, social_care_share=social_care_share))


def write_active(
    path: Path,
    locations: Iterable[MadeRow],
    *,
    dual: Sequence[MadeRow] = (),
    as_at: str = "01 October 2026",
    columns: Sequence[str] = ACTIVE_COLUMNS,
) -> Path:
    """Write locations, each by the names of its columns, in the layout of the active ones."""
    readme = (
        "Active locations for providers registered under the Health and Social Care Act (HSCA)",
        "",
        f"Source: CQC database as at {as_at}",
        "Made up: nothing here is real",
    )
    return write_ods(
        path,
        {
            "README": (("README",), [{"README": line} for line in readme]),
            "HSCA_Active_Locations": (columns, chain([_header(columns)], locations)),
            "Dual_Registration_Locations": (DUAL_COLUMNS, [_header(DUAL_COLUMNS), *dual]),
        },
    )


def write_ods(path: Path, sheets: Sheets) -> Path:
    """Write sheets; their column names, if they are to have some, are their first row."""
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("content.xml", "w", force_zip64=True) as content,
    ):
        for part in _document(sheets):
            content.write(part.encode())
    return path


def _header(columns: Sequence[str]) -> MadeRow:
    return dict(zip(columns, columns, strict=True))


def _document(sheets: Sheets) -> Iterator[str]:
    yield (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content {NAMESPACES} '
        'office:version="1.3"><office:body><office:spreadsheet>'
    )
    for name, (columns, rows) in sheets.items():
        yield f'<table:table table:name="{name}" table:style-name="ta1">'
        yield f'<table:table-column table:number-columns-repeated="{FILLER_COLUMNS}"/>'
        for row in rows:
            yield _row([(column, row.get(column, "")) for column in columns])
        yield (
            f'<table:table-row table:style-name="ro1" table:number-rows-repeated="{FILLER_ROWS}">'
            f'<table:table-cell table:number-columns-repeated="{FILLER_COLUMNS}"/>'
            "</table:table-row></table:table>"
        )
    yield "</office:spreadsheet></office:body></office:document-content>"


def _row(cells: list[tuple[str, str]]) -> str:
    parts = ['<table:table-row table:style-name="ro1">']
    for (text, kind), run in groupby(cells, lambda cell: (cell[1], _kind(*cell))):
        parts.append(_cell(text, kind, sum(1 for _ in run)))
    parts.append("</table:table-row>")
    return "".join(parts)


def _kind(column: str, text: str) -> str:
    if column in DATES and text[4:5] == "-":
        return "date"
    if column in NUMBERS and text.strip("-.0123456789") == "" != text:
        return "float"
    return "string"


def _cell(text: str, kind: str, times: int) -> str:
    repeat = f' table:number-columns-repeated="{times}"' if times > 1 else ""
    if not text:
        return f'<table:table-cell table:style-name="ce1"{repeat}/>'
    value, shown = "", text
    if kind == "date":
        value, shown = f' office:date-value="{text}"', "/".join(reversed(text.split("-")))
    if kind == "float":
        value = f' office:value="{text}"'
    return (
        f'<table:table-cell table:style-name="ce2"{repeat} office:value-type="{kind}"{value} '
        f'calcext:value-type="{kind}"><text:p>{escape(shown)}</text:p></table:table-cell>'
    )


def list_locations(count: int, *, social_care_share: float = 1) -> Iterator[dict[str, str]]:
    """Make up locations, each by the names of its columns."""
    chance = random.Random(57_000)  # noqa: S311 (made-up rows, the same every time)
    with COUNCILS.open(encoding="utf-8", newline="") as file:
        councils = [row["name"] for row in csv.DictReader(file) if not row["valid_to"]]
    for number in range(count):
        row = _location(number, chance, chance.choice(councils))
        if chance.random() >= social_care_share:
            row |= {"Location Type/Sector": "Primary Medical Services"}
        yield row


def _location(number: int, chance: random.Random, council: str) -> dict[str, str]:
    name = f"{chance.choice(WORDS)} {chance.choice(PLACES)}"
    provider = _provider_of(number)
    row = {
        "Location ID": f"1-{10_000_000_000 + number}",
        "Location HSCA start date": _date(chance, 2010, 2025),
        "Dormant (Y/N)": "Y" if chance.random() < 0.05 else "N",
        "Location Name": name,
        "Location ODS Code": f"V{number:05X}",
        "Location Telephone Number": f"1{chance.randrange(10**9):09}",
        "Registered manager": f"{chance.choice(WORDS)}, {chance.choice(PEOPLE)}",
        "Location Web Address": f"www.{name.lower().replace(' ', '')}.example",
        "Location Type/Sector": "Social Care Org",
        "Location Inspection Directorate": "Adult social care",
        "Location Primary Inspection Category": "Residential social care",
        "Location Region": "East Midlands",
        "Location NHS Region": "Midlands",
        "Location Local Authority": council,
        "Location ONSPD CCG Code": "E38000238",
        "Location ONSPD CCG": "NHS Made-up CCG",
        "Location Parliamentary Constituency": f"{chance.choice(TOWNS)} East",
        "Brand ID": "-",
        "Brand Name": "-",
    }
    if provider % 9 == 0:
        row |= {"Brand ID": f"BD{provider % 400}", "Brand Name": f"BRAND Group {provider % 400}"}
    row |= _address("Location", number, chance) | _kinds(chance)
    row |= _provider(provider, random.Random(provider))  # noqa: S311 (made up)
    return row | _rating(chance)


def _provider_of(number: int) -> int:
    """Return a provider's number, so that some run many locations and most run one or two."""
    return number // 2 if number % 3 else number // 120


def _rating(chance: random.Random) -> dict[str, str]:
    if chance.random() > 0.8:
        return {}
    ratings = ("Good", "Good", "Good", "Requires improvement", "Outstanding", "Inadequate")
    return {
        "Location Latest Overall Rating": chance.choice(ratings),
        "Publication Date": _date(chance, 2017, 2026),
        "Inherited Rating (Y/N)": "N",
    }


def _provider(number: int, chance: random.Random) -> dict[str, str]:
    ownership = chance.choices(
        ("Organisation", "Individual", "Partnership", "Local Authority", "NHS Body"),
        (90, 4, 3, 2, 1),
    )[0]
    is_company = ownership == "Organisation"
    is_charity = is_company and chance.random() < 0.1
    return {
        "Provider Companies House Number": f"{1_000_000 + number:08}" if is_company else "",
        "Provider Charity Number": f"{200_000 + number}" if is_charity else "",
        "Provider ID": f"1-{100_000_000 + number}",
        "Provider Name": f"{chance.choice(WORDS)} {chance.choice(WORDS)} Care {number} Limited",
        "Provider HSCA start date": _date(chance, 2010, 2020),
        "Provider Type/Sector": "Social Care Org",
        "Provider Inspection Directorate": "Adult social care",
        "Provider Primary Inspection Category": "Residential social care",
        "Provider Ownership Type": ownership,
        "Provider Telephone Number": f"1{chance.randrange(10**9):09}",
        "Provider Web Address": f"www.provider{number}.example",
        "Provider Local Authority": "Lincolnshire",
        "Provider Region": "East Midlands",
        "Provider NHS Region": "Midlands",
        "Provider Parliamentary Constituency": chance.choice(TOWNS),
        "Provider Nominated Individual Name": f"{chance.choice(WORDS)}, {chance.choice(PEOPLE)}",
    } | _address("Provider", number, chance)


def _address(whose: str, number: int, chance: random.Random) -> dict[str, str]:
    return {
        f"{whose} Street Address": f"{chance.randrange(1, 300)} {chance.choice(WORDS)} Road",
        f"{whose} Address Line 2": chance.choice(TOWNS) if chance.random() < 0.4 else "",
        f"{whose} City": chance.choice(TOWNS),
        f"{whose} County": "Madeupshire",
        f"{whose} Postal Code": (
            f"{chance.choice(AREAS)}{chance.randrange(1, 30)} "
            f"{chance.randrange(1, 10)}{chance.choice('ABDEFGHJ')}{chance.choice('LNPQRSTU')}"
        ),
        f"{whose} PAF ID": str(chance.randrange(10**8)),
        f"{whose} UPRN ID": str(10**10 + number),
        f"{whose} Latitude": f"{chance.uniform(50.2, 55.6):.6f}",
        f"{whose} Longitude": f"{chance.uniform(-5.2, 1.6):.6f}",
    }


def _kinds(chance: random.Random) -> dict[str, str]:
    weights = [weight for *_, weight in KINDS]
    picked = chance.choices(KINDS, weights, k=1 if chance.random() < 0.85 else 2)
    is_home = any(activity == IN_A_HOME for _, activity, _ in picked)
    row = {
        "Care home?": "Y" if is_home else "N",
        "Care homes beds": str(chance.randrange(4, 90)) if is_home else "0",
    }
    for kind, activity, _ in picked:
        row |= {f"Service type - {kind}": "Y", f"Regulated activity - {activity}": "Y"}
    bands = chance.sample(BANDS, k=chance.randrange(1, 6))
    return row | {f"Service user band - {band}": "Y" for band in bands}


def _date(chance: random.Random, first: int, last: int) -> str:
    return f"{chance.randint(first, last)}-{chance.randint(1, 9):02}-{chance.randint(1, 28):02}"
