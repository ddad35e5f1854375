"""What every page of duties is asked for and begins with."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from regard.domains.governance import queries
from regard.domains.governance.permissions import Permission
from regard.domains.register import queries as register
from regard.foundation.accounts.requests import Request, read_day
from regard.foundation.authority import is_allowed

from .pages import page_of

if TYPE_CHECKING:
    from regard.domains.governance.models import Obligation
    from regard.domains.register.models import System


def get_here(request: Request, system: str, *, to: Permission = Permission.VIEW_DUTIES) -> System:
    """
    Return the system at an address, for the caller to see its duties or do `to`.

    :raises NotFound: if there is none.
    :raises NotAllowed: if they may not.
    """
    return register.get_system(slug=system, caller=request.caller, to=to)


def get_one(
    request: Request,
    system: str,
    obligation_id: int,
    *,
    to: Permission = Permission.VIEW_DUTIES,
) -> tuple[System, Obligation]:
    """
    Return the system and the obligation at an address, for the caller to see or do `to` with.

    :raises NotFound: if there is none.
    :raises NotAllowed: if they may not.
    """
    here = get_here(request, system)
    return here, queries.get_obligation(
        system=here, obligation_id=obligation_id, caller=request.caller, to=to
    )


def read_on(request: Request) -> tuple[date, date]:
    """Return the day that an address asks for, and today; nonsense means today."""
    today = timezone.localdate()
    return read_day(request, today), today


def read_page(request: Request) -> int:
    """Return the number of the page that an address asks for; nonsense means the first."""
    text = request.GET.get("page", "1")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def rights(request: Request, system: System) -> frozenset[str]:
    """Return what of duties the caller may do, by name, for templates: offer, accept."""
    names = {Permission.OFFER_EVIDENCE: "offer", Permission.ACCEPT_EVIDENCE: "accept"}
    return frozenset(
        name for act, name in names.items() if is_allowed(request.caller, act, system)
    )


def frame(
    request: Request, system: System, title: str, part: str, *, one: Obligation | None = None
) -> dict[str, object]:
    """
    Return what the layout needs for a page of duties.

    :param part: which of the parts of governance it belongs to, by its address name; the page
        itself where it is one of them, else one below.
    :param one: the obligation that the page is below.
    """
    where = {"system": system.slug}
    trail = []
    if title not in TOPS:
        trail.append((TOP_OF[part], reverse(f"governance:{part}", kwargs=where)))
    if one is not None:
        trail.append((f"{one.code}, {one.holder_name}", address(one)))
    return page_of(request, system, title, crumbs=trail)


def lede_of(one: Obligation) -> str:
    """Return what the duty of a form is, and whose."""
    versions = queries.get_duty_versions(system=one.system, code=one.code)
    text = queries.version_on(versions, timezone.localdate()) or versions[-1]
    return f"{text.title}, by {one.holder_name}."


def address(one: Obligation) -> str:
    where = {"system": one.system.slug, "obligation_id": one.pk}
    return reverse("governance:duty", kwargs=where)


DUTIES = "Duties, and the evidence for each"
CATALOGUE = "What law and guidance ask"
TOPS = frozenset({DUTIES, CATALOGUE})
TOP_OF = {"duties": "Duties", "duty_catalogue": CATALOGUE}
