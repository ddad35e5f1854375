"""Keep the register of interests of those who sit on bodies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from regard.domains.governance.models import Holder, Interest
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal

if TYPE_CHECKING:
    from datetime import date, datetime

    from regard.domains.governance.types import InterestKind


class CannotSetInterest(Refusal):
    """That cannot be said of an interest."""


@dataclass(frozen=True)
class InterestFacts:
    """
    An interest that somebody declared.

    Attributes:
        organisation_id: of the register, that it is about; None: none, or not on the register.
        valid_from: None: before our records begin.
        valid_to: the first day on which they had it no more; None: they have it.
        why_not_published: needed where it is not published.
    """

    kind: InterestKind
    text: str
    organisation_id: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    is_published: bool = True
    why_not_published: str = ""


@transaction.atomic
def add_interest(*, holder: Holder, facts: InterestFacts, by: str, at: datetime) -> Interest:
    """
    Put an interest on the register, as declared today.

    :raises CannotSetInterest: if it says nothing, ends before it begins, or is not published and
        nobody says why.
    """
    interest = Interest(
        system_id=holder.system_id,
        holder=holder,
        declared_on=timezone.localdate(at),
        recorded_by=by,
    )
    return _save(interest, facts, "interest.declared", by, at)


@transaction.atomic
def edit_interest(*, interest: Interest, facts: InterestFacts, by: str, at: datetime) -> Interest:
    """
    Put right what stands on the register, whose day of declaration stays.

    :raises CannotSetInterest: as when it was added.
    """
    interest = Interest.objects.select_for_update().get(pk=interest.pk)
    return _save(interest, facts, "interest.edited", by, at)


@transaction.atomic
def end_interest(*, interest: Interest, on: date, by: str, at: datetime) -> Interest:
    """
    Say that somebody has an interest no more, from a day on. It stays on the register as ended.

    :raises CannotSetInterest: if it has ended, or that day is before it began or to come.
    """
    interest = Interest.objects.select_for_update().get(pk=interest.pk)
    if interest.valid_to is not None:
        raise CannotSetInterest(f"It ended on {interest.valid_to:%-d %B %Y}")
    if on > timezone.localdate(at):
        raise CannotSetInterest("That day is still to come")
    _require_order(interest.valid_from, on)
    interest.valid_to = on
    interest.save(update_fields=["valid_to", "updated_at"])
    ledger.record(event="interest.ended", subject=interest, by=by, at=at)
    return interest


def _save(interest: Interest, facts: InterestFacts, event: str, by: str, at: datetime) -> Interest:
    if not facts.text.strip():
        raise CannotSetInterest("Say what the interest is")
    if not facts.is_published and not facts.why_not_published.strip():
        raise CannotSetInterest("Say why it is not published")
    _require_order(facts.valid_from, facts.valid_to)
    interest.kind, interest.text = facts.kind, facts.text.strip()
    interest.organisation_id = facts.organisation_id
    interest.valid_from, interest.valid_to = facts.valid_from, facts.valid_to
    interest.is_published = facts.is_published
    interest.why_not_published = "" if facts.is_published else facts.why_not_published.strip()
    interest.save()
    ledger.record(event=event, subject=interest, by=by, at=at)
    return interest


def _require_order(begins: date | None, ends: date | None) -> None:
    if begins is not None and ends is not None and ends <= begins:
        raise CannotSetInterest("It has to end after it began")
