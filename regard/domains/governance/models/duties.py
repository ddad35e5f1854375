"""Duties, and who holds them in a system."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from typing_extensions import override

from regard.domains.governance.types import DutyEvent, DutyKind, HolderKind, Rhythm
from regard.foundation.base.models import Record

from .bodies import Body, ends_after_it_begins


class Duty(Record):
    """
    A version of a duty in the catalogue. Law is data: it has a citation, dates and a source.

    A new version begins where the one before it ends, and the old one is kept.
    """

    personal_data: ClassVar[dict[str, str]] = {}

    code = models.TextField(help_text="e.g. D8, or a local one such as L1")
    version = models.IntegerField(default=1)
    system = models.ForeignKey(
        "register.System",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="Of a local duty; None: it holds in every system",
    )
    title = models.TextField()
    summary = models.TextField(help_text="In plain English, our own words")
    citation = models.TextField()
    kind = models.TextField(choices=[(k, k.label) for k in DutyKind])
    holders = ArrayField(models.TextField(), help_text="Who has it: kinds of holder")
    rhythm = models.TextField(choices=[(r, r.label) for r in Rhythm])
    event = models.TextField(
        default="",
        blank=True,
        choices=[(e, e.label) for e in DutyEvent],
        help_text="What makes it fall due by itself; empty: a person says when",
    )
    days_to_act = models.IntegerField(
        null=True, help_text="From the day it falls due; None: ours, not set by law"
    )
    evidence_wanted = models.JSONField(help_text="What would discharge it, in a list of words")
    source = models.TextField(help_text="Where the text can be read")
    is_read = models.BooleanField(
        default=True, help_text="False: we have not read the text itself, and say so"
    )
    may_change = models.TextField(default="", help_text="What is known that may change it")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True, help_text="First day on which it held no more")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["system", "code", "version"],
                name="governance_duty_version",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=models.Q(holders__len__gt=0), name="governance_duty_has_a_holder"
            ),
            models.CheckConstraint(
                condition=models.Q(days_to_act__isnull=True) | models.Q(days_to_act__gte=0),
                name="governance_duty_gives_no_less_than_no_time",
            ),
            ends_after_it_begins("governance_duty_ends_after_it_begins"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Obligation(Record):
    """
    A duty, by its code, as one holder in a system has it.

    How it stands on a day is worked out from its rounds, its evidence, who looked at it, the
    times it did not apply, and the version of the duty in force.
    """

    personal_data: ClassVar[dict[str, str]] = {}

    system = models.ForeignKey(
        "register.System", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    code = models.TextField(help_text="Of the duty, whatever its version")
    holder = models.TextField(
        choices=[(h, h.label) for h in HolderKind], default=HolderKind.PARTNERSHIP
    )
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, related_name="+")
    council = models.ForeignKey(
        "register.Council", on_delete=models.PROTECT, null=True, related_name="+"
    )
    holder_name = models.TextField(help_text="Who holds it, in words")
    valid_from = models.DateField(null=True, help_text="None: before our records begin")
    valid_to = models.DateField(null=True, help_text="First day on which it was theirs no more")
    why_ended = models.TextField(default="")

    class Meta:
        indexes = [models.Index(fields=["system", "code"], name="governance_obligation_code")]
        constraints = [
            models.UniqueConstraint(
                fields=["system", "code", "holder", "body", "council"],
                condition=models.Q(valid_to__isnull=True),
                nulls_distinct=False,
                name="governance_obligation_once",
            ),
            ends_after_it_begins("governance_obligation_ends_after_it_begins"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.code}, {self.holder_name}"

    def scope_keys(self) -> frozenset[str]:
        return frozenset({f"system:{self.system_id}"})


class Exemption(Record):
    """An obligation does not apply to its holder, from one day to another, and why."""

    personal_data: ClassVar[dict[str, str]] = {
        "by": "who said so, by number; as long as the obligation is kept",
    }

    obligation = models.ForeignKey(Obligation, on_delete=models.CASCADE, related_name="exemptions")
    why = models.TextField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, help_text="First day on which it applied again")
    by = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["obligation"],
                condition=models.Q(valid_to__isnull=True),
                name="governance_obligation_is_exempt_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(why=""), name="governance_exemption_has_a_reason"
            ),
            ends_after_it_begins("governance_exemption_ends_after_it_begins"),
        ]

    @override
    def __str__(self) -> str:
        return self.why[:60]
