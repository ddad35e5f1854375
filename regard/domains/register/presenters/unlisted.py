"""What is held of a service that the regulator does not list, as its form begins."""

from collections.abc import Iterable
from typing import Any

from regard.domains.register.models import Location, Service

COMMISSIONED = {True: "yes", False: "no", None: "not_known"}


def unlisted_initial(location: Location, services: Iterable[Service]) -> dict[str, Any]:
    """Return what stands in each field, by its name; a contact is changed on its own page."""
    live = [service for service in services if service.ended_on is None]
    bought = {service.is_commissioned for service in live}
    provider = location.organisation
    return {
        "name": location.name,
        "service_types": [service.service_type for service in live],
        "provider": "" if provider.name == location.name else provider.name,
        "sector": provider.sector,
        "is_commissioned": COMMISSIONED[bought.pop() if len(bought) == 1 else None],
        "address": location.address,
        "city": location.city,
        "postcode": location.postcode,
        "council_id": str(location.council_id),
        "longitude": location.longitude,
        "latitude": location.latitude,
        "website": location.website,
    }
