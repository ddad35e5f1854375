"""What every page of seats needs: the system, the body, the day, and the trail back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import QueryDict
from django.urls import reverse

from regard.domains.governance import queries
from regard.domains.register import queries as register
from regard.foundation.accounts.requests import Request

if TYPE_CHECKING:
    from regard.domains.governance.models import Body, Seat
    from regard.domains.governance.permissions import Permission
    from regard.domains.register.models import System

Crumbs = list[tuple[str, str]]


def find_body(
    request: Request, system: str, slug: str, *, to: Permission | None = None
) -> tuple[System, Body]:
    """
    Return the system and the body at an address, for the caller to see or do `to` with.

    :raises NotFound: if there is none.
    :raises NotAllowed: if they may not do it.
    """
    here = register.get_system(slug=system, caller=request.caller)
    return here, queries.get_body(system=here, slug=slug, caller=request.caller, to=to)


def find_seat(
    request: Request, system: str, seat_id: int, *, to: Permission | None = None
) -> tuple[System, Seat]:
    """
    Return the system and the seat at an address, for the caller to see or do `to` with.

    :raises NotFound: if there is none.
    :raises NotAllowed: if they may not do it.
    """
    here = register.get_system(slug=system, caller=request.caller)
    return here, queries.get_seat(system=here, seat_id=seat_id, caller=request.caller, to=to)


def to_seats(system: System) -> Crumbs:
    return [("Who sits where", address(system, "seats"))]


def to_body_seats(system: System, body: Body) -> Crumbs:
    return [*to_seats(system), (body.name, address(system, "body_seats", slug=body.slug))]


def to_seat(system: System, seat: Seat) -> Crumbs:
    """Return the trail to a page below a seat's own."""
    return [*to_body_seats(system, seat.body), (seat.name, seat_url(system, seat.pk))]


def address(system: System, name: str, **more: object) -> str:
    """Return the address of a page of governance, e.g. `address(here, "seat", seat_id=3)`."""
    return reverse(f"governance:{name}", kwargs={"system": system.slug} | more)


def seat_url(system: System, seat_id: int) -> str:
    return address(system, "seat", seat_id=seat_id)


def read_words(query: QueryDict) -> str:
    """Return what somebody looks for; no more of it than anybody types."""
    return " ".join(query.get("words", "")[:200].replace("\0", "").split())
