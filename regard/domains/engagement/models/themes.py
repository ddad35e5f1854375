"""Ideas in what was said, and what they have in common."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from regard.domains.engagement.types import ThemeState
from regard.foundation.base.models import Record

from .contributions import Answer, Contribution
from .exercises import Exercise


class Theme(Record):
    """Points that say the same thing, under a name that people have agreed."""

    personal_data: ClassVar[dict[str, str]] = {}

    system = models.ForeignKey("register.System", on_delete=models.PROTECT, related_name="+")
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="themes")
    title = models.TextField()
    summary = models.TextField(default="")
    terms = models.JSONField(default=list, help_text="Words that set it apart, by machine")
    state = models.TextField(
        choices=[(s, s.title()) for s in ThemeState], default=ThemeState.PROPOSED
    )
    named_by = models.TextField(default="machine")
    signed_off_by = models.TextField(default="")
    signed_off_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["system", "exercise"], name="engagement_theme_exercise")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="merged", merged_into__isnull=False)
                | (~models.Q(state="merged") & models.Q(merged_into__isnull=True)),
                name="engagement_merged_theme_names_the_other",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="signed_off") | models.Q(signed_off_at__isnull=False),
                name="engagement_signed_off_theme_has_a_time",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.title

    def scope_keys(self) -> frozenset[str]:
        return frozenset({f"exercise:{self.exercise_id}", f"system:{self.system_id}"})


class Point(Record):
    """One idea in an answer: its words from `start` to `end`, and the theme it is in."""

    personal_data: ClassVar[dict[str, str]] = {
        "text": "part of an answer; as long as the answer",
    }

    system = models.ForeignKey("register.System", on_delete=models.PROTECT, related_name="+")
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="points")
    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="points")
    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="points")
    start = models.IntegerField(help_text="First character in the answer, from 0")
    end = models.IntegerField(help_text="One past the last character")
    text = models.TextField()
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, related_name="points")
    placed_by = models.TextField(default="", help_text="machine, or who put it in its theme")
    similarity = models.FloatField(null=True, help_text="0 to 1, where a machine placed it")
    is_unsure = models.BooleanField(default=False)
    argument = models.IntegerField(
        null=True, help_text="Same number: same argument in nearly the same words"
    )

    class Meta:
        indexes = [
            models.Index(fields=["system", "exercise", "theme"], name="engagement_point_theme"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "start"], name="engagement_point_begins_once"
            ),
            models.CheckConstraint(
                condition=models.Q(start__gte=0, end__gt=models.F("start")),
                name="engagement_point_has_length",
            ),
            models.CheckConstraint(
                condition=models.Q(similarity__isnull=True)
                | models.Q(similarity__gte=0, similarity__lte=1),
                name="engagement_similarity_is_a_share",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.text[:60]
