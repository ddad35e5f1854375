"""What somebody sees as their own: every service of theirs, in every system."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from regard.domains.register.models import (
    Contact,
    Correction,
    Location,
    Mandate,
    NetworkSystem,
)
from regard.domains.register.permissions import Permission
from regard.foundation.accounts.callers import SignedIn
from regard.foundation.authority import EVERYWHERE, Caller
from regard.foundation.base.errors import NotAllowed, SignInNeeded

from .providers import OwnRow, rows_of


@dataclass(frozen=True)
class OwnMandate:
    """
    A mandate that somebody's own services gave a network.

    Attributes:
        system: the slug of a system that the network works in; empty: in none.
        is_in_force: whether it is given, not over and not taken back.
    """

    mandate: Mandate
    system: str
    is_in_force: bool


def list_own_mandates(*, rows: Collection[OwnRow], on: date) -> list[OwnMandate]:
    """
    Return the mandates that these locations or their providers gave, the newest first.

    The caller was checked by `list_own`. Two queries.
    """
    given = Mandate.objects.filter(
        Q(membership__location__in=[row.location.pk for row in rows])
        | Q(membership__organisation__in={row.location.organisation_id for row in rows})
    )
    found = list(
        given.select_related(
            "membership__network", "membership__location", "membership__organisation"
        ).order_by("-given_on", "-pk")
    )
    works_in = NetworkSystem.objects.filter(
        network__in={mandate.membership.network_id for mandate in found}
    )
    slugs = dict(works_in.order_by("-system__slug").values_list("network", "system__slug"))
    return [
        OwnMandate(
            mandate,
            slugs.get(mandate.membership.network_id, ""),
            mandate.revoked_on is None
            and mandate.given_on <= on
            and all(
                end is None or end > on for end in (mandate.until, mandate.membership.left_on)
            ),
        )
        for mandate in found
    ]


def list_own(*, caller: Caller) -> list[OwnRow]:
    """
    Return every live location that the caller may see as its own, in all systems. Six queries.

    :raises SignInNeeded: if nobody is signed in.
    :raises NotAllowed: if they hold nothing as their own.
    """
    organisations, brands, locations = _own_scopes(caller)
    mine = (
        Q(organisation__in=organisations)
        | Q(organisation__brand_id__in=brands)
        | Q(pk__in=locations)
    )
    rows = rows_of(Location.objects.filter(mine, ended_on=None))
    ids = [row.location.pk for row in rows]
    contacts = {
        contact.location_id: contact for contact in Contact.objects.filter(location__in=ids)
    }
    waiting = dict(
        Correction.objects.filter(location__in=ids, decision="")
        .values_list("location")
        .annotate(n=Count("pk"))
        .order_by()
    )
    return [
        OwnRow(
            row.location,
            row.system,
            row.place_name,
            row.kinds,
            _reached(row.location, contacts.get(row.location.pk)),
            waiting.get(row.location.pk, 0),
        )
        for row in rows
    ]


def _own_scopes(caller: Caller) -> tuple[list[int], list[str], list[int]]:
    """Return the providers, groups and locations that a caller may see as their own."""
    scopes: dict[str, list[str]] = defaultdict(list)
    is_own = False
    for grant in caller.grants:
        if Permission.VIEW_OWN in grant.permissions and grant.scope_key != EVERYWHERE:
            is_own = True
            kind, _, key = grant.scope_key.partition(":")
            scopes[kind].append(key)
    if not is_own and not isinstance(caller, SignedIn):
        raise SignInNeeded("Sign in to see your services")
    if not is_own:
        raise NotAllowed("No service is kept for you here")
    organisations, locations = (
        [int(key) for key in scopes[kind] if key.isdigit()]
        for kind in ("organisation", "location")
    )
    return organisations, scopes["brand"], locations


def _reached(location: Location, contact: Contact | None) -> str:
    if contact and contact.email:
        return "email"
    if contact and contact.telephone:
        return "telephone"
    return "post" if location.postcode else ""
