"""Compare what a file says with what the register holds, before any location is changed."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from regard.domains.register.models import Provenance
from regard.domains.register.rules.particulars import ADDRESS, LOCATION, NAME, PROVIDER, bit
from regard.domains.register.rules.weighing import may_end
from regard.domains.register.types import Source

COMPARE = f"""
select
    count(*) filter (where w.is_new),
    count(*) filter (where not w.is_new and v.takes & {bit(LOCATION, NAME)} = 0),
    count(*) filter (where not w.is_new and {{is_changed}}),
    count(*) filter (
        where not w.is_new and {{is_changed}} and v.takes & {bit(LOCATION, NAME)} = 0
    ),
    count(*) filter (
        where not w.is_new
            and (
                (v.takes & {bit(LOCATION, ADDRESS)} <> 0 and w.is_elsewhere)
                or v.takes & w.differs & {bit(LOCATION, PROVIDER)} <> 0
            )
    ),
    count(*) filter (
        where w.was_ended_on is not null and v.standing = 'listed' and n.ended_on is null
    ),
    count(*) filter (
        where not w.is_new and w.was_ended_on is null
            and (v.standing = 'ended' or (v.standing = 'listed' and n.ended_on is not null))
    ),
    count(*)
from weighed_location w
join location_verdict v on v.case_key = w.case_key
left join newer_list n
    on n.council_id = case
        when v.takes & {bit(LOCATION, ADDRESS)} <> 0 then w.council_id else w.was_council_id
    end
"""  # noqa: S608 (our own constants only)

IS_CHANGED = """(
    v.takes & w.differs <> 0
    or w.was_organisation_id in (select organisation_id from changed_organisation)
)"""
"""Whose own or whose provider's name and group would change."""

COVER = """
drop table if exists covered_council, newer_list, ending_provenance, missing_location;
create temporary table covered_council on commit drop as
select distinct council_id as id from weighed_location where %(is_whole_list)s;

create temporary table newer_list on commit drop as
select council_id, min(as_at) as ended_on
from register_listing
where as_at > %(as_at)s and source = any(%(as_full)s)
group by council_id;

create temporary table ending_provenance (id bigint) on commit drop;
"""
"""
The councils that the file lists, and those that a newer list which is as full has listed: a
location that only this file lists had ended by then.
"""

HELD_PROVENANCES = """
select distinct l.provenance_id
from register_location l
where l.council_id in (select id from covered_council)
    and l.ended_on is null
    and l.provenance_id is not null
"""

MISSING = """
create temporary table missing_location on commit drop as
select l.id, l.council_id, gone.is_gone
from register_location l
cross join lateral (
    select l.id not in (select location_id from weighed_location)
        and l.regulator_id not in (select number from staged_unread)
        and l.id not in (
            select m.merged_into_id
            from register_location m
            join staged_location s on s.number = m.regulator_id
            where m.merged_into_id is not null
        ) as is_gone
) gone
where l.council_id in (select id from covered_council)
    and l.ended_on is null
    and l.merged_into_id is null
    and l.regulator_id is not null
    and (
        l.provenance_id in (select id from ending_provenance)
        or (l.provenance_id is null and l.as_at <= %(as_at)s)
    );
select c.name, count(*), count(*) filter (where m.is_gone)
from missing_location m
join register_council c on c.id = m.council_id
group by c.name
order by c.name
"""
"""
Live locations of the file's councils that it can end, and which of them it does not list: by their
own number, or by that of a record that was merged into them.
"""


@dataclass(frozen=True)
class Missing:
    """
    Locations of one council that the register holds and a file no longer lists.

    Attributes:
        held: how many of the council's are held that the file can end.
        missing: how many of them the file does not list.
    """

    council: str
    held: int
    missing: int


@dataclass(frozen=True)
class Comparison:
    """
    What a file would do to the register, in locations.

    Attributes:
        older: held as a newer or better source told it.
        filled: of those, for which the file still says something that was not known.
        changed: whose own or whose provider's particulars would change.
        moved: of those changed, whose provider, council or postcode would.
        returned: of those told of, which the register has as ended.
        closed: live ones that the file itself says are no more.
        missing: for each council that the file lists.
    """

    added: int
    older: int
    changed: int
    filled: int
    moved: int
    returned: int
    closed: int
    told: int
    missing: tuple[Missing, ...]

    @property
    def held(self) -> int:
        return sum(row.held for row in self.missing)

    @property
    def left_out(self) -> int:
        return sum(row.missing for row in self.missing)

    @property
    def known(self) -> int:
        return self.told - self.added

    def counts(self) -> dict[str, int]:
        return {
            "added": self.added,
            "changed": self.changed,
            "unchanged": self.known - self.older - self.changed + self.filled,
            "older": self.older,
            "returned": self.returned,
            "ended": self.left_out + self.closed,
            "moved": self.moved,
            "held": self.held,
        }


def compare(
    *, source: Source, as_full: tuple[Source, ...], is_whole_list: bool, as_at: date
) -> Comparison:
    """
    Compare what was weighed with the register.

    :param as_full: the sources whose lists are as full as this source's, or fuller.
    :param is_whole_list: whether what it leaves out of a council that it lists has ended.
    """
    parameters: dict[str, Any] = {
        "as_at": as_at,
        "is_whole_list": is_whole_list,
        "as_full": [each.value for each in as_full],
    }
    with connection.cursor() as cursor:
        cursor.execute(COVER, parameters)
        cursor.execute(COMPARE.format(is_changed=IS_CHANGED))
        figures = cursor.fetchone()
        cursor.execute(HELD_PROVENANCES)
        held = {number for (number,) in cursor.fetchall()}
        _find_endable(held, source, as_at)
        cursor.execute(MISSING, parameters)
        cursor.nextset()
        missing = tuple(Missing(*row) for row in cursor.fetchall())
    added, older, changed, filled, moved, returned, closed, told = figures
    return Comparison(added, older, changed, filled, moved, returned, closed, told, missing)


def _find_endable(held: set[int], source: Source, as_at: date) -> None:
    """Put down the provenances of which a list of this source and date can end a location."""
    facts = Provenance.objects.filter(pk__in=held).values_list("pk", "facts")
    ending = [pk for pk, each in facts if may_end(facts=each, source=source, as_at=as_at)]
    with connection.cursor() as cursor:
        cursor.execute("insert into ending_provenance select unnest(%s::bigint[])", [ending])
