"""What the layout needs for every page of governance."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from regard.domains.governance import presenters
from regard.foundation.accounts.requests import Request

if TYPE_CHECKING:
    from regard.domains.register.models import System


def page_of(
    request: Request, system: System, title: str, *, crumbs: Iterable[tuple[str, str]] = ()
) -> dict[str, object]:
    """
    Return what the layout needs for a page: its title, the way back, and the other pages.

    :param crumbs: name and address of each page above it, the highest first.
    """
    return {
        "system": system,
        "section": "governance",
        "title": title,
        "crumbs": list(crumbs),
        "parts": presenters.list_parts(system=system, caller=request.caller),
    }
