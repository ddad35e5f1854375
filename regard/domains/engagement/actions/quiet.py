"""Name days in which a system would rather ask nothing. They warn, and never stop anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from regard.domains.engagement.models import QuietPeriod
from regard.domains.engagement.rules.burden import reasons_against_quiet
from regard.foundation.audit import ledger
from regard.foundation.base.errors import NotFound, Refusal

if TYPE_CHECKING:
    from datetime import date, datetime

    from regard.domains.register.models import System


class CannotBeQuiet(Refusal):
    """
    Something is wrong with a quiet period.

    Attributes:
        reasons: what, by field.
    """

    def __init__(self, reasons: dict[str, str]) -> None:
        super().__init__(" ".join(reasons.values()))
        self.reasons = reasons


@transaction.atomic
def name_quiet(
    *, system: System, title: str, starts_on: date, ends_on: date, by: str, at: datetime
) -> QuietPeriod:
    """
    Name a quiet period.

    :raises CannotBeQuiet: if it has no name or ends before it begins.
    """
    reasons = reasons_against_quiet(title=title, starts_on=starts_on, ends_on=ends_on)
    if reasons:
        raise CannotBeQuiet(reasons)
    period = QuietPeriod.objects.create(
        system=system, title=title.strip(), starts_on=starts_on, ends_on=ends_on, by=by
    )
    ledger.record(event="quiet.named", subject=period, by=by, at=at)
    return period


@transaction.atomic
def remove_quiet(*, system: System, quiet_id: int, by: str, at: datetime) -> None:
    """
    Remove a quiet period.

    :raises NotFound: if the system has none of this number.
    """
    period = QuietPeriod.objects.filter(system=system, pk=quiet_id).first()
    if period is None:
        raise NotFound("There is no such quiet period. It may have been removed.")
    ledger.record(event="quiet.removed", subject=period, by=by, at=at)
    period.delete()
