"""What was changed, as the database's own triggers write it down."""

from typing import ClassVar

from django.db import models
from typing_extensions import override


class Touch(models.Model):
    """
    That rows of an exercise changed which counts follow from, written by the database's triggers.

    What all touches of a part weigh is its state (ADR 24): it is another after every change.
    """

    personal_data: ClassVar[dict[str, str]] = {}

    exercise = models.BigIntegerField(
        help_text="By number, and no key: it may be gone before its touches"
    )
    source = models.TextField(help_text="contributions, audience, points or codings")
    part = models.TextField(help_text="A bucket or a theme, by number; empty: the whole")
    weight = models.BigIntegerField(help_text="By chance; of a part, the sum is its state")

    class Meta:
        indexes = [
            models.Index(
                fields=["exercise", "source"],
                include=["part", "weight"],
                name="engagement_touch_of",
            )
        ]

    @override
    def __str__(self) -> str:
        return f"{self.source} of exercise {self.exercise}"
