"""End services that the regulator does not list, and bring them back."""

from datetime import date, datetime

from django.db import transaction

from regard.domains.register.models import Location, Relation
from regard.domains.register.rules import unlisted as rules
from regard.domains.register.rules.unlisted import EndReason
from regard.domains.register.types import RelationKind, Source
from regard.foundation.audit import ledger

from .afterwards import place_and_index
from .unlisted import CannotTell, lock_unlisted


@transaction.atomic
def end_location(
    *,
    location: Location,
    on: date,
    reason: EndReason,
    successor: Location | None = None,
    by: str,
    at: datetime,
) -> Location:
    """
    End a service that the regulator does not list.

    :param on: the first day on which it was no more.
    :param successor: what took over from it, which then has it as its predecessor; None: nothing.
    :raises IsListed: if the regulator lists it.
    :raises CannotTell: if it cannot have ended then, or has ended already.
    """
    location = lock_unlisted(location)
    problem = rules.problem_with_end(on=on, today=at.date())
    if location.ended_on is not None:
        problem = f"{location.name} has ended already"
    if successor is not None and successor.pk == location.pk:
        problem = "Choose another service: nothing takes over from itself"
    if problem:
        raise CannotTell({"on": problem})
    location.ended_on = on
    location.as_at = min(location.as_at, on)
    location.save(update_fields=["ended_on", "as_at", "updated_at"])
    if successor is not None:
        _tie(successor, location, on=on, reason=reason, by=by)
    place_and_index(location_ids=[location.pk], by=by, at=at)
    detail: dict[str, object] = {"on": on.isoformat(), "reason": str(reason)}
    ledger.record(event="location.ended", subject=location, by=by, at=at, detail=detail)
    return location


@transaction.atomic
def return_location(*, location: Location, by: str, at: datetime) -> Location:
    """
    Bring back a service that was ended by hand, with what it was.

    :raises IsListed: if the regulator lists it.
    :raises CannotTell: if it has not ended, or was merged into another.
    """
    location = lock_unlisted(location)
    if location.ended_on is None:
        raise CannotTell({"": f"{location.name} has not ended"})
    location.ended_on, location.as_at = None, at.date()
    location.save(update_fields=["ended_on", "as_at", "updated_at"])
    ties = Relation.objects.filter(other_location=location, kind=RelationKind.PREDECESSOR)
    ties.filter(ended_on=None).exclude(by__in=list(Source)).update(ended_on=at.date())
    place_and_index(location_ids=[location.pk], by=by, at=at)
    ledger.record(event="location.returned", subject=location, by=by, at=at)
    return location


def _tie(successor: Location, ended: Location, *, on: date, reason: EndReason, by: str) -> None:
    Relation.objects.update_or_create(
        kind=RelationKind.PREDECESSOR,
        location=successor,
        other_number=ended.regulator_id or f"#{ended.pk}",
        ended_on=None,
        defaults={
            "other_location": ended,
            "other_name": ended.name,
            "reason": reason.label,
            "since": on,
            "by": by,
        },
    )
