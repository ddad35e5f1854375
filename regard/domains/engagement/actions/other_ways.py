"""Say how else than on a page a partnership is reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from regard.domains.engagement.models import OtherWays
from regard.domains.engagement.rules.other_ways import reasons_against_ways
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from regard.domains.register.models import System


class CannotReach(Refusal):
    """
    Nobody could be reached so.

    Attributes:
        reasons: what is wrong, by field.
    """

    def __init__(self, reasons: Mapping[str, str]) -> None:
        super().__init__(". ".join(reasons.values()))
        self.reasons = dict(reasons)


@transaction.atomic
def set_other_ways(
    *, system: System, telephone: str, hours: str, address: str, by: str, at: datetime
) -> None:
    """
    Write down a partnership's telephone number and postal address, in place of what stood.

    What was sent before keeps what it said.

    :param hours: when the telephone is picked up, in words.
    :param address: in lines.
    :raises CannotReach: if a number has no figures, or hours stand without a number.
    """
    reasons = reasons_against_ways(telephone=telephone, hours=hours, address=address)
    if reasons:
        raise CannotReach(reasons)
    lines = [" ".join(line.split()) for line in address.splitlines()]
    OtherWays.objects.update_or_create(
        system=system,
        defaults={
            "telephone": " ".join(telephone.split()),
            "hours": " ".join(hours.split()),
            "address": "\n".join(line for line in lines if line),
        },
    )
    ledger.record(event="system.other_ways_set", subject=system, by=by, at=at)
