"""What the pages of bodies have in common: where they are, and what was asked of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from regard.domains.governance import queries
from regard.domains.register import queries as register
from regard.foundation.accounts.requests import Request
from regard.foundation.authority import Permission

from .pages import page_of

if TYPE_CHECKING:
    from regard.domains.governance.models import Body
    from regard.domains.register.models import System


def find(
    request: Request, system: str, body: str, *, to: Permission | None = None
) -> tuple[System, Body]:
    """
    Return the system and the body at an address, for the caller to see or do `to` with.

    :raises NotFound: if there is none.
    :raises NotAllowed: if they may not do it.
    """
    here = register.get_system(slug=system, caller=request.caller)
    return here, queries.get_body(system=here, slug=body, caller=request.caller, to=to)


def address(body: Body, name: str = "body", **more: object) -> str:
    """Return the address of a page of a body, e.g. `address(body, "body_terms")`."""
    where = {"system": body.system.slug, "body": body.slug}
    return reverse(f"governance:{name}", kwargs=where | more)


def below(
    request: Request,
    system: System,
    *,
    title: str,
    body: Body | None = None,
    above: tuple[tuple[str, str], ...] = (),
    part: str = "bodies",
) -> dict[str, object]:
    """
    Return what the layout needs for a page of bodies, or below one of them.

    :param body: the body that the page is below; None for the list and the body itself.
    :param above: what else stands between the list, or the body, and the page.
    :param part: the name of the page of governance that it belongs to.
    """
    trail = list(above)
    if body is not None:
        where = {"system": system.slug}
        trail = [
            ("Who decides", reverse("governance:bodies", kwargs=where)),
            (body.name, address(body)),
            *above,
        ]
    return page_of(request, system, title, crumbs=trail) | {
        "part": part,
        "body": body,
    }
