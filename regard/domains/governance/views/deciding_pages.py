"""What the pages of decisions have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from regard.domains.governance import queries
from regard.domains.governance.permissions import Permission
from regard.domains.register import queries as register
from regard.foundation.accounts.requests import Request

from .pages import page_of

if TYPE_CHECKING:
    from regard.domains.governance.models import Decision
    from regard.domains.register.models import System


def find_decision(
    request: Request, system: str, ref: str, *, to: Permission | None = None
) -> tuple[System, Decision]:
    """
    Return the system and the decision at an address, for the caller to read or do `to` with.

    :raises NotFound: if there is none, or they may not read it.
    :raises NotAllowed: if they may read it, and may not do `to`.
    """
    here = register.get_system(slug=system, caller=request.caller)
    return here, queries.get_decision(system=here, ref=ref, caller=request.caller, to=to)


def below_decisions(
    request: Request, system: System, *, title: str, decision: Decision | None = None
) -> dict[str, object]:
    """Return what the layout needs for a page below the decisions, or below one of them."""
    trail = [("Decisions", reverse("governance:decisions", kwargs={"system": system.slug}))]
    if decision is not None:
        trail.append((decision.ref, decision_url(decision)))
    return page_of(request, system, title, crumbs=trail) | {
        "decision": decision,
        "back": decision_url(decision) if decision else trail[0][1],
    }


def decision_url(decision: Decision, name: str = "decision", **more: object) -> str:
    """Return the address of a page of a decision."""
    where = {"system": decision.system.slug, "decision_ref": decision.ref}
    return reverse(f"governance:{name}", kwargs=where | more)


def to_decision(decision: Decision) -> HttpResponse:
    """Return to the page of a decision."""
    return redirect(decision_url(decision))
