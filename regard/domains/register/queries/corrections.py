"""What services say is wrong about them here."""

from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from regard.domains.register.models import Correction, Location, System
from regard.domains.register.permissions import Permission
from regard.foundation.accounts import links
from regard.foundation.accounts.callers import require
from regard.foundation.authority import Caller, is_allowed
from regard.foundation.base.errors import NotFound

OWN = "register.own"
"""Purpose of the link by which a service sees and corrects what is held of it."""


def get_correction(*, system: System, correction_id: int, caller: Caller) -> Correction:
    """
    Return a correction of the system's, for who may decide it.

    :raises NotFound: if there is none.
    :raises NotAllowed: if the caller may not decide corrections here.
    """
    require(caller, Permission.EDIT_SERVICES, system)
    found = Correction.objects.filter(
        pk=correction_id, location__council__in=system.councils.all()
    )
    correction = found.select_related("location__organisation").first()
    if correction is None:
        raise NotFound("There is no such correction in this system")
    return correction


def list_open_corrections(*, system: System, caller: Caller) -> list[Correction]:
    """
    Return what waits to be decided in the system, the oldest first.

    :raises NotAllowed: if the caller may not decide corrections here.
    """
    require(caller, Permission.EDIT_SERVICES, system)
    found = Correction.objects.filter(decision="", location__council__in=system.councils.all())
    return list(found.select_related("location").order_by("asked_at", "pk"))


def list_corrections(*, location_ids: Collection[int]) -> list[Correction]:
    """
    Return what was asked to be corrected of these locations, the newest first.

    The caller was checked for the locations' own, or for deciding.
    """
    found = Correction.objects.filter(location__in=list(location_ids))
    return list(found.select_related("location").order_by("-asked_at", "-pk"))


def open_own(*, token: str, at: datetime) -> Location:
    """
    Return the location that a link of its own belongs to, for whoever holds it.

    :raises NotFound: if the link opens nothing.
    :raises Gone: if it has expired or was withdrawn.
    """
    link = links.open_link(token=token, purpose=OWN, at=at)
    found = Location.objects.filter(pk=link.subject_id).select_related(
        "organisation", "council", "merged_into__organisation", "merged_into__council"
    )
    location = found.first()
    if location is None:
        raise NotFound("This link does not open anything. Check that all of it was copied.")
    return location.merged_into or location


def get_own_url(*, location_id: int) -> str:
    """Return the address of a location's own link, for the email that brings it to them."""
    link = links.list_links(purpose=OWN, subject_ids=[location_id])[location_id]
    path = reverse("register:own", kwargs={"token": links.token(link)})
    return f"{settings.PUBLIC_ADDRESS}{path}"


def may_correct(*, system: System, location: Location, caller: Caller) -> bool:
    """Test whether the caller may say what is wrong about a location, as its own."""
    return any(
        is_allowed(caller, Permission.ASK_CORRECTION, scope) for scope in (location, system)
    )


def require_own(*, system: System, location: Location, caller: Caller) -> None:
    """
    Go on only if the caller may say what is wrong about a location, as its own.

    :raises SignInNeeded: if they may not, and nobody is signed in.
    :raises NotAllowed: if they may not.
    """
    if not may_correct(system=system, location=location, caller=caller):
        require(caller, Permission.ASK_CORRECTION, location)
