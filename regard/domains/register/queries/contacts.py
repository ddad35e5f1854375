"""How services are reached."""

from collections.abc import Collection

from regard.domains.register.models import Location, System
from regard.domains.register.types import ContactRow


def list_contacts(*, system: System, location_ids: Collection[int]) -> dict[int, ContactRow]:
    """
    Return how to reach each of these locations of the system, by the location's number.

    A location with no contact still has its address. The caller was checked for
    VIEW_CONTACTS before, or is a job.
    """
    found = Location.objects.filter(
        pk__in=location_ids, council__in=system.councils.all()
    ).select_related("contact")
    return {location.pk: _row(location) for location in found}


def _row(location: Location) -> ContactRow:
    contact = getattr(location, "contact", None)
    lines = (*location.address.split("\n"), location.city, location.postcode)
    return ContactRow(
        contact_id=contact.pk if contact else None,
        location_id=location.pk,
        location_name=location.name,
        name=contact.name if contact else "",
        email=contact.email if contact else "",
        telephone=contact.telephone if contact else "",
        address_lines=tuple(line for line in lines if line),
    )
