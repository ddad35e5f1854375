"""How services are reached."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q

from regard.domains.register.models import Location, Placement, Preference, System
from regard.domains.register.types import ContactRow, ReachedBy
from regard.foundation.mail import queries as mail


def list_contacts(*, system: System, location_ids: Collection[int]) -> dict[int, ContactRow]:
    """
    Return how to reach each of these locations of the system, by the location's number.

    A location with no contact still has its address. The caller was checked for
    VIEW_CONTACTS before, or is a job. Two queries.
    """
    placed = Placement.objects.filter(system=system, location=OuterRef("pk"))
    gone = Q(ended_on__isnull=False, council__in=system.councils.all())
    found = Location.objects.filter(Q(Exists(placed)) | gone, pk__in=location_ids)
    locations = list(found.select_related("contact", "preference"))
    emails = {_email(location) for location in locations}
    refused = mail.list_refused(addresses=emails - {""})
    return {
        location.pk: _row(location, refused.get(_email(location), "")) for location in locations
    }


def get_preference(*, location: Location) -> Preference | None:
    """Return how a location wants to be reached, for whoever may see it as their own."""
    return Preference.objects.filter(location=location).first()


def _email(location: Location) -> str:
    contact = getattr(location, "contact", None)
    return contact.email if contact else ""


def _row(location: Location, refused: str) -> ContactRow:
    contact = getattr(location, "contact", None)
    preference: Preference | None = getattr(location, "preference", None)
    lines = (*location.address.split("\n"), location.city, location.postcode)
    return ContactRow(
        contact_id=contact.pk if contact else None,
        location_id=location.pk,
        location_name=location.name,
        name=contact.name if contact else "",
        email=contact.email if contact else "",
        telephone=contact.telephone if contact else "",
        address_lines=tuple(line for line in lines if line),
        prefers=ReachedBy(preference.reached_by) if preference else None,
        refused=str(refused),
    )
