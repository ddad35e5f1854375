"""Who provides care in a system, where in it, and how big each is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

from regard.domains.register.rules.sizes import size_band
from regard.domains.register.types import ProviderHere

if TYPE_CHECKING:
    from regard.domains.register.models import System

PROVIDERS = """
with here as (
    select
        l.organisation_id,
        array_agg(distinct l.council_id) as councils,
        array_remove(
            array_agg(distinct p.place_id) || array_agg(distinct p.neighbourhood_id), null
        ) as places
    from register_placement p
    join register_location l on l.id = p.location_id
    where p.system_id = %(system)s and l.ended_on is null
    group by l.organisation_id
),
named as (
    select h.*, o.name, coalesce(nullif(o.brand_id, ''), o.id::text) as group_key
    from here h
    join register_organisation o on o.id = h.organisation_id
),
sized as (
    select coalesce(nullif(o.brand_id, ''), o.id::text) as group_key, count(*) as services
    from register_organisation o
    join register_location l on l.organisation_id = o.id and l.ended_on is null
    join register_service s on s.location_id = l.id and s.ended_on is null
    where o.id in (select organisation_id from named)
        or o.brand_id in (select group_key from named)
    group by 1
)
select n.organisation_id, n.name, coalesce(s.services, 0), n.councils, n.places
from named n
left join sized s on s.group_key = n.group_key
order by n.name, n.organisation_id
"""


def list_providers_here(*, system: System) -> list[ProviderHere]:
    """Return every provider with a live location in the system, by name. Public. One query."""
    with connection.cursor() as cursor:
        cursor.execute(PROVIDERS, {"system": system.pk})
        return [
            ProviderHere(
                organisation_id=number,
                name=name,
                size_band=size_band(services),
                council_ids=frozenset(councils),
                place_ids=frozenset(places),
            )
            for number, name, services, councils, places in cursor.fetchall()
        ]
