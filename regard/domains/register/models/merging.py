"""Two records that were found to be one, and how to part them again."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from regard.foundation.base.models import Record

from .services import Location, Organisation


class Merge(Record):
    """One record was merged into another; what pointed at it is listed, to undo it."""

    personal_data: ClassVar[dict[str, str]] = {
        "by": "who merged, by number; while the register is kept",
        "undone_by": "who parted them again, by number; while the register is kept",
        "moved": "numbers of the rows that were moved, and what they held; while it can be undone",
    }

    kept_location = models.ForeignKey(
        Location, on_delete=models.PROTECT, null=True, related_name="+"
    )
    merged_location = models.ForeignKey(
        Location, on_delete=models.PROTECT, null=True, related_name="+"
    )
    kept_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )
    merged_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )
    reason = models.TextField()
    by = models.TextField()
    merged_at = models.DateTimeField()
    moved = models.JSONField(help_text="For each kind of thing that pointed: what was done")
    undone_by = models.TextField(default="")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    kept_location__isnull=False,
                    merged_location__isnull=False,
                    kept_organisation__isnull=True,
                    merged_organisation__isnull=True,
                )
                | models.Q(
                    kept_location__isnull=True,
                    merged_location__isnull=True,
                    kept_organisation__isnull=False,
                    merged_organisation__isnull=False,
                ),
                name="register_merge_is_of_two_of_a_kind",
            ),
            models.CheckConstraint(
                condition=~models.Q(kept_location=models.F("merged_location"))
                & ~models.Q(kept_organisation=models.F("merged_organisation")),
                name="register_merge_is_of_two",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"merged on {self.merged_at:%Y-%m-%d}: {self.reason}"


class Correction(Record):
    """What a service says is wrong about it here, and what a person decided."""

    personal_data: ClassVar[dict[str, str]] = {
        "value": "what it should say; six years",
        "reason": "why, in the service's words; six years",
        "by": "who asked, by number; six years",
        "decided_by": "who decided, by number; six years",
    }

    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="corrections")
    fact = models.TextField(help_text="Which group of facts, e.g. beds")
    value = models.JSONField(help_text="The fields of the group, as they should be")
    reason = models.TextField(default="")
    by = models.TextField()
    asked_at = models.DateTimeField()
    decision = models.TextField(default="", help_text="accepted or refused; empty: open")
    decided_by = models.TextField(default="")
    decided_at = models.DateTimeField(null=True)
    answer = models.TextField(default="", help_text="What the service is told")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decision="", decided_at__isnull=True)
                | (~models.Q(decision="") & models.Q(decided_at__isnull=False)),
                name="register_correction_is_open_or_decided",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.fact}: {self.decision or 'open'}"
