"""Compare what a ratings file says with what the register holds, before anything is changed."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

COMPARE = """
with told as (
    select
        l.id,
        coalesce(l.ended_on, l.as_at) > %(as_at)s as is_older,
        l.ended_on,
        (l.name, l.address, l.city, l.postcode, l.rating, l.rated_on)
            is distinct from
            (s.name, s.address, s.city, s.postcode, s.rating, s.rated_on)
            as is_changed,
        (o.regulator_id, l.council_id, l.postcode)
            is distinct from
            (s.provider_number, s.council_id, s.postcode)
            as is_moved,
        (o.name, o.brand_id, o.brand_name)
            is distinct from
            (so.name, so.brand_number, so.brand_name)
            and (o.as_at is null or o.as_at <= %(as_at)s)
            as is_renamed
    from staged_location s
    join staged_organisation so on so.number = s.provider_number
    left join register_location l on l.regulator_id = s.number
    left join register_organisation o on o.id = l.organisation_id
)
select
    count(*) filter (where id is null),
    count(*) filter (where is_older),
    count(*) filter (where not is_older and (is_changed or is_moved or is_renamed)),
    count(*) filter (where not is_older and is_moved),
    count(*) filter (where not is_older and ended_on is not null),
    count(*)
from told
"""

COVER = """
drop table if exists covered_council;
create temporary table covered_council on commit drop as
select c.id
from register_council c
where c.id in (select council_id from staged_location)
    and (c.listed_as_at is null or c.listed_as_at <= %(as_at)s);
"""
"""The councils whose services this file lists, and no newer file has listed."""

MISSING = """
select
    c.name,
    count(*),
    count(*) filter (
        where l.regulator_id not in (select number from staged_location)
            and l.regulator_id not in (select number from staged_unread)
    )
from register_location l
join register_council c on c.id = l.council_id
where l.council_id in (select id from covered_council)
    and l.ended_on is null
    and l.regulator_id is not null
    and l.as_at <= %(as_at)s
group by c.name
order by c.name
"""


@dataclass(frozen=True)
class Missing:
    """
    Locations of one council that the register holds and a newer file no longer lists.

    Attributes:
        held: how many of the council's are held that a file can end.
        missing: how many of them the file does not list.
    """

    council: str
    held: int
    missing: int


@dataclass(frozen=True)
class Comparison:
    """
    What a ratings file would do to the register, in locations.

    Attributes:
        older: held as a newer file told it, so left alone.
        changed: whose own or whose provider's particulars would change.
        moved: of those changed, whose provider, council or postcode would.
        returned: of those told of, which the register has as ended.
        missing: for each council that the file lists.
    """

    added: int
    older: int
    changed: int
    moved: int
    returned: int
    told: int
    missing: tuple[Missing, ...]

    @property
    def held(self) -> int:
        return sum(row.held for row in self.missing)

    @property
    def ended(self) -> int:
        return sum(row.missing for row in self.missing)

    def counts(self) -> dict[str, int]:
        return {
            "added": self.added,
            "changed": self.changed,
            "unchanged": self.told - self.added - self.older - self.changed,
            "older": self.older,
            "returned": self.returned,
            "ended": self.ended,
            "moved": self.moved,
            "held": self.held,
        }


def compare(*, as_at: date) -> Comparison:
    """Compare the staging tables with the register."""
    with connection.cursor() as cursor:
        cursor.execute(COVER, {"as_at": as_at})
        cursor.execute(COMPARE, {"as_at": as_at})
        added, older, changed, moved, returned, told = cursor.fetchone()
        cursor.execute(MISSING, {"as_at": as_at})
        missing = tuple(Missing(*row) for row in cursor.fetchall())
    return Comparison(added, older, changed, moved, returned, told, missing)
