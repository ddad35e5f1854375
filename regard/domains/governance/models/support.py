"""What taking part was supported with, in pence."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from regard.domains.governance.types import ClaimState, SupportKind
from regard.foundation.base.models import Record

from .bodies import Body
from .meetings import Meeting
from .seats import Holder


class Support(Record):
    """Backfill, a grant, training or something in kind, so that somebody could take part."""

    personal_data: ClassVar[dict[str, str]] = {
        "claimed_by": "who claimed it, by number; six years after it is paid",
        "decided_by": "who approved it, by number; six years after it is paid",
        "holder": "for whose time it is; six years after it is paid",
    }

    system = models.ForeignKey(
        "register.System", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    kind = models.TextField(choices=[(k, k.label) for k in SupportKind])
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="+")
    network = models.ForeignKey(
        "register.Network",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="The network that it went to",
    )
    organisation = models.ForeignKey(
        "register.Organisation",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="The provider that it went to",
    )
    holder = models.ForeignKey(Holder, on_delete=models.PROTECT, null=True, related_name="+")
    recipient = models.TextField(default="", help_text="By name, where neither is on the register")
    what = models.TextField(help_text="What it was for")
    on = models.DateField(help_text="The day it was for")
    pence = models.BigIntegerField(help_text="In kind: what it would have cost")
    minutes = models.IntegerField(null=True, help_text="Of time given, for backfill")
    state = models.TextField(choices=[(s, s.label) for s in ClaimState])
    claimed_by = models.TextField()
    decided_by = models.TextField(default="")
    decided_on = models.DateField(null=True)
    reason = models.TextField(default="", help_text="Why it was refused, or cut")
    paid_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["system", "on"], name="governance_support_year")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pence__gte=0), name="governance_support_is_not_negative"
            ),
            models.CheckConstraint(
                condition=models.Q(state="claimed", decided_on__isnull=True)
                | (~models.Q(state="claimed") & models.Q(decided_on__isnull=False)),
                name="governance_decided_claim_has_a_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="refused") | ~models.Q(reason=""),
                name="governance_refused_claim_has_a_reason",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.what[:60]}, £{self.pence / 100:,.2f}"
