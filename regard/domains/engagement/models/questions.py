"""What an exercise asks, one thing at a time."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from regard.domains.engagement.types import FormatKind, QuestionKind
from regard.foundation.base.models import Record

from .exercises import Exercise


class Question(Record):
    """One thing asked in an exercise."""

    personal_data: ClassVar[dict[str, str]] = {}

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="questions")
    position = models.IntegerField()
    kind = models.TextField(choices=[(k, k.label) for k in QuestionKind])
    text = models.TextField()
    hint = models.TextField(default="")
    options = models.JSONField(default=list, help_text="What can be chosen, for a choice")
    settings = models.JSONField(
        default=dict, help_text="What else its kind needs; see `types.questions`"
    )
    shown_if = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="An earlier question; None: it is always asked",
    )
    shown_for = models.JSONField(
        default=list, help_text="Asked where the answer to `shown_if` is one of these"
    )
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


class QuestionFormat(Record):
    """A question, or all of an exercise, in another form: Easy Read, a language, a recording."""

    personal_data: ClassVar[dict[str, str]] = {}

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="formats")
    question = models.ForeignKey(
        Question,
        on_delete=models.CASCADE,
        null=True,
        related_name="formats",
        help_text="None: all of the exercise",
    )
    kind = models.TextField(choices=[(k, k.label) for k in FormatKind])
    language = models.TextField(default="", help_text="Code of BCP 47, e.g. pl; empty: English")
    words = models.TextField(default="", help_text="The text in that form; empty if in a file")
    file = models.ForeignKey("files.File", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(words="") | models.Q(file__isnull=False),
                name="engagement_format_has_words_or_a_file",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.kind} of exercise {self.exercise_id}"
