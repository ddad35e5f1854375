"""Begin, change and end networks, and say who belongs to them."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify

from regard.domains.register.models import (
    Location,
    Mandate,
    Membership,
    Network,
    NetworkSystem,
    Organisation,
    System,
)
from regard.domains.register.rules import networks as rules
from regard.domains.register.types import NetworkKind
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal

RESERVED_SLUGS = {"new"}
"""Addresses of pages beside the networks'."""


class CannotSetNetwork(Refusal):
    """What was said of a network cannot be so."""


class CannotJoin(Refusal):
    """It cannot become a member."""


class CannotLeave(Refusal):
    """It cannot leave on that day."""


@dataclass(frozen=True)
class NetworkFacts:
    """What a network says of itself."""

    name: str
    kind: NetworkKind
    about: str = ""
    website: str = ""
    email: str = ""
    founded_on: date | None = None
    shows_members: bool = False


@transaction.atomic
def add_network(
    *, facts: NetworkFacts, systems: Iterable[System], by: str, at: datetime
) -> Network:
    """
    Begin a network that works in these systems.

    :raises CannotSetNetwork: if it has no name, or another has the same.
    """
    slug = slugify(facts.name)[:50]
    if not slug or slug in RESERVED_SLUGS:
        raise CannotSetNetwork("Give the network a name of its own, with letters in it")
    if Network.objects.filter(slug=slug).exists():
        raise CannotSetNetwork(f"There is a network of this name already: {facts.name}")
    network = Network.objects.create(slug=slug, **asdict(facts))
    NetworkSystem.objects.bulk_create(
        [NetworkSystem(network=network, system=system) for system in systems]
    )
    ledger.record(event="network.added", subject=network, by=by, at=at)
    return network


@transaction.atomic
def edit_network(*, network: Network, facts: NetworkFacts, by: str, at: datetime) -> Network:
    """Change what a network says of itself. Its address stays."""
    if not slugify(facts.name):
        raise CannotSetNetwork("Give the network a name with letters in it")
    for name, value in asdict(facts).items():
        setattr(network, name, value)
    network.save()
    ledger.record(event="network.edited", subject=network, by=by, at=at)
    return network


@transaction.atomic
def end_network(*, network: Network, ended_on: date, by: str, at: datetime) -> Network:
    """
    End a network: nobody belongs to it any more, and it speaks for nobody.

    :raises CannotLeave: if someone joined it after that day, or it has ended.
    """
    network = Network.objects.select_for_update().get(pk=network.pk)
    if network.ended_on:
        raise CannotLeave(f"It ended on {network.ended_on:%-d %B %Y}")
    members = Membership.objects.filter(network=network, left_on=None)
    if members.filter(joined_on__gt=ended_on).exists():
        raise CannotLeave("Some members joined after that day. Choose a later one.")
    Mandate.objects.filter(
        Q(until=None) | Q(until__gt=ended_on),
        membership__network=network,
        given_on__lt=ended_on,
    ).update(until=ended_on)
    left = members.update(left_on=ended_on)
    network.ended_on = ended_on
    network.save(update_fields=["ended_on", "updated_at"])
    detail: dict[str, object] = {"on": ended_on.isoformat(), "members": left}
    ledger.record(event="network.ended", subject=network, by=by, at=at, detail=detail)
    return network


@transaction.atomic
def join_network(
    *,
    network: Network,
    member: Organisation | Location,
    joined_on: date | None,
    by: str,
    at: datetime,
) -> Membership:
    """
    Make a provider, or one location of it, a member from a day on.

    :param joined_on: None: it has been one for longer than anyone remembers.
    :raises CannotJoin: if the network has ended, or it is a member already.
    """
    if network.ended_on:
        raise CannotJoin("This network has ended")
    one = _one(member)
    if Membership.objects.filter(network=network, left_on=None, **one).exists():
        raise CannotJoin(f"{member} is a member already")
    earlier = Membership.objects.filter(network=network, **one)
    if joined_on is not None and earlier.filter(left_on__gt=joined_on).exists():
        raise CannotJoin("It was a member on that day. Choose the day on which it came back.")
    membership = Membership.objects.create(network=network, joined_on=joined_on, **one)
    ledger.record(event="membership.joined", subject=membership, by=by, at=at)
    return membership


@transaction.atomic
def leave_network(*, membership: Membership, left_on: date, by: str, at: datetime) -> Membership:
    """
    End a membership. Mandates given under it end with it.

    :param left_on: the first day on which it is no member.
    :raises CannotLeave: if it left before, or had not joined by then.
    """
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    if membership.left_on:
        raise CannotLeave(f"It left on {membership.left_on:%-d %B %Y}")
    reason = rules.reason_not_to_leave(joined_on=membership.joined_on, left_on=left_on)
    if reason:
        raise CannotLeave(reason)
    membership.left_on = left_on
    membership.save(update_fields=["left_on", "updated_at"])
    ledger.record(event="membership.left", subject=membership, by=by, at=at)
    return membership


def _one(member: Organisation | Location) -> dict[str, Organisation | Location]:
    return {"organisation" if isinstance(member, Organisation) else "location": member}
