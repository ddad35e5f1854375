"""Keep which locations and providers followed others, or share a place with them."""

from datetime import datetime

from django.db import connection

from regard.domains.register.types import Source

TELL = """
insert into register_relation as held
    (created_at, updated_at, kind, {subject}_id, other_{subject}_id, other_number, other_name,
    reason, since, by)
select distinct on (r.kind, one.id, r.other_number)
    %(at)s, %(at)s, r.kind, one.id, other.id, r.other_number, r.other_name, r.reason, r.since,
    %(by)s
from staged_relation r
join register_{subject} one on one.regulator_id = r.number
left join register_{subject} other on other.regulator_id = r.other_number
where r.subject = '{subject}' and r.number <> r.other_number
order by r.kind, one.id, r.other_number, r.since
on conflict (kind, {subject}_id, other_number)
    where {subject}_id is not null and ended_on is null
do update
set other_{subject}_id = coalesce(held.other_{subject}_id, excluded.other_{subject}_id),
    other_name = coalesce(nullif(excluded.other_name, ''), held.other_name),
    reason = coalesce(nullif(excluded.reason, ''), held.reason),
    since = coalesce(excluded.since, held.since),
    updated_at = %(at)s
where (held.other_{subject}_id is null and excluded.other_{subject}_id is not null)
    or (excluded.other_name <> '' and held.other_name <> excluded.other_name)
    or (excluded.reason <> '' and held.reason <> excluded.reason)
    or (excluded.since is not null and held.since is distinct from excluded.since);
"""

RESOLVE = """
update register_relation r
set other_{subject}_id = other.id, updated_at = %(at)s
from register_{subject} other
where r.{subject}_id is not null
    and r.other_{subject}_id is null
    and r.other_number <> ''
    and other.regulator_id = r.other_number;

update register_relation r
set since = coalesce(one.registered_on, other.ended_on), updated_at = %(at)s
from register_{subject} one, register_{subject} other
where r.kind = 'predecessor'
    and r.since is null
    and one.id = r.{subject}_id
    and other.id = r.other_{subject}_id
    and other.ended_on is not null;
"""
"""
The other of a tie is found when a later file brings it. One that was registered again follows
the one before since its own registration or, if that is not known, since the other's end.
"""


def write_relations(*, source: Source, at: datetime) -> None:
    """Write the ties that are staged, and find the other side of those that lacked it."""
    with connection.cursor() as cursor:
        cursor.execute("select exists (select from staged_relation)")
        (is_told,) = cursor.fetchone()
        for subject in ("location", "organisation"):
            if is_told:
                cursor.execute(TELL.format(subject=subject), {"at": at, "by": source.value})
            cursor.execute(RESOLVE.format(subject=subject), {"at": at})
