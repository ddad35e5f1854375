"""The locations that a roll's lines may mean, as records to link to."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from regard.domains.register.models import Network
from regard.domains.register.rules.rolls import RollLine
from regard.foundation.analysis.linkage import Record, Vocabulary, count_words

CANDIDATES = """
select
    l.id, l.name, l.address, l.city, l.postcode, l.telephone, l.regulator_id,
    array_remove(array[o.name, nullif(o.brand_name, '')], null)
        || coalesce(former.names, '{}') || coalesce(predecessors.names, '{}')
from register_location l
join register_organisation o on o.id = l.organisation_id
left join lateral (
    select array_agg(distinct f.name) as names
    from register_running r join register_organisation f on f.id = r.organisation_id
    where r.location_id = l.id
) former on true
left join lateral (
    select array_agg(distinct po.name) as names
    from register_relation t
    join register_location p on p.id = t.other_location_id
    join register_organisation po on po.id = p.organisation_id
    where t.location_id = l.id and t.kind = 'predecessor'
) predecessors on true
where l.ended_on is null and l.merged_into_id is null and exists (
    select 1 from register_placement p
    join register_networksystem ns on ns.system_id = p.system_id
    where p.location_id = l.id and ns.network_id = %s
)
order by l.id
"""
"""Live locations in the systems that the network works in, with all who ran them, newest first."""

NAMES = "select name from register_location where ended_on is null"


def list_candidates(*, network: Network) -> list[Record]:
    """Return the live locations in the network's systems. Their keys are their numbers."""
    with connection.cursor() as cursor:
        cursor.execute(CANDIDATES, [network.pk])
        return [_record(row) for row in cursor.fetchall()]


def read_vocabulary() -> Vocabulary:
    """Return how often words stand in the names of all live locations that we know."""
    with connection.cursor() as cursor:
        cursor.execute(NAMES)
        return count_words(Record(key="", name=name) for (name,) in cursor.fetchall())


def as_records(lines: Sequence[RollLine]) -> list[Record]:
    """Return a roll's lines as records to link. Their keys are their lines in the file."""
    return [
        Record(
            key=str(line.line),
            name=line.name,
            owners=(line.provider,) if line.provider else (),
            address=line.address,
            town=line.town,
            postcode=line.postcode,
            telephone=line.telephone,
            number=line.number,
        )
        for line in lines
    ]


def _record(row: tuple[Any, ...]) -> Record:
    location_id, name, address, town, postcode, telephone, number, owners = row
    return Record(
        key=str(location_id),
        name=name,
        owners=tuple(dict.fromkeys(owners)),
        address=address,
        town=town,
        postcode=postcode,
        telephone=telephone,
        number=number or "",
    )
