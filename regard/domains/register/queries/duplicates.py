"""Records of a system that may be one, for a person to look at."""

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q

from regard.domains.register.models import Location, System
from regard.domains.register.permissions import Permission
from regard.domains.register.rules.matching import normalise_postcode
from regard.domains.register.rules.merging import are_alike, bare_name
from regard.foundation.accounts.callers import require
from regard.foundation.authority import Caller

MOST = 400
"""Pairs at one address that are compared by name; a system has some hundreds."""

SAME_ADDRESS = """
with here as materialized (
    select l.id, l.name, l.postcode, l.uprn, l.regulator_id, l.organisation_id
    from register_placement p
    join register_location l on l.id = p.location_id
    where p.system_id = %(system_id)s and l.ended_on is null
)
select
    one.id, one.name, one.regulator_id, other.id, other.name, other.regulator_id,
    one.postcode, one.uprn <> '' and one.uprn = other.uprn,
    one.organisation_id = other.organisation_id
from here one
join here other
    on other.id > one.id
    and (
        (one.postcode = other.postcode and one.postcode <> '')
        or (one.uprn = other.uprn and one.uprn <> '')
    )
where not exists (
    select from register_relation r
    where r.ended_on is null
        and r.kind in ('dual', 'distinct')
        and (r.location_id, r.other_location_id) in ((one.id, other.id), (other.id, one.id))
)
order by one.postcode, one.id, other.id
limit %(limit)s
"""

SAME_PROVIDER = """
with here as materialized (
    select distinct
        o.id, o.name, o.regulator_id, o.companies_house_number as company,
        o.charity_number as charity, lower(regexp_replace(o.name, '[^a-zA-Z0-9]+', '', 'g')) as key
    from register_placement p
    join register_location l on l.id = p.location_id and l.ended_on is null
    join register_organisation o on o.id = l.organisation_id
    where p.system_id = %(system_id)s
)
select one.id, one.name, one.regulator_id, other.id, other.name, other.regulator_id,
    case
        when one.company <> '' and one.company = other.company then 'the same company number'
        when one.charity <> '' and one.charity = other.charity then 'the same charity number'
        else 'the same name'
    end
from here one
join here other
    on other.id > one.id
    and (
        (one.company = other.company and one.company <> '')
        or (one.charity = other.charity and one.charity <> '')
        or regexp_replace(one.key, '(limited|ltd|plc|cic)$', '')
            = regexp_replace(other.key, '(limited|ltd|plc|cic)$', '')
    )
where not exists (
    select from register_relation r
    where r.ended_on is null
        and r.kind = 'distinct'
        and (r.organisation_id, r.other_organisation_id)
            in ((one.id, other.id), (other.id, one.id))
)
order by one.name, one.id, other.id
limit %(limit)s
"""


@dataclass(frozen=True)
class Likeness:
    """
    Two records that may be one.

    Attributes:
        why: in words, e.g. "the same postcode, and names alike".
        weight: how much speaks for it; the surest come first.
    """

    one_id: int
    one_name: str
    one_number: str | None
    other_id: int
    other_name: str
    other_number: str | None
    why: str
    weight: int = 0


def list_alike_locations(*, system: System, caller: Caller, limit: int = 25) -> list[Likeness]:
    """
    Return live locations of the system that may be one, the likeliest first. One query.

    Those that are tied as dual registrations, or that a person said are two, are left out.

    :raises NotAllowed: if the caller may not see to the services here.
    """
    require(caller, Permission.EDIT_SERVICES, system)
    with connection.cursor() as cursor:
        cursor.execute(SAME_ADDRESS, {"system_id": system.pk, "limit": MOST})
        found = [_weigh(*row) for row in cursor.fetchall()]
    alike = [each for each in found if each is not None]
    return sorted(alike, key=lambda each: (-each.weight, each.one_name, each.one_id))[:limit]


def list_alike_organisations(*, system: System, caller: Caller, limit: int = 25) -> list[Likeness]:
    """
    Return providers of services in the system that may be one, by name. One query.

    :raises NotAllowed: if the caller may not see to the services here.
    """
    require(caller, Permission.EDIT_SERVICES, system)
    with connection.cursor() as cursor:
        cursor.execute(SAME_PROVIDER, {"system_id": system.pk, "limit": limit})
        return [Likeness(*row) for row in cursor.fetchall()]


def list_like(*, system: System, name: str, postcode: str) -> list[Location]:
    """
    Return what the system has, live or ended, that a service of this name there may be. One query.

    At the postcode names need only be alike; in the rest of the system they must be the same.
    """
    here = Location.objects.filter(council__in=system.councils.all(), merged_into=None)
    normal = normalise_postcode(postcode)
    near = Q(postcode=normal) if normal else Q(pk=None)
    same = Q(name__iexact=" ".join(name.split()))
    found = here.filter(near | same).select_related("organisation")
    found = found.order_by("ended_on", "name", "pk")
    return [
        location
        for location in found[:100]
        if bare_name(location.name) == bare_name(name)
        or (location.postcode == normal and are_alike(location.name, name))
    ]


def _weigh(*row: Any) -> Likeness | None:  # noqa: ANN401 (a row of the statement)
    one_id, one, one_number, other_id, other, other_number, _, is_same_door, is_same_owner = row
    alike = are_alike(one, other)
    if not alike and not (is_same_door and is_same_owner):
        return None
    is_twin = (one_number is None) != (other_number is None)
    why = ["the same property number" if is_same_door else "the same postcode"]
    why += ["names alike"] if alike else []
    why += ["the same provider"] if is_same_owner else []
    why += ["one of them not listed by the regulator"] if is_twin else []
    weight = 4 * alike + 2 * is_twin + 2 * is_same_door + is_same_owner
    words = ", ".join(why[:-1]) + (" and " if len(why) > 1 else "") + why[-1]
    return Likeness(one_id, one, one_number, other_id, other, other_number, words, weight)
