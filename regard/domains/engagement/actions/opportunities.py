"""Add to the board what is no exercise, change it and take it off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from regard.domains.engagement.models import Opportunity
from regard.domains.engagement.rules.board import reasons_against_opportunity
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal

if TYPE_CHECKING:
    from datetime import datetime

    from regard.domains.engagement.types.inviting import OpportunityPlan
    from regard.domains.register.models import System


class CannotAdd(Refusal):
    """
    Something in an opportunity is wrong.

    Attributes:
        reasons: what, by field.
    """

    def __init__(self, reasons: dict[str, str]) -> None:
        super().__init__(" ".join(reasons.values()))
        self.reasons = reasons


@transaction.atomic
def add_opportunity(
    *, system: System, plan: OpportunityPlan, by: str, at: datetime
) -> Opportunity:
    """
    Put something on the board.

    :raises CannotAdd: if something in it is wrong.
    """
    _check(plan, at)
    made = Opportunity.objects.create(system=system, by=by, **vars(plan))
    ledger.record(event="opportunity.added", subject=made, by=by, at=at)
    return made


@transaction.atomic
def change_opportunity(
    *, opportunity: Opportunity, plan: OpportunityPlan, by: str, at: datetime
) -> Opportunity:
    """
    Write something on the board otherwise.

    :raises CannotAdd: if something in it is wrong.
    """
    _check(plan, at)
    held = Opportunity.objects.select_for_update().get(pk=opportunity.pk)
    for name, value in vars(plan).items():
        setattr(held, name, value)
    held.save()
    ledger.record(event="opportunity.changed", subject=held, by=by, at=at)
    return held


@transaction.atomic
def withdraw_opportunity(*, opportunity: Opportunity, by: str, at: datetime) -> None:
    """Take something off the board. That it was there is kept."""
    Opportunity.objects.filter(pk=opportunity.pk).update(withdrawn_at=at)
    ledger.record(event="opportunity.withdrawn", subject=opportunity, by=by, at=at)


def _check(plan: OpportunityPlan, at: datetime) -> None:
    reasons = reasons_against_opportunity(plan, today=timezone.localdate(at))
    if reasons:
        raise CannotAdd(reasons)
