"""How many services there are, and how many of them nobody can reach."""

from django.db import connection

from regard.domains.register.models import System
from regard.domains.register.types import Reach

REACH = """
select
    count(*),
    count(distinct l.organisation_id),
    count(*) filter (where ct.email <> ''),
    count(*) filter (where coalesce(ct.email, '') = '' and ct.telephone <> ''),
    count(*) filter (
        where coalesce(ct.email, '') = '' and coalesce(ct.telephone, '') = ''
            and l.postcode <> ''
    ),
    count(*) filter (
        where coalesce(ct.email, '') = '' and coalesce(ct.telephone, '') = ''
            and l.postcode = ''
    )
from register_placement pl
join register_location l on l.id = pl.location_id and l.ended_on is null
join register_service s on s.location_id = l.id and s.ended_on is null
left join register_contact ct on ct.location_id = l.id
where pl.system_id = %s
"""


def get_reach(*, system: System) -> Reach:
    """Return how the system's live services can be reached, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(REACH, [system.pk])
        return Reach(*cursor.fetchone())
