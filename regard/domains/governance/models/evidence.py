"""Each time a duty fell due, the evidence offered for it, and who looked at it."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from typing_extensions import override

from regard.domains.governance.types import EvidenceKind
from regard.foundation.base.models import Record

from .bodies import Terms
from .decisions import Decision
from .duties import Obligation
from .meetings import Meeting
from .seats import Seat


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

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(received_on__gte=models.F("dated")),
                name="governance_assessment_is_received_once_it_is_written",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.title

    def scope_keys(self) -> frozenset[str]:
        return frozenset({f"system:{self.system_id}"})


class Round(Record):
    """One time that a duty fell due for its holder, by when, and why."""

    personal_data: ClassVar[dict[str, str]] = {
        "by": "who said so, by number; as long as the obligation is kept",
    }

    obligation = models.ForeignKey(Obligation, on_delete=models.CASCADE, related_name="rounds")
    fell_on = models.DateField()
    due_on = models.DateField(null=True, help_text="The last day for it; None: none is set")
    why = models.TextField()
    assessment = models.ForeignKey(
        Assessment, on_delete=models.PROTECT, null=True, related_name="rounds"
    )
    closed_on = models.DateField(
        null=True, help_text="Nothing more is asked for it from this day, without evidence"
    )
    why_closed = models.TextField(default="")
    by = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(due_on__isnull=True)
                | models.Q(due_on__gte=models.F("fell_on")),
                name="governance_round_is_due_after_it_fell_due",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_on__isnull=True, why_closed="")
                | (models.Q(closed_on__isnull=False) & ~models.Q(why_closed="")),
                name="governance_closed_round_has_a_reason",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.obligation_id}, {self.fell_on}"


class Evidence(Record):
    """Something offered as evidence that a duty was met."""

    personal_data: ClassVar[dict[str, str]] = {
        "offered_by": "who offered it, by number; as long as the evidence is kept",
    }

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="evidence")
    kind = models.TextField(choices=[(k, k.label) for k in EvidenceKind])
    words = models.TextField(help_text="What it shows")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, related_name="+")
    terms = models.ForeignKey(Terms, on_delete=models.PROTECT, null=True, related_name="+")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="+")
    file = models.ForeignKey("files.File", on_delete=models.PROTECT, null=True, related_name="+")
    assessment = models.ForeignKey(
        Assessment, on_delete=models.PROTECT, null=True, related_name="+"
    )
    address = models.TextField(default="", help_text="Of a published page")
    offered_on = models.DateField()
    offered_by = models.TextField()
    withdrawn_on = models.DateField(
        null=True, help_text="First day on which it was offered no more"
    )
    why_withdrawn = models.TextField(default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="decision", decision__isnull=False)
                | models.Q(kind="terms", terms__isnull=False)
                | models.Q(kind="seat", seat__isnull=False)
                | models.Q(kind="meeting", meeting__isnull=False)
                | models.Q(kind="file", file__isnull=False)
                | models.Q(kind="assessment", assessment__isnull=False)
                | (models.Q(kind="address") & ~models.Q(address="")),
                name="governance_evidence_is_there",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_on__isnull=True)
                | models.Q(withdrawn_on__gte=models.F("offered_on")),
                name="governance_evidence_is_withdrawn_after_it_is_offered",
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

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="acceptances")
    is_accepted = models.BooleanField(help_text="False: looked at and not accepted")
    name = models.TextField(help_text="Name and office of who answers for it")
    reason = models.TextField(default="", help_text="Needed where it is not accepted")
    on = models.DateField()
    until = models.DateField(null=True, help_text="First day on which it has lapsed; None: never")
    version = models.IntegerField(help_text="Of the duty, that was looked at")
    seen = ArrayField(
        models.BigIntegerField(), help_text="The numbers of the evidence that was looked at"
    )
    by = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_accepted=True) | ~models.Q(reason=""),
                name="governance_refused_evidence_has_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(is_accepted=False) | models.Q(seen__len__gt=0),
                name="governance_something_was_accepted",
            ),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gt=models.F("on")),
                name="governance_acceptance_lasts_some_time",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.name}, {self.on}"
