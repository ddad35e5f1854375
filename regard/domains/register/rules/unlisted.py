"""A service that the regulator does not list, as a person describes it on a page."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from regard.domains.register.types import Sector, ServiceType

from . import contacts
from .values import Unreadable, read_coordinates, read_postcode


class EndReason(StrEnum):
    """Why a service is no more."""

    CLOSED = "closed"
    TAKEN_OVER = "taken_over"
    REGISTERED = "registered"
    MISTAKEN = "mistaken"

    @property
    def label(self) -> str:
        return END_REASON_LABELS[self]


END_REASON_LABELS = {
    EndReason.CLOSED: "It closed",
    EndReason.TAKEN_OVER: "Another service took it over",
    EndReason.REGISTERED: "It registered with the regulator, under another record here",
    EndReason.MISTAKEN: "It never was a service",
}


@dataclass(frozen=True)
class Unlisted:
    """
    What a person says of a service that the regulator does not list. Empty: not said.

    Attributes:
        provider: who runs it; empty: it bears the service's own name.
        is_commissioned: whether a council buys it; None: not known.
        longitude: in degrees (WGS84), with `latitude`; None: not known.
    """

    name: str
    service_types: tuple[ServiceType, ...]
    postcode: str
    council_id: int
    provider: str = ""
    sector: Sector = Sector.NOT_KNOWN
    address: str = ""
    city: str = ""
    longitude: float | None = None
    latitude: float | None = None
    is_commissioned: bool | None = None
    website: str = ""
    contact_name: str = ""
    contact_email: str = ""
    contact_telephone: str = ""


def list_problems(said: Unlisted, *, council_ids: Collection[int]) -> dict[str, str]:
    """
    Return what is wrong with each field, in words for the person who filled it in.

    :param council_ids: the councils in which they may add services.
    """
    found = {
        "name": None if said.name.strip() else "Enter the name of the service",
        "service_types": None if said.service_types else "Choose at least one kind of care",
        "postcode": problem_with_postcode(said.postcode),
        "council_id": None if said.council_id in council_ids else "Choose one of the councils",
        "longitude": problem_with_coordinates(said.longitude, said.latitude),
        "website": problem_with_website(said.website),
        "contact_email": contacts.problem_with_email(said.contact_email),
        "contact_telephone": contacts.problem_with_telephone(said.contact_telephone),
    }
    return {field: problem for field, problem in found.items() if problem}


def problem_with_postcode(postcode: str) -> str | None:
    """Return why this cannot be a postcode. None if it can."""
    try:
        read_postcode("Postcode", postcode)
    except Unreadable:
        return "Enter a whole postcode, like LN1 3AB"
    return None


def problem_with_coordinates(longitude: float | None, latitude: float | None) -> str | None:
    """Return why these cannot be where a service in England is. None if they can."""
    if longitude is None and latitude is None:
        return None
    if longitude is None or latitude is None:
        return "Enter both the longitude and the latitude, or neither"
    try:
        read_coordinates(str(longitude), str(latitude))
    except Unreadable:
        return "The longitude and latitude are not in the British Isles. Are they swapped?"
    return None


def problem_with_website(website: str) -> str | None:
    """Return why this cannot be a website. None if it can, or is empty."""
    website = website.strip()
    bare = website.removeprefix("https://").removeprefix("http://")
    if not website or ("." in bare.strip(".") and not set(bare) & set(" <>\"'@")):
        return None
    return "A website looks like www.example.org"


def problem_with_end(*, on: date, today: date) -> str | None:
    """Return why a service cannot have ended on this day. None if it can."""
    if on > today:
        return "The day is to come. Enter the day on which it ended"
    if on.year < 1948:
        return "Enter the year in four figures, like 2026"
    return None
