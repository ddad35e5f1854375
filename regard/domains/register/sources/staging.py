"""Put what was read into staging tables by COPY, for the database to compare and apply."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import groupby, islice
from typing import cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from django.db import DataError, connection, transaction

from regard.domains.register.rules.service_lines import ServiceLine
from regard.domains.register.rules.told import (
    ToldLocation,
    ToldLocations,
    ToldOrganisation,
    ToldRating,
    ToldRelation,
    ToldService,
)
from regard.foundation.base.ahead import ahead

TABLES = """
drop table if exists staged_location, staged_organisation, staged_service, staged_rating,
    staged_relation, staged_unread;
create temporary table staged_location (
    line integer,
    number text,
    provider_number text,
    council_id bigint,
    name text,
    address text,
    city text,
    postcode text,
    postcode_district text,
    service_type text,
    ods_code text,
    longitude float8,
    latitude float8,
    uprn text,
    telephone text,
    website text,
    beds integer,
    is_dormant boolean,
    registered_on date,
    ended_on date,
    rating text,
    rated_on date,
    people_served text[]
) on commit drop;
create temporary table staged_organisation (
    number text,
    name text,
    brand_id text,
    brand_name text,
    sector text,
    ownership_type text,
    ods_code text,
    companies_house_number text,
    charity_number text,
    registered_on date,
    ended_on date,
    people_employed integer,
    telephone text,
    website text
) on commit drop;
create temporary table staged_service (
    number text,
    service_type text,
    rating text,
    rated_on date
) on commit drop;
create temporary table staged_rating (
    number text,
    service_type text,
    question text,
    rating text,
    published_on date,
    is_inherited boolean
) on commit drop;
create temporary table staged_relation (
    subject text,
    kind text,
    number text,
    other_number text,
    other_name text,
    reason text,
    since date
) on commit drop;
create temporary table staged_unread (number text) on commit drop;
"""
"""Each in the order of the fields of what is told, under the names of the register's columns."""

LINES = """
drop table if exists staged_line;
create temporary table staged_line (
    line integer,
    number text,
    key text,
    name text,
    provider text,
    service_type text,
    sector text,
    address text,
    town text,
    postcode text,
    district text,
    council_id bigint,
    contact_name text,
    email text,
    telephone text,
    is_commissioned boolean,
    location_id bigint
) on commit drop;
"""

COPY_LINES = """
copy staged_line (line, number, key, name, provider, service_type, sector, address, town,
    postcode, district, council_id, contact_name, email, telephone, is_commissioned)
from stdin
"""
ROOM = "set temp_buffers = '64MB'"
"""
So that England's staging tables stay in memory. A connection can be told so only before it has
had a temporary table, and one that has had larger ones keeps them on disk, which is slower.
"""

COPY_LOCATIONS = "copy staged_location from stdin"
COPY_ORGANISATIONS = "copy staged_organisation from stdin"
COPY_SERVICES = "copy staged_service from stdin"
COPY_RATINGS = "copy staged_rating from stdin"
COPY_RELATIONS = "copy staged_relation from stdin"
COPY_UNREAD = "copy staged_unread from stdin"

Staged = (
    ToldLocation
    | ToldOrganisation
    | ToldService
    | ToldRating
    | ToldRelation
    | ServiceLine
    | tuple[str]
)


def make_tables() -> None:
    with connection.cursor() as cursor:
        with suppress(DataError), transaction.atomic():
            cursor.execute(ROOM)
        cursor.execute(TABLES)


def make_line_table() -> None:
    with connection.cursor() as cursor:
        cursor.execute(LINES)


BLOCK_ROWS = 500
"""Rows that are written at once: some 100 kB."""

NEXT_CELL, NEXT_ROW, NOTHING = "\x1f", "\x1e", "\x1d"
SIGNS = (NEXT_CELL, NEXT_ROW, NOTHING)
"""What parts cells and rows, and stands for None: signs that no keyboard writes."""

FORMAT = "(format text, delimiter E'\\x1f', null E'\\x1d')"
ESCAPES = (("\\", "\\\\"), ("\n", "\\n"), ("\r", "\\r"), (NEXT_ROW, "\n"))


def copy(statement: str, rows: Iterable[Staged | ToldLocations]) -> None:
    """
    Put rows into a staging table, one by one or as columns. What `rows` raises undoes it.

    :param rows: made while those before them are on their way, so they may not ask the database.
    """
    with connection.cursor() as cursor, cursor.copy(f"{statement} {FORMAT}") as copying:
        for text in ahead(_texts(rows)):
            copying.write(text)


def _texts(rows: Iterable[Staged | ToldLocations]) -> Iterator[str | bytes]:
    for kind, same in groupby(rows, type):
        if kind is ToldLocations:
            yield from map(write_columns, cast("Iterable[ToldLocations]", same))
        else:
            yield from map(write_block, _blocks(cast("Iterator[Staged]", same)))


def _blocks(rows: Iterator[Staged]) -> Iterator[list[Staged]]:
    while block := list(islice(rows, BLOCK_ROWS)):
        yield block


def write_block(rows: Sequence[Staged | tuple[str | None, ...]]) -> str:
    """
    Return rows as COPY reads them: None is nothing, and every other value its text.

    Columns are written one by one, as most are all text, and all cells are escaped at once. A
    cell that holds one of our own signs has them taken out.
    """
    columns = list(zip(*rows, strict=True))
    texts = [column if set(map(type, column)) == {str} else _write(column) for column in columns]
    text = NEXT_ROW.join(map(NEXT_CELL.join, zip(*texts, strict=True)))
    nothing = sum(
        column.count(None)
        for column, written in zip(columns, texts, strict=True)
        if written is not column
    )
    if not _has_signs(text, rows=len(rows), columns=len(columns), nothing=nothing):
        return write_block([_without_signs(row) for row in rows])
    return _escape(text)


def write_columns(told: ToldLocations) -> bytes:
    """
    Return rows as `write_block` does, of columns.

    Arrow keeps the texts of a column one after the other, so that joining the cells of each row
    writes all rows. The bytes are as UTF-8 has them.
    """
    columns = told.columns()
    size = len(told.line)
    if not size:
        return b""
    *texts, last = (NOTHING if each is None else _write_column(each) for each in columns)
    ended = pc.binary_join_element_wise(last, NEXT_ROW, "")
    rows = pc.binary_join_element_wise(*texts, ended, NEXT_CELL)
    nothing = sum(size if each is None else each.null_count for each in columns)
    written = _bytes_of(rows)
    signs = (size * (len(columns) - 1), size, nothing)
    if tuple(int(np.count_nonzero(written == ord(sign))) for sign in SIGNS) != signs:
        return write_block(list(told)).encode()
    text = written.tobytes()
    for sign, escaped in ESCAPES:
        text = text.replace(sign.encode(), escaped.encode())
    return text


def _bytes_of(column: pa.Array) -> "np.ndarray[tuple[int], np.dtype[np.uint8]]":
    """Return the texts of a column of no nulls, one after the other, as Arrow holds them."""
    _, offsets, texts = column.buffers()
    begins = np.frombuffer(offsets, np.int32)
    begin, end = begins[column.offset], begins[column.offset + len(column)]
    return np.frombuffer(texts, np.uint8)[begin:end]


def _write_column(column: pa.Array) -> pa.Array:
    text = pc.cast(column, pa.string())
    return pc.fill_null(text, NOTHING) if text.null_count else text


def _has_signs(text: str, *, rows: int, columns: int, nothing: int) -> bool:
    """Test whether our own signs stand in rows where we put them, and in no cell."""
    signs = (rows * (columns - 1), rows - 1, nothing)
    return tuple(map(text.count, SIGNS)) == signs


def _escape(text: str) -> str:
    for sign, written in ESCAPES:
        text = text.replace(sign, written)
    return text + "\n"


def _write(column: tuple[object, ...]) -> tuple[str, ...]:
    if column.count(None) == len(column):  # what the layout does not tell at all
        return (NOTHING,) * len(column)
    return tuple([NOTHING if value is None else str(value) for value in column])


def _without_signs(row: Staged | tuple[str | None, ...]) -> tuple[str | None, ...]:
    taken_out = dict.fromkeys(map(ord, SIGNS))
    return tuple(None if value is None else str(value).translate(taken_out) for value in row)


RATE_BY_SERVICES = """
drop table if exists rated_by_services;
create temporary table rated_by_services on commit drop as
select distinct on (number) number, rating, rated_on
from staged_service
where rating = any(array['Inadequate', 'Requires improvement', 'Good', 'Outstanding'])
order by
    number,
    array_position(array['Inadequate', 'Requires improvement', 'Good', 'Outstanding'], rating),
    rated_on desc nulls last
"""


def rate_by_services() -> None:
    """
    Make `rated_by_services`: the lowest rating of each location's services.

    Since 2024 the regulator rates a location of several kinds of care by kind, and writes "Not
    Rated" for the location itself: in May 2026 that was so of 7 of Lincolnshire's 356. Such a
    location is rated as its lowest-rated service is, since the newest date on which one was
    rated so: what one service lacks is not made good by another. Services that are not rated,
    and words such as "Regulations met", do not count. A location's own rating always stands.
    """
    with connection.cursor() as cursor:
        cursor.execute(RATE_BY_SERVICES)
