"""Ideas in what was said, and what they have in common."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from typing_extensions import override

from regard.domains.engagement.types import Stance, ThemeState
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
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        related_name="children",
        help_text="The wider theme that it is a part of, which is itself a part of none",
    )
    look_again_from = models.DateTimeField(
        null=True, help_text="What was placed in it before then is to be looked at again"
    )

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
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("pk")),
                name="engagement_theme_is_no_part_of_itself",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.title

    def scope_keys(self) -> frozenset[str]:
        return frozenset({f"exercise:{self.exercise_id}", f"system:{self.system_id}"})


class ThemeVersion(Record):
    """A theme as it read from a moment on: when it was signed off, and at each change after."""

    personal_data: ClassVar[dict[str, str]] = {
        "by": "who signed it off or changed it, by number; as long as the theme",
    }

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="versions")
    number = models.IntegerField(help_text="From 1")
    title = models.TextField()
    summary = models.TextField(default="")
    at = models.DateTimeField()
    by = models.TextField()
    because = models.TextField(default="", help_text="Empty where it was only signed off")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["theme", "number"], name="engagement_theme_version_once"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"version {self.number} of “{self.title}”"


class Point(Record):
    """One idea in an answer: its words from `start` to `end`, and the themes it is in."""

    personal_data: ClassVar[dict[str, str]] = {
        "text": "part of an answer; as long as the answer",
        "decided_by": "who said where it belongs, by number; as long as the answer",
    }

    system = models.ForeignKey("register.System", on_delete=models.PROTECT, related_name="+")
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="points")
    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="points")
    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="points")
    start = models.IntegerField(help_text="First character in the answer, from 0")
    end = models.IntegerField(help_text="One past the last character")
    text = models.TextField()
    themes: models.ManyToManyField[Theme, Coding] = models.ManyToManyField(
        Theme, through="Coding", related_name="points"
    )
    decided_by = models.TextField(
        default="", help_text="Who said which themes it is in, or that it stands alone"
    )
    argument = models.IntegerField(
        null=True, help_text="Same number: same argument in nearly the same words"
    )

    class Meta:
        indexes = [
            models.Index(fields=["system", "exercise", "id"], name="engagement_point_kept"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "start"], name="engagement_point_begins_once"
            ),
            models.CheckConstraint(
                condition=models.Q(start__gte=0, end__gt=models.F("start")),
                name="engagement_point_has_length",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.text[:60]


class Coding(Record):
    """A point in a theme, and whether it speaks for what the theme says or against it."""

    personal_data: ClassVar[dict[str, str]] = {
        "placed_by": "who put it there, by number; as long as the point",
    }

    point = models.ForeignKey(
        Point, on_delete=models.CASCADE, related_name="codings", db_index=False
    )
    theme = models.ForeignKey(
        Theme, on_delete=models.PROTECT, related_name="codings", db_index=False
    )
    stance = models.TextField(choices=[(s, s.label) for s in Stance], default=Stance.UNCLEAR)
    placed_by = models.TextField(help_text="machine, or who put it there")
    placed_at = models.DateTimeField(help_text="When it was put there, or last confirmed")
    similarity = models.FloatField(null=True, help_text="0 to 1, where a machine placed it")
    is_unsure = models.BooleanField(default=False)
    stance_chance = models.FloatField(
        null=True, help_text="0 to 1, where a machine suggested the stance"
    )

    class Meta:
        indexes = [models.Index(fields=["theme"], name="engagement_coding_theme")]
        constraints = [
            models.UniqueConstraint(
                fields=["point", "theme"], name="engagement_point_once_in_a_theme"
            ),
            models.CheckConstraint(
                condition=models.Q(similarity__isnull=True)
                | models.Q(similarity__gte=0, similarity__lte=1),
                name="engagement_coding_similarity_is_a_share",
            ),
            models.CheckConstraint(
                condition=models.Q(stance_chance__isnull=True)
                | models.Q(stance_chance__gte=0, stance_chance__lte=1),
                name="engagement_coding_stance_chance_is_a_share",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"point {self.point_id} in theme {self.theme_id}: {self.stance}"
