"""Duties, who holds them in a system, and the evidence offered and accepted."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from regard.domains.governance.types import DutyKind, EvidenceKind, HolderKind, Rhythm
from regard.foundation.base.models import Record

from .bodies import Body, Terms, ends_after_it_begins
from .decisions import Decision
from .meetings import Meeting
from .seats import Seat


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
    holder = models.TextField(choices=[(h, h.label) for h in HolderKind])
    rhythm = models.TextField(choices=[(r, r.label) for r in Rhythm])
    days_to_act = models.IntegerField(
        null=True, help_text="From the day it falls due; None: ours, not set by law"
    )
    evidence_wanted = models.JSONField(help_text="What would discharge it, in a list of words")
    source = models.TextField(help_text="Where the text can be read")
    is_read = models.BooleanField(
        default=True, help_text="False: we have not read the text itself, and say so"
    )
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True, help_text="First day on which it held no more")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["system", "code", "version"],
                name="governance_duty_version",
                nulls_distinct=False,
            ),
            ends_after_it_begins("governance_duty_ends_after_it_begins"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Obligation(Record):
    """A duty, by its code, as one holder in a system has it."""

    personal_data: ClassVar[dict[str, str]] = {}

    system = models.ForeignKey(
        "register.System", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    code = models.TextField(help_text="Of the duty, whatever its version")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, related_name="+")
    council = models.ForeignKey(
        "register.Council", on_delete=models.PROTECT, null=True, related_name="+"
    )
    holder_name = models.TextField(help_text="Who holds it, in words")
    fell_due_on = models.DateField(
        null=True, help_text="When it last became due, e.g. a needs assessment came; None: has not"
    )
    due_on = models.DateField(null=True, help_text="By when; None: not known yet")
    why_due = models.TextField(default="")
    not_applicable = models.TextField(
        default="", help_text="Why it does not apply; empty: it does"
    )
    not_applicable_since = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["system", "due_on"], name="governance_obligation_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["system", "code", "holder_name"], name="governance_obligation_once"
            ),
            models.CheckConstraint(
                condition=models.Q(not_applicable="", not_applicable_since__isnull=True)
                | (~models.Q(not_applicable="") & models.Q(not_applicable_since__isnull=False)),
                name="governance_not_applicable_since_a_day",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.code}, {self.holder_name}"

    def scope_keys(self) -> frozenset[str]:
        return frozenset({f"system:{self.system_id}"})


class Evidence(Record):
    """Something offered as evidence that a duty was met."""

    personal_data: ClassVar[dict[str, str]] = {
        "offered_by": "who offered it, by number; as long as the evidence is kept",
    }

    obligation = models.ForeignKey(Obligation, on_delete=models.CASCADE, related_name="evidence")
    kind = models.TextField(choices=[(k, k.label) for k in EvidenceKind])
    words = models.TextField(help_text="What it shows")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, related_name="+")
    terms = models.ForeignKey(Terms, on_delete=models.PROTECT, null=True, related_name="+")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="+")
    file = models.ForeignKey("files.File", on_delete=models.PROTECT, null=True, related_name="+")
    address = models.TextField(default="", help_text="Of a published page")
    offered_on = models.DateField()
    offered_by = models.TextField()
    withdrawn_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="decision", decision__isnull=False)
                | models.Q(kind="terms", terms__isnull=False)
                | models.Q(kind="seat", seat__isnull=False)
                | models.Q(kind="meeting", meeting__isnull=False)
                | models.Q(kind="file", file__isnull=False)
                | (models.Q(kind="address") & ~models.Q(address="")),
                name="governance_evidence_is_there",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.words[:60]


class Acceptance(Record):
    """A named person looked at the evidence, and accepted it until a day, or did not."""

    personal_data: ClassVar[dict[str, str]] = {
        "name": "who answers for it; as long as the evidence is kept",
        "by": "who pressed the button, by number; as long as the evidence is kept",
    }

    obligation = models.ForeignKey(
        Obligation, on_delete=models.CASCADE, related_name="acceptances"
    )
    is_accepted = models.BooleanField(help_text="False: looked at and not accepted")
    name = models.TextField(help_text="Name and office of who answers for it")
    reason = models.TextField(default="", help_text="Needed where it is not accepted")
    on = models.DateField()
    until = models.DateField(null=True, help_text="First day on which it has lapsed; None: never")
    version = models.IntegerField(help_text="Of the duty, that was looked at")
    by = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_accepted=True) | ~models.Q(reason=""),
                name="governance_refused_evidence_has_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gt=models.F("on")),
                name="governance_acceptance_lasts_some_time",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.name}, {self.on}"


class Assessment(Record):
    """A needs assessment that the partnership received from a council."""

    personal_data: ClassVar[dict[str, str]] = {}

    system = models.ForeignKey("register.System", on_delete=models.PROTECT, related_name="+")
    council = models.ForeignKey("register.Council", on_delete=models.PROTECT, related_name="+")
    title = models.TextField()
    dated = models.DateField(help_text="The day it bears")
    received_on = models.DateField()
    address = models.TextField(default="", help_text="Where it is published")
    file = models.ForeignKey("files.File", on_delete=models.PROTECT, null=True, related_name="+")

    @override
    def __str__(self) -> str:
        return self.title
