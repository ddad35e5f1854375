"""A service says what is wrong about it here; a person accepts it or says why not."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from regard.domains.register.models import Correction, Location, Service, System
from regard.domains.register.rules import corrections as rules
from regard.domains.register.rules.contacts import tidy_telephone
from regard.domains.register.rules.corrections import GROUPS, OTHER, Decision
from regard.domains.register.rules.particulars import KINDS
from regard.domains.register.rules.values import read_postcode
from regard.domains.register.types import Fact, Source
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal

from .afterwards import place_and_index
from .facts import take_facts
from .own_links import Told, tell_decision
from .telling import tell

MOST_OPEN = 20
"""No service waits for more corrections than this at a time, whoever holds its link."""


class CannotCorrect(Refusal):
    """What is asked to be corrected cannot be, or not like that."""


class CannotDecideCorrection(Refusal):
    """The correction was decided, or no longer fits what it would correct."""


@transaction.atomic
def ask_correction(
    *,
    location: Location,
    fact: str,
    value: Mapping[str, object],
    reason: str,
    by: str,
    at: datetime,
) -> Correction:
    """
    Write down what a service says is wrong. Nothing is changed until a person accepts it.

    :param fact: a key of `rules.corrections.GROUPS`.
    :param value: the fields of the group as they should be.
    :param by: who says so, e.g. "person:12", or "location:7" for who holds its link.
    :raises CannotCorrect: if a value cannot be one, or too much waits already.
    """
    group = GROUPS.get(fact)
    if group is None or value.keys() != group.fields.keys():
        raise CannotCorrect("Choose what is wrong")
    problem = rules.problem_with(value)
    if problem:
        raise CannotCorrect(problem)
    if Correction.objects.filter(location=location, decision="").count() >= MOST_OPEN:
        raise CannotCorrect("We have not looked at your earlier corrections yet")
    correction = Correction.objects.create(
        location=location, fact=fact, value=dict(value), reason=reason.strip(), by=by, asked_at=at
    )
    detail: dict[str, object] = {"fact": fact, "correction": correction.pk}
    ledger.record(event="correction.asked", subject=location, by=by, at=at, detail=detail)
    return correction


@transaction.atomic
def accept_correction(
    *, system: System, correction: Correction, answer: str, by: str, at: datetime
) -> Told:
    """
    Take a correction into the register, as told by the service itself, and write to it.

    What the service says in words only is marked as mended; whoever accepts it mends it.

    :param system: whose partnership decides, and writes.
    :returns: whether the service is told.
    :raises CannotDecideCorrection: if it was decided already.
    """
    correction = _open(correction)
    location = Location.objects.select_for_update(of=("self",)).get(pk=correction.location_id)
    value = dict(correction.value)
    if correction.fact == KINDS:
        _set_kinds(location, value["kinds"], at)
        tell(location, {}, source=Source.CORRECTION, as_at=at.date(), also=(KINDS,))
    elif correction.fact != OTHER:
        record = location.organisation if GROUPS[correction.fact].of_provider else location
        take_facts(
            record=record,
            facts={Fact(correction.fact): _columns(value)},
            source=Source.CORRECTION,
            as_at=at.date(),
            by=by,
            at=at,
        )
    place_and_index(location_ids=[location.pk], by=by, at=at)
    _decide(correction, Decision.ACCEPTED, answer, by, at)
    return tell_decision(system=system, correction=correction, by=by, at=at)


@transaction.atomic
def refuse_correction(
    *, system: System, correction: Correction, answer: str, by: str, at: datetime
) -> Told:
    """
    Leave the register as it is, and tell the service why.

    :param system: whose partnership decides, and writes.
    :returns: whether the service is told.
    :raises CannotDecideCorrection: if it was decided already, or no answer is given.
    """
    if not answer.strip():
        raise CannotDecideCorrection("Say why, so that the service is told")
    correction = _open(correction)
    _decide(correction, Decision.REFUSED, answer, by, at)
    return tell_decision(system=system, correction=correction, by=by, at=at)


def _open(correction: Correction) -> Correction:
    found = Correction.objects.select_for_update().get(pk=correction.pk)
    if found.decision:
        raise CannotDecideCorrection("This was decided already")
    return found


def _decide(
    correction: Correction, decision: Decision, answer: str, by: str, at: datetime
) -> None:
    correction.decision, correction.answer = decision, answer.strip()
    correction.decided_by, correction.decided_at = by, at
    correction.save(update_fields=["decision", "answer", "decided_by", "decided_at", "updated_at"])
    detail: dict[str, object] = {"fact": correction.fact, "correction": correction.pk}
    ledger.record(
        event=f"correction.{decision}", subject=correction.location, by=by, at=at, detail=detail
    )


def _columns(value: dict[str, Any]) -> dict[str, Any]:
    """Return a correction's fields as columns of the register, tidy."""
    if "postcode" in value:
        postcode, district = read_postcode("Postcode", str(value["postcode"]))
        value |= {"postcode": postcode, "postcode_district": district}
    if "telephone" in value:
        value["telephone"] = tidy_telephone(str(value["telephone"]))
    return {key: each.strip() if isinstance(each, str) else each for key, each in value.items()}


def _set_kinds(location: Location, kinds: list[str], at: datetime) -> None:
    held = {service.service_type: service for service in Service.objects.filter(location=location)}
    for kind in {*held, *kinds}:
        service = held.get(kind) or Service(
            location=location,
            service_type=kind,
            is_regulated=location.regulator_id is not None,
        )
        service.ended_on = None if kind in kinds else service.ended_on or at.date()
        service.save()
