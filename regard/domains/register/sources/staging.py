"""Put what was read into staging tables by COPY, for the database to compare and apply."""

from collections.abc import Iterable

from django.db import connection

from regard.domains.register.rules.service_lines import ServiceLine
from regard.domains.register.rules.told import (
    ToldLocation,
    ToldOrganisation,
    ToldRating,
    ToldRelation,
    ToldService,
)

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


RATE_BY_SERVICES = """
update staged_location l
set rating = s.rating, rated_on = s.rated_on
from (
    select distinct on (number) number, rating, rated_on
    from staged_service
    where rating is not null
    order by
        number,
        array_position(
            array['Inadequate', 'Requires improvement', 'Good', 'Outstanding'], rating
        ),
        rated_on desc
) s
where s.number = l.number and l.rating = ''
"""


def rate_by_services() -> None:
    """
    Rate a location that is not rated itself by the lowest rating of its services.

    So rates whoever has to choose one; the regulator itself rates such a location in parts only.
    """
    with connection.cursor() as cursor:
        cursor.execute(RATE_BY_SERVICES)
