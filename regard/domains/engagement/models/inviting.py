"""When not to ask, whom somebody rang, who rings whom, and who wants the week's ten lines."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from regard.domains.engagement.types.inviting import CallResult
from regard.foundation.base.models import Record

from .exercises import Exercise


class QuietPeriod(Record):
    """Days in which a system would rather ask nothing, such as holidays."""

    personal_data: ClassVar[dict[str, str]] = {"by": "who said so, by number; six years"}

    system = models.ForeignKey("register.System", on_delete=models.PROTECT, related_name="+")
    title = models.TextField(help_text="e.g. School holidays")
    starts_on = models.DateField()
    ends_on = models.DateField(help_text="The last day of it")
    by = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="engagement_quiet_ends_after_it_starts",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.title


class ChaseNote(Record):
    """Somebody rang a service that had not answered, and what came of it."""

    personal_data: ClassVar[dict[str, str]] = {
        "words": "what was said on the telephone; two years after the reply",
        "by": "who rang, by number; six years",
    }

    exercise = models.ForeignKey(
        Exercise, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    location = models.ForeignKey("register.Location", on_delete=models.PROTECT, related_name="+")
    result = models.TextField(choices=[(r, r.label) for r in CallResult])
    words = models.TextField(default="")
    by = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["exercise", "location"], name="engagement_chase_note_of"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.result}, location {self.location_id}"


class ChaseTask(Record):
    """Whose job it is to ring a service that has not answered."""

    personal_data: ClassVar[dict[str, str]] = {
        "assigned_to": "whose job it is; two years after the reply",
        "by": "who gave it to them, by number; six years",
    }

    exercise = models.ForeignKey(
        Exercise, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    location = models.ForeignKey("register.Location", on_delete=models.PROTECT, related_name="+")
    assigned_to = models.TextField(help_text="A name or office")
    by = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["exercise", "location"], name="engagement_one_rings_a_service"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"location {self.location_id}: {self.assigned_to}"


class DigestWish(Record):
    """A service asked to be sent the week's ten lines. Without one nothing is sent."""

    personal_data: ClassVar[dict[str, str]] = {
        "by": "who asked for it, by number; until they want no more",
    }

    system = models.ForeignKey(
        "register.System", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    location = models.ForeignKey("register.Location", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    by = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["system", "location"], name="engagement_digest_is_wished_once"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"location {self.location_id}"
