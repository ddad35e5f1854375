"""What people are told before they answer, and who was given which version of it."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from regard.domains.engagement.types import FormatKind
from regard.foundation.base.models import Record

from .audience import Invitation
from .exercises import Exercise


class InformationPack(Record):
    """A version of what people are told. Published, it stays as it is."""

    personal_data: ClassVar[dict[str, str]] = {"by": "who wrote it, by number; six years"}

    exercise = models.ForeignKey(
        Exercise, on_delete=models.CASCADE, related_name="packs", db_index=False
    )
    number = models.IntegerField(help_text="From 1")
    words = models.TextField(help_text="In plain English")
    what_changed = models.TextField(default="", help_text="Since the version before it")
    published_at = models.DateTimeField(null=True)
    by = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["exercise", "number"], name="engagement_pack_has_its_own_number"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"version {self.number} for exercise {self.exercise_id}"


class PackFile(Record):
    """A document in a version of the information, or the same in another form."""

    personal_data: ClassVar[dict[str, str]] = {}

    pack = models.ForeignKey(InformationPack, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey("files.File", on_delete=models.PROTECT, related_name="+")
    title = models.TextField()
    form = models.TextField(
        choices=[(k, k.label) for k in FormatKind], default="", help_text="Empty: as it is"
    )

    @override
    def __str__(self) -> str:
        return self.title


class PackSent(Record):
    """A version of the information was given to somebody."""

    personal_data: ClassVar[dict[str, str]] = {
        "to": "to show that they were told; six years",
    }

    pack = models.ForeignKey(InformationPack, on_delete=models.CASCADE, related_name="sent")
    invitation = models.ForeignKey(
        Invitation, on_delete=models.CASCADE, null=True, related_name="+"
    )
    to = models.TextField(default="", help_text="Who, where it was no invitation")
    how = models.TextField(help_text="e.g. with the invitation, on the page, by post")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pack", "invitation", "how"], name="engagement_pack_is_sent_once_a_way"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.pack_id} {self.how}"
