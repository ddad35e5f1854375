"""Who speaks for whom, and what somebody is to a service: always from one day to another."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from regard.domains.register.models import (
    Individual,
    IndividualRole,
    Location,
    Network,
    Representative,
    System,
)
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal


class CannotSpeak(Refusal):
    """They cannot be written down to speak for them."""


@transaction.atomic
def add_representative(
    *,
    of: Individual | Location,
    system: System,
    speaker: str,
    basis: str,
    by: str,
    at: datetime,
) -> Representative:
    """
    Write down from today on that someone speaks for a person or a service.

    :param speaker: as `queries.find_speakers` names them.
    :param basis: why they may, in words.
    :raises CannotSpeak: if there is no such speaker here, it is they themselves, or it is known.
    """
    kind, _, number = speaker.partition(":")
    key = int(number) if number.isascii() and number.isdigit() and len(number) < 19 else 0
    by_individual = by_network = None
    if kind == "person":
        by_individual = Individual.objects.filter(system=system, pk=key).first()
    elif kind == "network":
        by_network = Network.objects.filter(systems=system, pk=key).first()
    if by_individual is None and by_network is None:
        raise CannotSpeak("Choose a person or a network of this system")
    if by_individual is not None and by_individual == of:
        raise CannotSpeak("They cannot be written down to speak for themselves")
    if not basis.strip():
        raise CannotSpeak("Say why they may speak for them")
    whose = {
        "individual": of if isinstance(of, Individual) else None,
        "location": of if isinstance(of, Location) else None,
    }
    who = {"by_individual": by_individual, "by_network": by_network}
    if Representative.objects.filter(**whose, **who, valid_to=None).exists():
        raise CannotSpeak("It is already written down that they speak for them")
    made = Representative.objects.create(
        **whose, **who, basis=" ".join(basis.split()), valid_from=timezone.localdate(at)
    )
    ledger.record(event="representative.added", subject=made, by=by, at=at)
    return made


@transaction.atomic
def end_representative(*, representative: Representative, by: str, at: datetime) -> None:
    """Write down that someone speaks for them no more, from today on."""
    today = timezone.localdate(at)
    open_ones = Representative.objects.filter(pk=representative.pk, valid_to=None)
    if open_ones.update(valid_to=today, updated_at=at):
        ledger.record(event="representative.ended", subject=representative, by=by, at=at)


@transaction.atomic
def add_role(
    *, person: Individual, location: Location, role: str, since: date | None, by: str, at: datetime
) -> IndividualRole:
    """
    Write down what someone is to a service, e.g. its registered manager.

    :raises CannotSpeak: if it is not said what they are.
    """
    if not role.strip():
        raise CannotSpeak("Say what they are there, for example registered manager")
    made = IndividualRole.objects.create(
        individual=person, location=location, role=" ".join(role.split()), valid_from=since
    )
    ledger.record(event="role_at_service.added", subject=made, by=by, at=at)
    return made


@transaction.atomic
def end_role(*, role: IndividualRole, by: str, at: datetime) -> None:
    """Write down that someone is this to the service no more, from today on."""
    today = timezone.localdate(at)
    if IndividualRole.objects.filter(pk=role.pk, valid_to=None).update(valid_to=today):
        ledger.record(event="role_at_service.ended", subject=role, by=by, at=at)
