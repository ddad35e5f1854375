"""What an exercise asks, one thing at a time."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from regard.domains.engagement.types import QuestionKind
from regard.foundation.base.models import Record

from .exercises import Exercise


class Question(Record):
    """One thing asked in an exercise."""

    personal_data: ClassVar[dict[str, str]] = {}

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="questions")
    position = models.IntegerField()
    kind = models.TextField(choices=[(k, k.title()) for k in QuestionKind])
    text = models.TextField()
    hint = models.TextField(default="")
    options = models.JSONField(default=list, help_text="What can be chosen, for a choice")
    is_required = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["exercise", "position"], name="engagement_question_has_its_own_position"
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.text
