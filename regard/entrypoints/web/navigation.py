"""The way around: what the header and the footer of every page lead to."""

from dataclasses import dataclass
from functools import partial
from typing import Protocol
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from regard.foundation.accounts.callers import Anyone
from regard.foundation.accounts.requests import Request
from regard.foundation.authority import Caller, is_allowed
from regard.foundation.mail.permissions import Permission

SECTIONS = (
    ("asked", "What we ask", "engagement:exercises"),
    ("said", "What you said", "engagement:said"),
    ("strategy", "Strategy", "strategy:strategies"),
    ("governance", "Who decides", "governance:bodies"),
    ("register", "Register", "register:services"),
)
"""Each section of a system: its key, as views name it; its label; the page it begins with."""


class HasSlug(Protocol):
    """A system, as far as an address needs it."""

    @property
    def slug(self) -> str: ...

    def scope_keys(self) -> frozenset[str]: ...


@dataclass(frozen=True)
class Item:
    label: str
    url: str
    is_current: bool


def way_around(request: Request) -> dict[str, object]:
    """
    Return what the layout needs to lead anywhere. A context processor.

    A request that was refused before anyone asked who is asking has no caller.
    """
    caller = getattr(request, "caller", Anyone())
    return {
        "navigation": partial(list_sections, caller=caller),
        "home_url": home_url,
        "footer_links": _footer_links(),
        "sign_in_url": _sign_in_url(request),
        "sign_out_url": reverse("account_logout"),
        "personas_url": reverse("web:personas") if settings.DEMO else None,
    }


def list_sections(system: HasSlug, section: str = "", *, caller: Caller) -> list[Item]:
    """Return the sections of a system, in the order of its story; for its team, messages too."""
    shown = [*SECTIONS]
    if is_allowed(caller, Permission.VIEW_MESSAGES, system):
        shown.append(("messages", "Messages", "mail:messages"))
    return [
        Item(
            label=label,
            url=reverse(page, kwargs={"system": system.slug}),
            is_current=key == section,
        )
        for key, label, page in shown
    ]


def home_url(system: HasSlug | None) -> str:
    return reverse("web:home", kwargs={"system": system.slug}) if system else reverse("web:start")


def _footer_links() -> list[tuple[str, str]]:
    return [
        ("Accessibility", reverse("web:accessibility")),
        ("Privacy", reverse("web:privacy")),
        ("Open data", reverse("web:open_data")),
        ("The sealed ledger", reverse("strategy:ledger")),
    ]


def _sign_in_url(request: Request) -> str:
    """Return the sign-in page, which leads back here. What was posted cannot be gone back to."""
    address = reverse(settings.LOGIN_URL)
    if request.method != "GET" or request.path.startswith(address):
        return address
    return f"{address}?{urlencode({'next': request.get_full_path()})}"
