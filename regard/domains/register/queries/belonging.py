"""Which services belong to which networks, for those who count them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import connection

from .networks import BELONGING

if TYPE_CHECKING:
    from regard.domains.register.models import System

BELONGING_HERE = f"""
with belonging as ({BELONGING})
select distinct b.location_id, b.network_id
from belonging b
join register_networksystem ns on ns.network_id = b.network_id
    and ns.system_id = %(system_id)s
join register_placement p on p.location_id = b.location_id and p.system_id = %(system_id)s
"""  # noqa: S608 (our own words only)


def list_belonging(*, system: System, on: date) -> list[tuple[int, int]]:
    """
    Return which locations in the system belong to which of its networks on a day.

    For other domains, which count and keep them: whoever shows a name asks `may_view_members`.

    :return: the numbers of a location and a network, each pair once, in no order.
    """
    with connection.cursor() as cursor:
        cursor.execute(BELONGING_HERE, {"system_id": system.pk, "on": on})
        return [(location_id, network_id) for location_id, network_id in cursor.fetchall()]
