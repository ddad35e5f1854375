"""The way around: what the header and the footer of every page lead to."""

from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

SECTIONS = (
    ("asked", "What we ask", "engagement:exercises"),
    ("said", "What you said", "engagement:said"),
    ("strategy", "Strategy", "strategy:strategies"),
    ("register", "Register", "register:services"),
)
"""Each section of a system: its key, as views name it; its label; the page it begins with."""


class HasSlug(Protocol):
    """A system, as far as an address needs it."""

    @property
    def slug(self) -> str: ...


@dataclass(frozen=True)
class Item:
    label: str
    url: str
    is_current: bool


def way_around(request: HttpRequest) -> dict[str, object]:
    """Return what the layout needs to lead anywhere. A context processor."""
    return {
        "navigation": list_sections,
        "home_url": home_url,
        "footer_links": _footer_links(),
        "sign_in_url": _sign_in_url(request),
        "sign_out_url": reverse("account_logout"),
        "personas_url": reverse("web:personas") if settings.DEMO else None,
    }


def list_sections(system: HasSlug, section: str = "") -> list[Item]:
    """Return the sections of a system, in the order of its story."""
    return [
        Item(label=label, url=address, is_current=key == section)
        for key, label, page in SECTIONS
        if (address := _address(page, system))
    ]


def home_url(system: HasSlug | None) -> str:
    return reverse("web:home", kwargs={"system": system.slug}) if system else reverse("web:start")


def _address(page: str, system: HasSlug) -> str | None:
    try:
        return reverse(page, kwargs={"system": system.slug})
    except NoReverseMatch:
        return None


def _footer_links() -> list[tuple[str, str]]:
    return [
        ("Accessibility", reverse("web:accessibility")),
        ("Privacy", reverse("web:privacy")),
        ("Open data", reverse("web:open_data")),
    ]


def _sign_in_url(request: HttpRequest) -> str:
    """Return the sign-in page, which leads back here. What was posted cannot be gone back to."""
    address = reverse(settings.LOGIN_URL)
    if request.method != "GET" or request.path.startswith(address):
        return address
    return f"{address}?{urlencode({'next': request.get_full_path()})}"
