"""Decisions that were taken under a duty: by those who have it, while it was in force."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from regard.domains.governance.models import Body, BodyRole, Decision, Duty, Obligation
from regard.domains.governance.permissions import Permission
from regard.domains.governance.rules.acting import acts_for, is_bound
from regard.domains.governance.rules.days import is_live
from regard.domains.governance.types import BodyKind, DecisionState, HolderKind
from regard.domains.register.types import AreaLevel

from .days import live_on
from .duties import version_on
from .private import of_bodies_with

if TYPE_CHECKING:
    from datetime import date

    from regard.domains.register.models import System
    from regard.foundation.authority import Caller

SHOWN = ("pk", "ref", "title", "body_id", "decided_on", "is_private", "is_commissioning")
"""What is read of each decision, as there may be thousands."""


@dataclass(frozen=True)
class BoundDecision:
    """
    A decision that was recorded, taken by somebody who had the duty on its day.

    Attributes:
        holder: for whom the body acted.
        council_id: of the body, where it has one.
        is_readable: whether the caller may read it: everyone may what is not private.
    """

    decision_id: int
    ref: str
    title: str
    body_id: int
    body_slug: str
    body_name: str
    council_id: int | None
    holder: HolderKind
    decided_on: date
    is_private: bool
    is_commissioning: bool
    is_readable: bool


def list_bound_decisions(
    *, system: System, code: str, caller: Caller, since: date
) -> list[BoundDecision]:
    """
    Return the decisions taken under a duty since a day, the oldest first. Five queries.

    Private ones are among them, so that counts do not reward making decisions private. Whoever
    shows more than counts leaves out those that are not readable.
    """
    versions = list(Duty.objects.filter(Q(system=None) | Q(system=system), code=code))
    found = Decision.objects.filter(
        system=system, state=DecisionState.RECORDED, decided_on__gte=since
    ).order_by("decided_on", "pk")
    bodies = Body.objects.filter(system=system).in_bulk()
    roles = _list_roles(system.pk)
    readable = _list_readable(system, caller)
    bound = []
    for each in found.values_list(*SHOWN, named=True):
        body = bodies[each.body_id]
        holder = _holder(body, roles, each.decided_on)
        duty = version_on(versions, each.decided_on)
        if holder is None or duty is None or not is_bound(holder, holders=duty.holders):
            continue
        bound.append(
            BoundDecision(
                decision_id=each.pk,
                ref=each.ref,
                title=each.title,
                body_id=body.pk,
                body_slug=body.slug,
                body_name=body.name,
                council_id=body.council_id,
                holder=holder,
                decided_on=each.decided_on,
                is_private=each.is_private,
                is_commissioning=each.is_commissioning,
                is_readable=not each.is_private or each.pk in readable,
            )
        )
    return bound


def has_duty(*, body: Body, code: str, on: date) -> bool:
    """Test whether a body acted, on a day, for somebody who then had a duty. Two queries."""
    here = Q(system=None) | Q(system=body.system_id)
    duty = version_on(Duty.objects.filter(here, code=code), on)
    if duty is None:
        return False
    holder = _holder(body, _list_roles(body.system_id, body=body), on)
    return is_bound(holder, holders=duty.holders)


def get_duty_obligation(*, body: Body, code: str, on: date) -> Obligation | None:
    """Return the obligation under which a body decides on a day; None: none is followed."""
    holder = _holder(body, _list_roles(body.system_id, body=body), on)
    is_nobodys = holder is HolderKind.COUNCIL and body.council_id is None
    if holder is None or is_nobodys:
        return None
    followed = Obligation.objects.filter(
        live_on(on), system=body.system_id, code=code, holder=holder
    ).select_related("system")
    if holder is HolderKind.COUNCIL:
        followed = followed.filter(council=body.council_id)
    return followed.order_by("-pk").first()


def _list_readable(system: System, caller: Caller) -> set[int]:
    """Return the private decisions, by number, that the caller may read all the same."""
    may = of_bodies_with(system=system, caller=caller, to=Permission.VIEW_PRIVATE)
    if may is None:
        return set()
    private = Decision.objects.filter(may, system=system, is_private=True)
    return set(private.values_list("pk", flat=True))


def _list_roles(system_id: int, body: Body | None = None) -> dict[int, list[BodyRole]]:
    roles = BodyRole.objects.filter(body__system=system_id)
    found: dict[int, list[BodyRole]] = defaultdict(list)
    for role in roles.filter(body=body) if body else roles:
        found[role.body_id].append(role)
    return found


def _holder(body: Body, roles: dict[int, list[BodyRole]], on: date) -> HolderKind | None:
    kinds = {BodyKind(body.kind)} | {
        BodyKind(role.kind)
        for role in roles.get(body.pk, ())
        if is_live(role.valid_from, role.valid_to, on=on)
    }
    return acts_for(kinds, level=AreaLevel(body.level), has_council=body.council_id is not None)
