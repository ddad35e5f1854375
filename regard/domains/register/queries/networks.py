"""
Networks: which there are, who belongs to them on a day, and whom they speak for.

That a network exists, what it is for, and how many of each kind belong to it, is public. Which
services belong to it is shown to everyone only if the network says so; else to who keeps its
roll, and to its own members when they are signed in.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.utils import timezone

from regard.domains.register.models import Network, NetworkSystem, System
from regard.domains.register.permissions import Permission
from regard.domains.register.rules import sizes
from regard.domains.register.types import NetworkKind, ServiceType, SizeBand
from regard.foundation import authority
from regard.foundation.accounts.callers import require
from regard.foundation.authority import Caller
from regard.foundation.base.errors import NotFound

ON = """
    (m.joined_on is null or m.joined_on <= %(on)s) and (m.left_on is null or m.left_on > %(on)s)
"""

BELONGING = f"""
select m.id as membership_id, m.network_id, m.location_id
from register_membership m
where m.location_id is not null and {ON}
union
select m.id, m.network_id, l.id
from register_membership m
join register_location l on l.organisation_id = m.organisation_id
    and (l.run_since is null or l.run_since <= %(on)s)
where {ON}
union
select m.id, m.network_id, r.location_id
from register_membership m
join register_running r on r.organisation_id = m.organisation_id
    and (r.valid_from is null or r.valid_from <= %(on)s) and r.valid_to > %(on)s
where {ON}
"""  # noqa: S608 (our own words only)
"""The locations that belong to a network on a day, by their own or their provider's membership."""

LIVE = """
    (l.ended_on is null or l.ended_on > %(on)s)
    and (s.ended_on is null or s.ended_on > %(on)s)
    and (s.started_on is null or s.started_on <= %(on)s)
"""

LIST = f"""
with belonging as ({BELONGING}),
here as (
    select l.id as location_id, l.organisation_id, s.id as service_id
    from register_placement p
    join register_location l on l.id = p.location_id
    join register_service s on s.location_id = l.id
    where p.system_id = %(system_id)s and {LIVE}
)
select
    n.id, n.slug, n.name, n.kind, n.ended_on,
    count(distinct here.service_id), count(distinct here.organisation_id),
    (select count(*) from here)
from register_network n
join register_networksystem ns on ns.network_id = n.id and ns.system_id = %(system_id)s
left join belonging b on b.network_id = n.id
left join here on here.location_id = b.location_id
group by n.id
order by n.ended_on is not null, n.name, n.id
"""  # noqa: S608 (our own words only)

BY_KIND = f"""
with belonging as ({BELONGING})
select s.service_type, count(*), count(*) filter (where exists (
    select 1 from belonging b
    join register_networksystem ns on ns.network_id = b.network_id
        and ns.system_id = %(system_id)s
    where b.location_id = l.id and (%(networks)s::bigint[] = '{{}}'
        or b.network_id = any(%(networks)s))
))
from register_placement p
join register_location l on l.id = p.location_id
join register_service s on s.location_id = l.id
where p.system_id = %(system_id)s and {LIVE}
group by s.service_type
"""  # noqa: S608 (our own words only)

BY_SIZE = f"""
with belonging as ({BELONGING}),
here as (
    select s.id, l.organisation_id, o.brand_id, exists (
        select 1 from belonging b where b.location_id = l.id and b.network_id = %(network_id)s
    ) as is_member
    from register_placement p
    join register_location l on l.id = p.location_id
    join register_organisation o on o.id = l.organisation_id
    join register_service s on s.location_id = l.id
    where p.system_id = %(system_id)s and {LIVE}
),
by_brand as (
    select o.brand_id, count(*) as services
    from register_organisation o
    join register_location l on l.organisation_id = o.id and l.ended_on is null
    join register_service s on s.location_id = l.id and s.ended_on is null
    where o.brand_id <> '' and o.brand_id in (select brand_id from here)
    group by o.brand_id
),
by_organisation as (
    select l.organisation_id, count(*) as services
    from register_location l
    join register_service s on s.location_id = l.id and s.ended_on is null
    where l.ended_on is null
        and l.organisation_id in (select organisation_id from here where brand_id = '')
    group by l.organisation_id
)
select
    width_bucket(coalesce(by_brand.services, by_organisation.services, 1), %(starts)s::bigint[]),
    count(*), count(*) filter (where here.is_member)
from here
left join by_brand on by_brand.brand_id = here.brand_id
left join by_organisation
    on by_organisation.organisation_id = here.organisation_id and here.brand_id = ''
group by 1
"""  # noqa: S608 (our own words only)
"""By the size of the provider, or of its group, in all of the register as it is today."""

MEMBERS = f"""
with belonging as ({BELONGING})
select distinct on (lower(l.name), l.id)
    b.membership_id, l.id, l.name, o.id, o.name, l.city, l.postcode,
    m.joined_on, m.organisation_id is not null,
    coalesce(ct.email, '') <> '', coalesce(ct.telephone, '') <> '', l.postcode <> '',
    array(
        select s.service_type from register_service s where s.location_id = l.id and {LIVE}
        order by 1
    )
from belonging b
join register_membership m on m.id = b.membership_id
join register_location l on l.id = b.location_id
join register_organisation o on o.id = l.organisation_id
left join register_contact ct on ct.location_id = l.id
where b.network_id = %(network_id)s and (l.ended_on is null or l.ended_on > %(on)s)
order by lower(l.name), l.id, m.organisation_id is not null
"""  # noqa: S608 (our own words only)

SPOKEN_FOR = f"""
with belonging as ({BELONGING})
select distinct b.location_id
from register_mandate g
join belonging b on b.membership_id = g.membership_id
where b.network_id = %(network_id)s
    and b.location_id = any(%(locations)s)
    and (g.topic = '' or lower(g.topic) = %(topic)s)
    and g.given_on <= %(on)s
    and (g.until is null or g.until > %(on)s)
    and (g.revoked_on is null or g.revoked_on > %(on)s)
"""  # noqa: S608 (our own words only)


@dataclass(frozen=True)
class NetworkRow:
    """
    A network in a system.

    Attributes:
        services: live services in the system that belong to it on the day.
        providers: of how many providers.
        share: of the system's live services, 0 to 1; 0 where there are none.
    """

    network_id: int
    slug: str
    name: str
    kind: NetworkKind
    ended_on: date | None
    services: int
    providers: int
    share: float


@dataclass(frozen=True)
class KindRow:
    """How many of a system's live services of a kind there are, and belong to a network."""

    service_type: ServiceType
    services: int
    members: int


@dataclass(frozen=True)
class MemberRow:
    """
    A location that belongs to a network.

    Attributes:
        joined_on: None: before our records begin.
        by_provider: its provider is the member, with all that it runs.
    """

    membership_id: int
    location_id: int
    location_name: str
    organisation_id: int
    organisation_name: str
    city: str
    postcode: str
    joined_on: date | None
    by_provider: bool
    has_email: bool
    has_telephone: bool
    has_address: bool
    service_types: tuple[ServiceType, ...]

    @property
    def is_reachable(self) -> bool:
        return self.has_email or self.has_telephone or self.has_address


def get_network(
    *, system: System, slug: str, caller: Caller, to: authority.Permission | None = None
) -> Network:
    """
    Return a network that works in the system, for the caller to see or to do `to` with.

    :raises NotFound: if the system has none of this address.
    :raises NotAllowed: if the caller may not do `to` with it; SignInNeeded if nobody is
        signed in.
    """
    found = NetworkSystem.objects.filter(system=system, network__slug=slug)
    tie = found.select_related("network").first()
    if tie is None:
        raise NotFound("There is no such network in this system")
    if to is not None:
        require(caller, to, tie.network)
    return tie.network


def get_network_called(*, slug: str) -> Network:
    """
    Return a network by the end of its address, for a command.

    :raises NotFound: if there is none.
    """
    network = Network.objects.filter(slug=slug).first()
    if network is None:
        known = ", ".join(Network.objects.order_by("slug").values_list("slug", flat=True)[:20])
        raise NotFound(f"There is no network “{slug}”. There are: {known or 'none yet'}")
    return network


def list_networks(*, system: System, on: date | None = None) -> list[NetworkRow]:
    """
    Return the networks that work in the system, those that have ended last.

    :param on: the day of which their members are counted; None: today.
    """
    with connection.cursor() as cursor:
        cursor.execute(LIST, {"system_id": system.pk, "on": on or timezone.localdate()})
        rows = cursor.fetchall()
    return [_network_row(row) for row in rows]


def count_by_kind(*, system: System, on: date, network: Network | None = None) -> list[KindRow]:
    """Return the system's live services by kind, and how many are in any network, or in one."""
    parameters: dict[str, Any] = {
        "system_id": system.pk,
        "on": on,
        "networks": [network.pk] if network else [],
    }
    with connection.cursor() as cursor:
        cursor.execute(BY_KIND, parameters)
        rows = {kind: (services, members) for kind, services, members in cursor.fetchall()}
    return [KindRow(kind, *rows[kind]) for kind in ServiceType if kind in rows]


def count_by_size(
    *, system: System, network: Network, on: date
) -> list[tuple[SizeBand, int, int]]:
    """Return the system's live services by size of provider, and how many are members."""
    parameters: dict[str, Any] = {
        "system_id": system.pk,
        "network_id": network.pk,
        "on": on,
        "starts": list(sizes.STARTS),
    }
    with connection.cursor() as cursor:
        cursor.execute(BY_SIZE, parameters)
        found = {band: (services, members) for band, services, members in cursor.fetchall()}
    return [(band, *found[place]) for place, band in enumerate(sizes.BANDS) if place in found]


def list_members(*, network: Network, on: date) -> list[MemberRow]:
    """
    Return the live locations that belong to a network on a day, by name, each once.

    A page asks `may_view_members` first; other domains count, and show nobody's name.
    """
    with connection.cursor() as cursor:
        cursor.execute(MEMBERS, {"network_id": network.pk, "on": on})
        rows = cursor.fetchall()
    return [_member_row(row) for row in rows]


def may_view_members(*, network: Network, caller: Caller, on: date) -> bool:
    """
    Test whether the caller may see which services belong to the network.

    Everyone may, if the network says so. Else who keeps its roll may, and whoever holds the
    right to see their own services on one of its members.
    """
    if network.shows_members or authority.is_allowed(caller, Permission.KEEP_ROLL, network):
        return True
    own = {grant.scope_key for grant in caller.grants if Permission.VIEW_OWN in grant.permissions}
    if not own:
        return False
    members = list_members(network=network, on=on)
    return any(
        {f"location:{row.location_id}", f"organisation:{row.organisation_id}"} & own
        for row in members
    )


def speaks_for(
    *, network: Network, location_ids: Collection[int], topic: str, on: date
) -> set[int]:
    """
    Return which of these locations the network may speak for on a topic on a day.

    It may only where the location, or its provider, belongs to it on that day and has given
    a mandate that is in force: given, not over, and not taken back. A mandate on everything
    covers every topic; capitals and spaces around a topic do not count.

    :param topic: empty for everything, which only a mandate on everything covers.
    """
    parameters: dict[str, Any] = {
        "network_id": network.pk,
        "locations": list(location_ids),
        "topic": " ".join(topic.split()).lower(),
        "on": on,
    }
    with connection.cursor() as cursor:
        cursor.execute(SPOKEN_FOR, parameters)
        return {location_id for (location_id,) in cursor.fetchall()}


def _network_row(row: tuple[Any, ...]) -> NetworkRow:
    network_id, slug, name, kind, ended_on, services, providers, whole = row
    return NetworkRow(
        network_id=network_id,
        slug=slug,
        name=name,
        kind=NetworkKind(kind),
        ended_on=ended_on,
        services=services,
        providers=providers,
        share=services / whole if whole else 0.0,
    )


def _member_row(row: tuple[Any, ...]) -> MemberRow:
    return MemberRow(
        membership_id=row[0],
        location_id=row[1],
        location_name=row[2],
        organisation_id=row[3],
        organisation_name=row[4],
        city=row[5],
        postcode=row[6],
        joined_on=row[7],
        by_provider=row[8],
        has_email=row[9],
        has_telephone=row[10],
        has_address=row[11],
        service_types=tuple(ServiceType(kind) for kind in row[12]),
    )
