"""Who may read what is not published, set-wise: over all of a system, or for some bodies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from regard.domains.governance.permissions import Permission
from regard.foundation.authority import Caller, is_allowed

if TYPE_CHECKING:
    from regard.domains.register.models import System

BODY = "body:"


def of_bodies_with(
    *, system: System, caller: Caller, to: Permission, body: str = "body_id"
) -> Q | None:
    """
    Return the filter of rows of a system in whose body the caller has the permission.

    :param body: the field that names the body, e.g. "meeting__body_id".
    :returns: an empty filter where they have it in the whole system; None where they have it
        nowhere.
    """
    if is_allowed(caller, to, system):
        return Q()
    ids = [
        int(grant.scope_key.removeprefix(BODY))
        for grant in caller.grants
        if to in grant.permissions and grant.scope_key.startswith(BODY)
    ]
    return Q(**{f"{body}__in": ids}) if ids else None


def public_or_private(public: Q, *, system: System, caller: Caller, body: str = "body_id") -> Q:
    """Return the filter of what is public, and what is not where the caller may read that."""
    private = of_bodies_with(system=system, caller=caller, to=Permission.VIEW_PRIVATE, body=body)
    if private is None:
        return public
    return Q() if private == Q() else public | private
