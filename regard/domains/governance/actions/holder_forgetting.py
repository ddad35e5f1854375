"""Forget what is held of those who sat on bodies, once their time is over."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.utils import timezone

from regard.domains.governance.models import Appointment, Holder
from regard.domains.governance.rules.seats import KEEP_NAMES_MONTHS, end_of_term
from regard.foundation.audit import ledger

if TYPE_CHECKING:
    from regard.domains.register.models import System

FORGOTTEN = "Somebody"
"""Stands for whoever sat there, so that a seat that was held still counts as held."""


@transaction.atomic
def forget_holders(*, system: System, by: str, at: datetime) -> int:
    """
    Forget the addresses of those whose last seat has ended, and after six years who they were.

    Return of how many something was forgotten. Accounts go with addresses. Where they sat is
    kept, without them. Somebody who was never appointed counts from the day they were added.
    """
    today = timezone.localdate(at)
    sat = Holder.objects.filter(system=system).filter(~Exists(_appointments_left(today)))
    gone = sat.annotate(left_on=Max("appointments__valid_to")).filter(
        Q(left_on__isnull=False) | Q(created_at__lt=at, appointments=None)
    )
    addresses = list(
        gone.filter(left_on__isnull=False)
        .exclude(email="", person=None)
        .values_list("pk", flat=True)
    )
    names = [
        holder.pk
        for holder in gone.exclude(name=FORGOTTEN)
        if _is_long_ago(holder.left_on or timezone.localdate(holder.created_at), today)
    ]
    _forget_addresses(Holder.objects.filter(pk__in=[*addresses, *names]))
    _forget_names(names)
    count = len({*addresses, *names})
    if count:
        detail: dict[str, object] = {"addresses": len(addresses), "names": len(names)}
        ledger.record(event="holders.forgotten", subject=system, by=by, at=at, detail=detail)
    return count


def _appointments_left(today: date) -> QuerySet[Appointment]:
    """Return the appointments of a holder that have not ended."""
    not_over = Q(valid_to__isnull=True) | Q(valid_to__gt=today)
    return Appointment.objects.filter(not_over, holder=OuterRef("pk"))


def _is_long_ago(left_on: date, today: date) -> bool:
    over = end_of_term(begins_on=left_on, term_months=KEEP_NAMES_MONTHS)
    return over is not None and over <= today


def _forget_addresses(holders: QuerySet[Holder]) -> None:
    holders.update(email="", person=None)


def _forget_names(numbers: list[int]) -> None:
    Holder.objects.filter(pk__in=numbers).update(
        name=FORGOTTEN, job="", works_at="", organisation=None, location=None
    )
    Appointment.objects.filter(holder__in=numbers).update(why_ended="")
