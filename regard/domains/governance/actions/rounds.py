"""Say when a duty falls due for its holder, when nothing more is asked, and when it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from regard.domains.governance.models import Exemption, Obligation, Round
from regard.domains.governance.queries.days import live_on
from regard.domains.governance.rules import obligations as rules
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal

from .obligations import duties_in_force

if TYPE_CHECKING:
    from datetime import date, datetime

    from regard.domains.governance.types import DutyEvent
    from regard.domains.register.models import System


class CannotExempt(Refusal):
    """It does not apply already, or it applies already."""


class CannotFallDue(Refusal):
    """It cannot be due so."""


@transaction.atomic
def exempt(*, obligation: Obligation, why: str, by: str, at: datetime) -> Exemption:
    """
    Say that a duty does not apply to its holder, and why.

    :raises CannotExempt: if no reason is given, or it is said already.
    """
    if not why.strip():
        raise CannotExempt("Say why it does not apply")
    _lock(obligation)
    if obligation.exemptions.filter(valid_to=None).exists():
        raise CannotExempt("It is said already that this does not apply")
    made = Exemption.objects.create(
        obligation=obligation, why=why.strip(), valid_from=timezone.localdate(at), by=by
    )
    ledger.record(event="obligation.exempted", subject=obligation, by=by, at=at)
    return made


@transaction.atomic
def end_exemption(*, obligation: Obligation, by: str, at: datetime) -> None:
    """
    Say that a duty applies to its holder again.

    One that was said on the same day is taken back: it never held.

    :raises CannotExempt: if it applies already.
    """
    _lock(obligation)
    on = timezone.localdate(at)
    open_one = obligation.exemptions.filter(valid_to=None).first()
    if open_one is None:
        raise CannotExempt("It applies already")
    if open_one.valid_from >= on:
        open_one.delete()
    else:
        open_one.valid_to = on
        open_one.save(update_fields=["valid_to", "updated_at"])
    ledger.record(event="obligation.applied_again", subject=obligation, by=by, at=at)


@transaction.atomic
def fall_due(
    *,
    obligation: Obligation,
    fell_on: date,
    due_on: date | None,
    why: str,
    by: str,
    at: datetime,
) -> Round:
    """
    Say that a duty falls due on a day, which may be to come, and by when.

    :raises CannotFallDue: if no reason is given, or it would be due before it fell due.
    """
    if not why.strip():
        raise CannotFallDue("Say why it falls due then")
    if due_on is not None and due_on < fell_on:
        raise CannotFallDue("The last day for it cannot be before the day on which it falls due")
    _lock(obligation)
    made = Round.objects.create(
        obligation=obligation, fell_on=fell_on, due_on=due_on, why=why.strip(), by=by
    )
    detail: dict[str, object] = {"fell_on": fell_on.isoformat()}
    ledger.record(event="obligation.fell_due", subject=obligation, by=by, at=at, detail=detail)
    return made


@transaction.atomic
def close_round(*, duty_round: Round, why: str, by: str, at: datetime) -> None:
    """
    Ask for nothing more for a time that a duty fell due, though no evidence was accepted.

    :raises CannotFallDue: if no reason is given, it is closed, or evidence was accepted for it.
    """
    found = Round.objects.select_for_update().get(pk=duty_round.pk)
    if not why.strip():
        raise CannotFallDue("Say why nothing more is asked for")
    if found.closed_on is not None:
        raise CannotFallDue("It is closed already")
    if found.acceptances.filter(is_accepted=True).exists():
        raise CannotFallDue("Evidence was accepted for it, so there is nothing to close")
    found.closed_on, found.why_closed = timezone.localdate(at), why.strip()
    found.save(update_fields=["closed_on", "why_closed", "updated_at"])
    detail: dict[str, object] = {"round": found.pk}
    ledger.record(
        event="obligation.round_closed", subject=found.obligation, by=by, at=at, detail=detail
    )


@transaction.atomic
def tell_event(
    *, system: System, event: DutyEvent, on: date, why: str, by: str, at: datetime
) -> list[Round]:
    """Let every duty fall due that something makes due when it happens. For other domains too."""
    made = open_rounds(system=system, event=event, on=on, why=why, by=by)
    detail: dict[str, object] = {"event": str(event), "fell_due": len(made)}
    ledger.record(event="duties.fell_due", subject=system, by=by, at=at, detail=detail)
    return made


def open_rounds(*, system: System, event: DutyEvent, on: date, why: str, by: str) -> list[Round]:
    """Write down that duties fell due by an event, in the caller's transaction."""
    in_force = duties_in_force(system=system, on=on).filter(event=event)
    duties = {each.code: each for each in in_force}
    followed = Obligation.objects.filter(live_on(on), system=system, code__in=duties)
    return Round.objects.bulk_create(
        Round(
            obligation=each,
            fell_on=on,
            due_on=rules.day_to_act_by(fell_on=on, days_to_act=duties[each.code].days_to_act),
            why=why,
            by=by,
        )
        for each in followed
    )


def _lock(obligation: Obligation) -> None:
    Obligation.objects.select_for_update().get(pk=obligation.pk)
