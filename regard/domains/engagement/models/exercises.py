"""What is asked, in which phases, and whether it may be asked so."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from regard.domains.engagement.types import Stage
from regard.foundation.base.models import Record


class Exercise(Record):
    """A question put to a defined audience, with a start, an end and a promise to reply."""

    personal_data: ClassVar[dict[str, str]] = {}

    system = models.ForeignKey("register.System", on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField()
    title = models.TextField(help_text="The question, as a person would ask it")
    purpose = models.TextField(help_text="Why we ask and what will come of it, in plain English")
    open_to_change = models.TextField(help_text="What the answers can still change")
    stage = models.TextField(choices=[(s, s.label) for s in Stage], default=Stage.DRAFT)
    opens_on = models.DateField()
    closes_on = models.DateField(help_text="The last day on which answers are taken")
    reply_by = models.DateField(help_text="Everyone is told what became of it by this day")
    criteria = models.JSONField(default=dict, help_text="Whom it is for; see register Criteria")
    register_as_at = models.DateField(null=True, help_text="When the audience was fixed")
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_early_because = models.TextField(default="", help_text="Empty if on its last day")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["system", "slug"], name="engagement_exercise_slug_is_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(closes_on__gte=models.F("opens_on")),
                name="engagement_exercise_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=models.Q(reply_by__gte=models.F("closes_on")),
                name="engagement_exercise_replies_after_it_closes",
            ),
            models.CheckConstraint(
                condition=models.Q(stage="draft") | models.Q(register_as_at__isnull=False),
                name="engagement_exercise_open_has_an_audience",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"#{self.pk} {self.title}"

    def scope_keys(self) -> frozenset[str]:
        return frozenset({f"exercise:{self.pk}", f"system:{self.system_id}"})
