"""What a request asks for. Nonsense after the question mark of an address asks for nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regard.domains.register import queries as register
from regard.domains.strategy import queries
from regard.domains.strategy.permissions import Permission
from regard.domains.strategy.types import OutcomeKind, ReplyChannel, ReplyState
from regard.foundation.accounts.requests import Request

if TYPE_CHECKING:
    from regard.domains.register.models import System
    from regard.domains.strategy.models import Strategy


def get_both(
    request: Request, system: str, slug: str, *, to: Permission | None = None
) -> tuple[System, Strategy]:
    """
    Return the system and the strategy of an address, checked as `queries.get_strategy`.

    To read, `?version=` names which version.
    """
    here = register.get_system(slug=system, caller=request.caller)
    number = read_number(request.GET.get("version", "")) if to is None else None
    found = queries.get_strategy(
        system=here, slug=slug, caller=request.caller, to=to, number=number
    )
    found.is_asked_by_number = number is not None
    return here, found


def read_after(request: Request) -> int | None:
    """Return the number after which the next page begins; None for the first page."""
    value = request.GET.get("after", "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 16 else None


def read_number(value: str) -> int | None:
    """Return the number that a form names; None where it names none."""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 16 else None


def read_kind(request: Request) -> OutcomeKind | None:
    value = request.GET.get("kind", "")
    return OutcomeKind(value) if value in set(OutcomeKind) else None


def read_channel(request: Request) -> ReplyChannel | None:
    value = request.GET.get("channel", "")
    return ReplyChannel(value) if value in set(ReplyChannel) else None


def read_state(request: Request) -> ReplyState | None:
    value = request.GET.get("state", "")
    return ReplyState(value) if value in set(ReplyState) else None
