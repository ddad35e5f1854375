"""Single locations, and finding them by what a person or a spreadsheet calls them."""

from collections.abc import Collection
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from regard.domains.register.models import Location, Placement, Service, System
from regard.domains.register.rules import matching
from regard.foundation.authority import Caller
from regard.foundation.base.errors import NotFound

FIND = """
select key, l.id
from register_location l
cross join lateral (values
    (l.regulator_id),
    (nullif(l.ods_code, '')),
    (lower(regexp_replace(l.name, '\\s+', ' ', 'g')) || '|' || lower(replace(l.postcode, ' ', '')))
) keys (key)
where key = any(%(keys)s)
    and l.id in (select location_id from register_placement where system_id = %(system_id)s)
union
select m.regulator_id, l.id
from register_location m
join register_location l on l.id = m.merged_into_id
where m.regulator_id = any(%(keys)s)
    and l.id in (select location_id from register_placement where system_id = %(system_id)s)
"""
"""The number of a merged record means the one that was kept."""


def get_location(*, system: System, location_id: int, caller: Caller) -> Location:  # noqa: ARG001
    """
    Return a location of the system, live or ended, with its organisation and council.

    The number of a record that was merged into another returns the one that was kept: a page
    whose address bears another number leads on to it. Everyone may see one, without its contact;
    the caller is asked for so that it stays so in one place.

    :raises NotFound: if the system has none of this number.
    """
    here = Q(Exists(Placement.objects.filter(system=system, location=OuterRef("pk"))))
    ended = Q(ended_on__isnull=False, council__in=system.councils.all())
    locations = Location.objects.select_related("organisation", "council", "provenance")
    location = locations.filter(here | ended, pk=location_id).first()
    if location is not None and location.merged_into_id is not None:
        location = locations.filter(here | ended, pk=location.merged_into_id).first()
    if location is None:
        raise NotFound("There is no such service in this system")
    return location


def get_location_called(*, system: System, number: str, caller: Caller) -> Location:
    """
    Return the system's location that a person means by a number: the regulator's, or ours.

    :raises NotFound: if the system has none of this number.
    """
    number = number.strip()
    found = find_locations(system=system, keys=[number]).get(number)
    if found is None and number.isascii() and number.isdigit() and len(number) < 19:
        found = int(number)
    if found is None:
        raise NotFound("There is no service of this number in this system")
    return get_location(system=system, location_id=found, caller=caller)


def list_council_names(*, system: System) -> list[tuple[int, str]]:
    """Return the number and name of each council of today in the system, by name."""
    found = system.councils.filter(valid_to=None).order_by("name")
    return list(found.values_list("pk", "name"))


def get_placement(*, system: System, location: Location) -> Placement | None:
    """Return where the location lies in the system; None where it has ended."""
    rows = Placement.objects.filter(system=system, location=location)
    return rows.select_related("place", "neighbourhood").first()


def list_location_services(*, location: Location) -> list[Service]:
    """Return what is provided from the location, what has ended last."""
    services = Service.objects.filter(location=location).order_by("service_type")
    return sorted(services, key=lambda service: service.ended_on is not None)


def list_provider_locations(*, system: System, location: Location) -> list[Location]:
    """Return the provider's other live locations in the system, by name."""
    found = Location.objects.filter(
        organisation=location.organisation_id,
        pk__in=Placement.objects.filter(system=system).values("location"),
    )
    return list(found.exclude(pk=location.pk).order_by("name", "pk"))


def search_locations(*, system: System, words: str, limit: int = 20) -> list[Location]:
    """Return live locations whose name, provider, town or postcode has all these words."""
    found = Location.objects.filter(
        pk__in=Placement.objects.filter(system=system).values("location")
    )
    for word in words.split():
        found = found.filter(
            Q(name__icontains=word)
            | Q(organisation__name__icontains=word)
            | Q(organisation__brand_name__icontains=word)
            | Q(city__icontains=word)
            | Q(postcode__icontains=word)
        )
    return list(found.select_related("organisation").order_by("name", "pk")[:limit])


def find_locations(*, system: System, keys: Collection[str]) -> dict[str, int]:
    """
    Return the system's live location that each key means, by the key as it was given.

    :param keys: the regulator's numbers, ODS codes, or "name|postcode" in any spelling of
        spaces and capitals.
    :returns: a key that means no location, or more than one, is left out.
    """
    given = {key: matching.normalise_key(key) for key in keys}
    with connection.cursor() as cursor:
        parameters: dict[str, Any] = {
            "system_id": system.pk,
            "keys": sorted(set(given.values()) - {""}),
        }
        cursor.execute(FIND, parameters)
        found: dict[str, set[int]] = {}
        for key, location_id in cursor.fetchall():
            found.setdefault(key, set()).add(location_id)
    return {
        key: next(iter(found[normal]))
        for key, normal in given.items()
        if len(found.get(normal, ())) == 1
    }
