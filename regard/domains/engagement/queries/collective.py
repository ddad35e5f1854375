"""What networks said for their members, and how each member stands to it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import F

from regard.domains.engagement.models import AudienceMember, Contribution, Exercise, MemberPart
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.types import MemberStand, Speaker
from regard.domains.register import queries as register
from regard.foundation.accounts.callers import require
from regard.foundation.authority import is_allowed

from .spoken_for import count_spoken_for

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet

    from regard.domains.engagement.types.collective import SpokenFor
    from regard.domains.register.models import Mandate, Network
    from regard.domains.register.queries.networks import MemberRow
    from regard.foundation.authority import Caller


@dataclass(frozen=True)
class SpeakingRow:
    """
    A network that the caller may speak for.

    Attributes:
        members: services of the system that belong to it today.
        speech: what it said, or is writing; None: nothing yet.
        spoken: for whom, once it is kept.
    """

    slug: str
    name: str
    members: int
    speech: Contribution | None
    spoken: SpokenFor | None


@dataclass(frozen=True)
class StandRow:
    """
    A member of a network that an exercise is for, and how it stands.

    Attributes:
        services: how many of its services were asked.
        where: of a single one, its town; else empty.
        mandate_id: by which the network may speak for it; None: it has none on this.
        part: what is written of it; None: nothing.
        spoke_alone: whether it also answered by itself, as far as the reader may know.
    """

    membership_id: int
    name: str
    services: int
    where: str
    location_ids: tuple[int, ...]
    mandate_id: int | None
    part: MemberPart | None
    spoke_alone: bool

    @property
    def stand(self) -> MemberStand:
        return MemberStand(self.part.stand) if self.part else MemberStand.NOT_ASKED


def get_network(*, exercise: Exercise, slug: str, caller: Caller) -> Network:
    """
    Return a network for which the caller speaks in an exercise that they may see.

    :raises NotFound: if none of this address works in the system.
    :raises NotAllowed: if they do not speak for it; SignInNeeded if nobody is signed in.
    """
    return register.get_network(
        system=exercise.system, slug=slug, caller=caller, to=Permission.SPEAK_FOR
    )


def list_speaking(*, exercise: Exercise, caller: Caller, on: date) -> list[SpeakingRow]:
    """
    Return the networks that the caller may speak for in an exercise. A fixed number of queries.

    :raises NotAllowed: if there is none, and they may not speak for networks here at all;
        SignInNeeded if nobody is signed in.
    """
    held = {
        grant.scope_key for grant in caller.grants if Permission.SPEAK_FOR in grant.permissions
    }
    speaks_here = is_allowed(caller, Permission.SPEAK_FOR, exercise)
    networks = [
        row
        for row in register.list_networks(system=exercise.system, on=on)
        if speaks_here or f"network:{row.network_id}" in held
    ]
    if not networks:
        require(caller, Permission.SPEAK_FOR, exercise)
    speeches = {
        each.network_id: each
        for each in _speeches(exercise).filter(network__in=[row.network_id for row in networks])
    }
    spoken = count_spoken_for(contribution_ids=[each.pk for each in speeches.values()])
    return [
        SpeakingRow(
            row.slug,
            row.name,
            row.services,
            speech := speeches.get(row.network_id),
            spoken.get(speech.pk) if speech else None,
        )
        for row in networks
        if row.ended_on is None or row.network_id in speeches
    ]


def may_speak_for_some(*, caller: Caller) -> bool:
    """Test whether the caller may speak for any network of their own, in whichever system."""
    return any(
        Permission.SPEAK_FOR in grant.permissions and grant.scope_key.startswith("network:")
        for grant in caller.grants
    )


def get_speech(*, exercise: Exercise, network: Network) -> Contribution | None:
    """Return what a network said in an exercise, or is writing; None: nothing yet."""
    return _speeches(exercise).filter(network=network).first()


def topics_of(speech: Contribution | None) -> frozenset[str]:
    """Return the topics of the mandates under which a network speaks, but for everything."""
    if speech is None:
        return frozenset()
    used = MemberPart.objects.filter(contribution=speech, mandate__isnull=False)
    return frozenset(used.values_list("mandate__topic", flat=True)) - {""}


def list_stands(
    *,
    exercise: Exercise,
    network: Network,
    topics: Collection[str],
    on: date,
    speech: Contribution | None = None,
    shows_alone: bool = False,
) -> list[StandRow]:
    """
    Return the members of a network that an exercise is for, by name. Five queries or so.

    For whoever speaks for the network, who was checked. A member that belongs to it with a
    location of its own is that; any other belongs with its provider, and is one member.

    :param topics: of the mandates that hold here, besides those on everything.
    :param on: the day of which members and mandates are meant.
    :param shows_alone: whether the reader may know who answered by itself.
    """
    members: dict[int, list[MemberRow]] = defaultdict(list)
    rows = register.list_members(network=network, on=on)
    asked = _list_asked(exercise, [row.location_id for row in rows])
    for row in rows:
        if row.location_id in asked:
            members[row.membership_id].append(row)
    mandates = _mandates(network, topics, on)
    parts = {part.membership_id: part for part in speech.member_parts.all()} if speech else {}
    alone = _list_alone(exercise, asked) if shows_alone else set()
    found = [
        _stand(number, its, mandates, parts.get(number), alone) for number, its in members.items()
    ]
    return sorted(found, key=lambda row: (row.name.lower(), row.membership_id))


def count_not_asked(*, exercise: Exercise, network: Network, on: date) -> int:
    """Return how many services of a network's members an exercise is not for."""
    ids = [row.location_id for row in register.list_members(network=network, on=on)]
    return len(ids) - len(_list_asked(exercise, ids))


def _speeches(exercise: Exercise) -> QuerySet[Contribution]:
    found = Contribution.objects.filter(
        exercise=exercise, network__isnull=False, speaker=Speaker.ASSOCIATION
    )
    return found.select_related("network").order_by(F("kept_at").desc(nulls_last=True), "-pk")


def _list_asked(exercise: Exercise, location_ids: Collection[int]) -> set[int]:
    asked = AudienceMember.objects.filter(exercise=exercise, location__in=list(location_ids))
    return set(asked.values_list("location", flat=True))


def _list_alone(exercise: Exercise, location_ids: Collection[int]) -> set[int]:
    """Return the locations that answered by themselves, and not only to their network."""
    kept = Contribution.objects.filter(
        exercise=exercise, location__in=location_ids, kept_at__isnull=False, network=None
    )
    return {number for number in kept.values_list("location", flat=True) if number}


def _mandates(network: Network, topics: Collection[str], on: date) -> dict[str, Mandate]:
    """
    Return the mandate that holds for each member, by "membership:" or "provider:" and its number.

    The newest of those on a topic that is meant comes before one on everything.
    """
    wanted = {" ".join(topic.split()).lower() for topic in topics}
    found: dict[str, Mandate] = {}
    mandates = register.list_mandates_in_force(network=network, on=on)
    for mandate in sorted(mandates, key=lambda each: not each.topic):
        if mandate.topic and " ".join(mandate.topic.split()).lower() not in wanted:
            continue
        found.setdefault(f"membership:{mandate.membership_id}", mandate)
        if mandate.membership.organisation_id:
            found.setdefault(f"provider:{mandate.membership.organisation_id}", mandate)
    return found


def _stand(
    number: int,
    rows: list[MemberRow],
    mandates: dict[str, Mandate],
    part: MemberPart | None,
    alone: set[int],
) -> StandRow:
    first = rows[0]
    mandate = mandates.get(f"membership:{number}") or mandates.get(
        f"provider:{first.organisation_id}"
    )
    return StandRow(
        membership_id=number,
        name=first.organisation_name if first.by_provider else first.location_name,
        services=len(rows),
        where=first.city if len(rows) == 1 else "",
        location_ids=tuple(row.location_id for row in rows),
        mandate_id=mandate.pk if mandate else None,
        part=part,
        spoke_alone=any(row.location_id in alone for row in rows),
    )
