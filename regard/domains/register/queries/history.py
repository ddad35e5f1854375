"""What a service was before, what became of it, and all that is known of it over time."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Q

from regard.domains.register.models import (
    Branding,
    Change,
    Location,
    Membership,
    Merge,
    Network,
    Rating,
    Relation,
    Running,
)
from regard.domains.register.permissions import Permission
from regard.domains.register.types import RelationKind
from regard.foundation.audit.models import Entry
from regard.foundation.authority import Caller, is_allowed

LONGEST = 200
"""Records of one chain. The longest of the regulator's have some ten."""

CHAIN = """
with recursive chain (id, way) as (
    select %(id)s::bigint, way from (values ('before'), ('after')) ways (way)
    union
    select step.id, c.way
    from chain c
    cross join lateral (
        select r.other_location_id as id
        from register_relation r
        where c.way = 'before' and r.location_id = c.id and r.kind = 'predecessor'
            and r.ended_on is null and r.other_location_id is not null
        union all
        select r.location_id
        from register_relation r
        where c.way = 'after' and r.other_location_id = c.id and r.kind = 'predecessor'
            and r.ended_on is null and r.location_id is not null
        union all
        select l.id from register_location l where l.merged_into_id = c.id
        union all
        select l.merged_into_id
        from register_location l
        where l.id = c.id and l.merged_into_id is not null
    ) step
)
select id from chain group by id order by id = %(id)s desc, id limit %(limit)s
"""
"""
Up to what was before it, and down to what came after: not down again from what was before, which
would bring in others that came of the same. A record met twice ends the walk, so circles do.
"""


@dataclass(frozen=True)
class History:
    """
    All that is known of a location over time, with its chain.

    Attributes:
        before: what it was, that is standing ties to its predecessors.
        after: what became of it: ties by which it is another's predecessor.
        beside: standing dual registrations at the same place.
        ratings: overall ratings and those of key questions, of the whole chain, the newest
            first.
        entries: what people did to it here, from the ledger, the oldest first.
    """

    before: tuple[Relation, ...]
    after: tuple[Relation, ...]
    beside: tuple[Relation, ...]
    runnings: tuple[Running, ...]
    brandings: tuple[Branding, ...]
    ratings: tuple[Rating, ...]
    changes: tuple[Change, ...]
    merges: tuple[Merge, ...]
    entries: tuple[Entry, ...]


def chain_of(*, location: int) -> tuple[int, ...]:
    """
    Return every record that is this service: itself first, what it was and what became of it.

    Predecessors of predecessors, successors of successors, and what was merged into any of them.
    What was said of one was said of the service: answers, ratings and seats follow the chain. It
    ends, even where the ties go in a circle. One query.

    :param location: the number of a location.
    """
    with connection.cursor() as cursor:
        cursor.execute(CHAIN, {"id": location, "limit": LONGEST})
        return tuple(number for (number,) in cursor.fetchall())


def get_history(*, location: Location, chain: Collection[int]) -> History:
    """
    Return what is known of a location, which was fetched through a check. Eight queries.

    :param chain: its `chain_of`.
    """
    relations = Relation.objects.filter(ended_on=None).select_related("location", "other_location")
    ties = list(
        relations.filter(Q(location=location.pk) | Q(other_location=location.pk))
        .exclude(kind=RelationKind.DISTINCT)
        .order_by("since", "pk")
    )
    told = [tie for tie in ties if tie.kind == RelationKind.PREDECESSOR]
    return History(
        before=tuple(tie for tie in told if tie.location_id == location.pk),
        after=tuple(tie for tie in told if tie.other_location_id == location.pk),
        beside=tuple(tie for tie in ties if tie.kind == RelationKind.DUAL),
        runnings=tuple(
            Running.objects.filter(location__in=chain)
            .select_related("organisation")
            .order_by("valid_to", "pk")
        ),
        brandings=tuple(
            Branding.objects.filter(organisation=location.organisation_id).order_by("valid_to")
        ),
        ratings=tuple(list_ratings(location_ids=chain)),
        changes=tuple(
            Change.objects.filter(location=location.pk)
            .select_related("load__file")
            .order_by("load")[:LONGEST]
        ),
        merges=tuple(
            Merge.objects.filter(kept_location=location.pk)
            .select_related("merged_location")
            .order_by("merged_at")
        ),
        entries=tuple(
            Entry.objects.filter(
                subject=f"register.Location:{location.pk}", event__in=TOLD
            ).order_by("at", "pk")
        ),
    )


TOLD = (
    "location.added",
    "location.changed",
    "location.ended",
    "location.returned",
    "correction.accepted",
)
"""What people do to a location that belongs on its page."""


def list_ratings(*, location_ids: Collection[int]) -> list[Rating]:
    """Return every published rating of these locations as wholes, the newest first. One query."""
    found = Rating.objects.filter(location__in=list(location_ids), service_type="")
    return list(found.order_by("-published_on", "question", "pk")[: LONGEST * 6])


def list_networks_of(*, location: Location, caller: Caller, on: date) -> list[Network]:
    """
    Return the networks that a location or its provider belongs to on a day, by name.

    Only those that show their members to everyone, but to who may see the location as their own
    or keeps the network's roll. Two queries, and one more for each that is not shown to everyone.
    """
    held = Membership.objects.filter(
        Q(location=location.pk) | Q(organisation=location.organisation_id),
        Q(joined_on=None) | Q(joined_on__lte=on),
        Q(left_on=None) | Q(left_on__gt=on),
    )
    networks = Network.objects.filter(pk__in=held.values("network"), ended_on=None)
    found = list(networks.order_by("name", "pk"))
    if is_allowed(caller, Permission.VIEW_OWN, location):
        return found
    return [
        network
        for network in found
        if network.shows_members or is_allowed(caller, Permission.KEEP_ROLL, network)
    ]
