"""Keep true where each location lies in each system."""

from collections.abc import Collection
from datetime import datetime

from django.db import connection, transaction

from regard.domains.register.models import System
from regard.domains.register.queries.placements import WANTED, work_out_parameters

from .planning import plan_for_sets

APPLY = f"""{WANTED},
gone as (
    delete from register_placement p
    where (%(locations)s::bigint[] is null or p.location_id = any(%(locations)s))
        and (%(system)s::bigint is null or p.system_id = %(system)s)
        and not exists (
            select from wanted w
            where w.system_id = p.system_id and w.location_id = p.location_id
        )
    returning p.id
),
kept as (
    insert into register_placement as held
        (created_at, updated_at, system_id, location_id, place_id, neighbourhood_id, basis,
        belongs_by)
    select
        %(at)s, %(at)s, system_id, location_id, place_id, neighbourhood_id, basis, belongs_by
    from wanted
    on conflict (system_id, location_id) do update
    set place_id = excluded.place_id,
        neighbourhood_id = excluded.neighbourhood_id,
        basis = excluded.basis,
        belongs_by = excluded.belongs_by,
        updated_at = excluded.updated_at
    where (held.place_id, held.neighbourhood_id, held.basis, held.belongs_by)
        is distinct from
        (excluded.place_id, excluded.neighbourhood_id, excluded.basis, excluded.belongs_by)
    returning held.id
)
select (select count(*) from gone) + (select count(*) from kept)
"""  # noqa: S608 (our own constants only)


MANY = 1_000
"""From this many locations on, hashing whole tables is the quicker way."""


@transaction.atomic
def place_locations(
    *, location_ids: Collection[int] | None = None, system: System | None = None, at: datetime
) -> int:
    """
    Make `Placement` true, and return how many rows were added, changed or taken away.

    There is one row for each live location of each system. Part of the action that changed
    locations or places, whose entry in the ledger stands for this too.

    :param location_ids: only these, which have changed or are no more; None: all.
    :param system: only in this system; None: in all.
    """
    parameters = work_out_parameters(
        location_ids=location_ids,
        system_id=system.pk if system else None,
        on=at.date(),
        then=False,
    )
    with connection.cursor() as cursor:
        if location_ids is None or len(location_ids) > MANY:
            plan_for_sets()
        cursor.execute(APPLY, parameters | {"at": at})
        (changed,) = cursor.fetchone()
    return int(changed)
