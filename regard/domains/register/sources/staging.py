"""Put what was read into staging tables by COPY, for the database to compare and apply."""

from collections.abc import Iterable

from django.db import connection

from regard.domains.register.rules.ratings import (
    LocationRow,
    OrganisationRow,
    ServiceGroupRow,
)
from regard.domains.register.rules.service_lines import ServiceLine

TABLES = """
drop table if exists staged_location, staged_organisation, staged_group, staged_unread;
create temporary table staged_location (
    line integer,
    number text,
    ods_code text,
    name text,
    service_type text,
    provider_number text,
    council_id bigint,
    address text,
    city text,
    postcode text,
    district text,
    longitude float8,
    latitude float8,
    rating text,
    rated_on date
) on commit drop;
create temporary table staged_organisation (
    number text,
    name text,
    brand_number text,
    brand_name text,
    sector text
) on commit drop;
create temporary table staged_group (
    number text,
    service_type text,
    rating text,
    rated_on date
) on commit drop;
create temporary table staged_unread (number text) on commit drop;
"""

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
    location_id bigint
) on commit drop;
"""

COPY_LINES = """
copy staged_line (line, number, key, name, provider, service_type, sector, address, town,
    postcode, district, council_id, contact_name, email, telephone)
from stdin
"""
COPY_LOCATIONS = "copy staged_location from stdin"
COPY_ORGANISATIONS = "copy staged_organisation from stdin"
COPY_GROUPS = "copy staged_group from stdin"
COPY_UNREAD = "copy staged_unread from stdin"

Staged = LocationRow | OrganisationRow | ServiceGroupRow | ServiceLine | tuple[str]


def make_tables() -> None:
    with connection.cursor() as cursor:
        cursor.execute(TABLES)


def make_line_table() -> None:
    with connection.cursor() as cursor:
        cursor.execute(LINES)


def copy(statement: str, rows: Iterable[Staged]) -> None:
    """Put rows into a staging table. What `rows` raises undoes it."""
    with connection.cursor() as cursor, cursor.copy(statement) as copying:
        write = copying.write_row
        for row in rows:
            write(row)
