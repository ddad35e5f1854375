"""Add and change services that the regulator does not list."""

from datetime import datetime
from typing import Any

from django.db import transaction

from regard.domains.register.models import (
    Council,
    Location,
    Organisation,
    Running,
    Service,
)
from regard.domains.register.rules import unlisted as rules
from regard.domains.register.rules.particulars import KINDS, PROVIDER
from regard.domains.register.rules.unlisted import Unlisted
from regard.domains.register.rules.values import read_postcode
from regard.domains.register.types import Sector, ServiceType, Source
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal

from .afterwards import place_and_index
from .contacts import set_contact
from .telling import tell


class CannotTell(Refusal):
    """What was said of a service cannot be so. `problems` says why, by field."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(". ".join(problems.values()))
        self.problems = problems


class IsListed(Refusal):
    """The regulator lists the service, so its files say what it is and when it ends."""


@transaction.atomic
def add_location(*, said: Unlisted, by: str, at: datetime) -> Location:
    """
    Add a service that the regulator does not list, with its provider and contact.

    The provider is the one so called that the register knows, or a new one.

    :raises CannotTell: if something said cannot be so.
    """
    _check(said)
    location = Location(
        organisation=_provider(said, by=by, at=at),
        council_id=said.council_id,
        as_at=at.date(),
    )
    _tell(location, _facts(said), at, also=(KINDS, PROVIDER))
    _set_kinds(location, said, at)
    if said.contact_name or said.contact_email or said.contact_telephone:
        _set_contact(location, said, by, at)
    place_and_index(location_ids=[location.pk], by=by, at=at)
    ledger.record(event="location.added", subject=location, by=by, at=at)
    return location


@transaction.atomic
def change_location(*, location: Location, said: Unlisted, by: str, at: datetime) -> Location:
    """
    Say anew what a service is that the regulator does not list. Its contact is changed apart.

    Who ran it before stays in its history.

    :raises IsListed: if the regulator lists it.
    :raises CannotTell: if something said cannot be so.
    """
    location = lock_unlisted(location)
    _check(said)
    provider = _provider(said, by=by, at=at)
    is_moved = location.organisation_id != provider.pk
    if is_moved:
        Running.objects.update_or_create(
            location=location,
            valid_to=at.date(),
            defaults={
                "organisation_id": location.organisation_id,
                "valid_from": location.run_since,
            },
        )
        location.organisation, location.run_since = provider, at.date()
    location.as_at = max(location.as_at, at.date())
    location.council_id = said.council_id
    changed = _tell(location, _facts(said), at, also=(KINDS, PROVIDER))
    changed += [KINDS] if _set_kinds(location, said, at) else []
    changed += [PROVIDER] if is_moved else []
    place_and_index(location_ids=[location.pk], by=by, at=at)
    detail: dict[str, object] = {"facts": sorted(changed)}
    ledger.record(event="location.changed", subject=location, by=by, at=at, detail=detail)
    return location


def _check(said: Unlisted) -> None:
    councils = Council.objects.filter(valid_to=None).values_list("pk", flat=True)
    problems = rules.list_problems(said, council_ids=set(councils))
    if problems:
        raise CannotTell(problems)


def lock_unlisted(location: Location) -> Location:
    """
    Return a location that the regulator does not list, locked.

    :raises IsListed: if it does.
    :raises CannotTell: if it was merged into another.
    """
    location = Location.objects.select_for_update(of=("self",)).get(pk=location.pk)
    if location.regulator_id is not None:
        raise IsListed(
            f"The regulator lists {location.name}, so its files say what it is. "
            "What is wrong in them, the service can ask to correct"
        )
    if location.merged_into_id is not None:
        raise CannotTell({"": f"{location.name} was merged into another record"})
    return location


def _tell(
    record: Location | Organisation,
    values: dict[str, Any],
    at: datetime,
    *,
    also: tuple[str, ...] = (),
) -> list[str]:
    return tell(record, values, source=Source.ENTERED, as_at=at.date(), also=also)


def _facts(said: Unlisted) -> dict[str, Any]:
    postcode, district = read_postcode("Postcode", said.postcode)
    lines = (" ".join(line.split()) for line in said.address.splitlines())
    where = (
        {} if said.longitude is None else {"longitude": said.longitude, "latitude": said.latitude}
    )
    return where | {
        "name": " ".join(said.name.split()),
        "address": "\n".join(line for line in lines if line),
        "city": " ".join(said.city.split()),
        "postcode": postcode,
        "postcode_district": district,
        "website": said.website.strip(),
    }


def _provider(said: Unlisted, *, by: str, at: datetime) -> Organisation:
    name = " ".join((said.provider or said.name).split())
    found = Organisation.objects.filter(name__iexact=name, merged_into=None).order_by("pk").first()
    if found is None:
        found = Organisation(as_at=at.date())
        _tell(found, {"name": name, "sector": said.sector}, at)
        ledger.record(event="organisation.added", subject=found, by=by, at=at)
    elif said.sector is not Sector.NOT_KNOWN and found.sector == Sector.NOT_KNOWN:
        _tell(found, {"sector": said.sector}, at)
    return found


def _set_kinds(location: Location, said: Unlisted, at: datetime) -> bool:
    """Provide these kinds of care from the location and no others; tell if that is new."""
    held = {ServiceType(s.service_type): s for s in Service.objects.filter(location=location)}
    changed = False
    for kind in {*held, *said.service_types}:
        service = held.get(kind) or Service(
            location=location, service_type=kind, is_regulated=False
        )
        was = (service.pk, service.ended_on)
        is_told = kind in said.service_types
        service.ended_on = None if is_told else service.ended_on or at.date()
        if is_told and said.is_commissioned is not None:
            service.is_commissioned = said.is_commissioned
        service.save()
        changed = changed or was != (service.pk, service.ended_on)
    return changed


def _set_contact(location: Location, said: Unlisted, by: str, at: datetime) -> None:
    set_contact(
        location=location,
        name=said.contact_name,
        email=said.contact_email,
        telephone=said.contact_telephone,
        by=by,
        at=at,
    )
