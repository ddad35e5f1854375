"""Care with what was said: what is not shown, and who may need help."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from regard.domains.engagement.types import ConcernState
from regard.foundation.base.models import Record

from .audience import Invitation
from .contributions import Answer, Contribution


class Redaction(Record):
    """Words of an answer that are not shown, and why. The original stays sealed."""

    personal_data: ClassVar[dict[str, str]] = {
        "by": "who took them out, by number; six years",
        "undone_by": "who put them back, by number; six years",
    }

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="redactions")
    start = models.IntegerField(help_text="First character in the answer, from 0")
    end = models.IntegerField(help_text="One past the last character")
    because = models.TextField()
    by = models.TextField()
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.TextField(default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(start__gte=0, end__gt=models.F("start")),
                name="engagement_redaction_has_length",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.start} to {self.end} of answer {self.answer_id}"


class Moderation(Record):
    """A contribution was kept from readers, or given back to them, and why."""

    personal_data: ClassVar[dict[str, str]] = {"by": "who decided, by number; six years"}

    contribution = models.ForeignKey(
        Contribution, on_delete=models.CASCADE, related_name="moderations"
    )
    is_withheld = models.BooleanField()
    because = models.TextField()
    by = models.TextField()
    at = models.DateTimeField()

    @override
    def __str__(self) -> str:
        return f"of contribution {self.contribution_id}"


class Shield(Record):
    """
    Who spoke behind a shield.

    The only place that knows: the contribution itself names no service, no person and no
    invitation, so that whatever reads contributions cannot tell it. Read through
    `queries.shields` alone.
    """

    personal_data: ClassVar[dict[str, str]] = {
        "name": "to know who speaks, for the steward alone; two years after the reply",
        "email": "for the steward to reply; two years after the reply",
        "telephone": "for the steward to reply; two years after the reply",
        "address": "for the steward to reply; two years after the reply",
    }

    contribution = models.OneToOneField(
        Contribution, on_delete=models.CASCADE, related_name="shield"
    )
    location = models.ForeignKey(
        "register.Location", on_delete=models.PROTECT, null=True, related_name="+"
    )
    invitation = models.ForeignKey(
        Invitation, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    file = models.ForeignKey("files.File", on_delete=models.PROTECT, null=True, related_name="+")
    name = models.TextField(default="")
    email = models.TextField(default="")
    telephone = models.TextField(default="")
    address = models.TextField(default="", help_text="For a reply by letter; lines")

    @override
    def __str__(self) -> str:
        return f"of contribution {self.contribution_id}"


class Concern(Record):
    """Words that may mean that somebody is not safe, and who looks into it by when."""

    personal_data: ClassVar[dict[str, str]] = {
        "words": "what raised it; six years after it is settled",
        "note": "what was done, which may name people; six years after it is settled",
        "taken_by": "who looks into it, by number; six years",
    }

    contribution = models.ForeignKey(
        Contribution, on_delete=models.CASCADE, related_name="concerns"
    )
    words = models.TextField(help_text="The words that raised it")
    state = models.TextField(
        choices=[(s, s.label) for s in ConcernState], default=ConcernState.RAISED
    )
    raised_at = models.DateTimeField()
    due_at = models.DateTimeField(help_text="By when somebody must have looked")
    told_at = models.DateTimeField(null=True, help_text="When those who look into them were told")
    taken_by = models.TextField(default="")
    taken_at = models.DateTimeField(null=True)
    note = models.TextField(default="")
    settled_at = models.DateTimeField(null=True)

    @override
    def __str__(self) -> str:
        return f"of contribution {self.contribution_id}: {self.state}"
