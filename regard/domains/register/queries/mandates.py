"""Mandates: who let a network speak for whom, on what, and until when."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from regard.domains.register.models import Mandate, Membership, Network
from regard.domains.register.permissions import Permission
from regard.domains.register.rules.networks import MandateState, mandate_state
from regard.foundation import authority
from regard.foundation.accounts import links
from regard.foundation.accounts.callers import SignedIn
from regard.foundation.accounts.models import Link
from regard.foundation.authority import Caller
from regard.foundation.base.errors import NotAllowed, NotFound, SignInNeeded

PURPOSE = "register.mandate"
"""What the link in a letter about a mandate opens."""


@dataclass(frozen=True)
class TopicRow:
    """On how much a network speaks for how many. An empty topic is everything."""

    topic: str
    members: int


def list_topics(*, network: Network, on: date) -> list[TopicRow]:
    """Return on what the network has mandates in force on a day, and of how many members."""
    members: dict[str, set[int]] = {}
    for mandate in _mandates(network):
        if state_of(mandate, on) is MandateState.IN_FORCE:
            members.setdefault(mandate.topic, set()).add(mandate.membership_id)
    rows = [TopicRow(topic, len(found)) for topic, found in members.items()]
    return sorted(rows, key=lambda row: (-row.members, row.topic.lower()))


def list_mandates(*, network: Network) -> list[Mandate]:
    """Return every mandate of the network with its member, the newest first."""
    return _mandates(network)


def list_mandates_in_force(*, network: Network, on: date) -> list[Mandate]:
    """Return the mandates of the network that are in force on a day, the newest first."""
    return [each for each in _mandates(network) if state_of(each, on) is MandateState.IN_FORCE]


def get_mandate(*, network: Network, mandate_id: int, caller: Caller) -> Mandate:
    """
    Return a mandate for the caller to take back: the network's keeper, or the member itself.

    :raises NotFound: if the network has none of this number.
    :raises NotAllowed: if it is not theirs; SignInNeeded if nobody is signed in.
    """
    found = Mandate.objects.filter(membership__network=network, pk=mandate_id)
    mandate = _with_member(found).first()
    may_keep = authority.is_allowed(caller, Permission.KEEP_ROLL, network)
    if mandate is not None and (may_keep or is_member(mandate.membership, caller)):
        return mandate
    if may_keep:
        raise NotFound("There is no such mandate")
    if isinstance(caller, SignedIn):
        raise NotAllowed("You do not have permission to do this")
    raise SignInNeeded("Sign in to do this")


def get_mandate_of_link(*, link: Link) -> Mandate:
    """
    Return the mandate that a signed link opens. The link was checked when it was opened.

    :raises NotFound: if it is gone.
    """
    mandate = _with_member(Mandate.objects.filter(pk=link.subject_id)).first()
    if mandate is None:
        raise NotFound("This mandate is not kept any more")
    return mandate


def is_member(membership: Membership, caller: Caller) -> bool:
    """Test whether the caller may act for the member itself."""
    scope = membership.location or membership.organisation
    return scope is not None and authority.is_allowed(caller, Permission.VIEW_OWN, scope)


def get_membership(*, network: Network, membership_id: int) -> Membership:
    """
    Return a membership of the network.

    :raises NotFound: if there is none of this number.
    """
    found = Membership.objects.filter(network=network, pk=membership_id)
    membership = found.select_related("network", "location", "organisation").first()
    if membership is None:
        raise NotFound("There is no such member")
    return membership


def get_mandate_url(*, mandate_id: int) -> str | None:
    """Return the address of a mandate's live link, in full. For letters only."""
    found = links.list_links(purpose=PURPOSE, subject_ids=[mandate_id])
    if mandate_id not in found:
        return None
    path = reverse("register:mandate", kwargs={"token": links.token(found[mandate_id])})
    return f"{settings.PUBLIC_ADDRESS}{path}"


def state_of(mandate: Mandate, on: date) -> MandateState:
    """Return how a mandate stands on a day; it is over when the membership is."""
    ends = [day for day in (mandate.until, mandate.membership.left_on) if day is not None]
    return mandate_state(
        given_on=mandate.given_on,
        until=min(ends, default=None),
        revoked_on=mandate.revoked_on,
        on=on,
    )


def _mandates(network: Network) -> list[Mandate]:
    found = _with_member(Mandate.objects.filter(membership__network=network))
    return list(found.order_by("-given_on", "-pk"))


def _with_member(found: QuerySet[Mandate]) -> QuerySet[Mandate]:
    return found.select_related(
        "membership__network", "membership__location__organisation", "membership__organisation"
    )
