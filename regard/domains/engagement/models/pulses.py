"""What a pulse asks in frozen words, and whom of the partnership it asks."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from regard.domains.engagement.types import QuestionKind
from regard.foundation.base.models import Record

from .exercises import Exercise
from .hearing import Series


class SeriesItem(Record):
    """One thing that a pulse asks. From the first wave on, the database keeps it as it is."""

    personal_data: ClassVar[dict[str, str]] = {}

    series = models.ForeignKey(
        Series, on_delete=models.CASCADE, related_name="items", db_index=False
    )
    position = models.IntegerField(help_text="From 1, as in the questions of each wave")
    kind = models.TextField(choices=[(k, k.label) for k in QuestionKind])
    text = models.TextField()
    options = models.JSONField(default=list, help_text="The steps of its scale, the least first")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["series", "position"], name="engagement_item_has_its_own_position"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["scale", "words"]),
                name="engagement_item_is_a_scale_or_words",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.text


class Rater(Record):
    """Somebody of the partnership whom a pulse asks how it gets on with providers."""

    personal_data: ClassVar[dict[str, str]] = {
        "name": "to address them; until they are taken off the list",
        "email": "to ask them; until they are taken off the list",
    }

    series = models.ForeignKey(
        Series, on_delete=models.CASCADE, related_name="raters", db_index=False
    )
    name = models.TextField()
    email = models.TextField()
    organisation = models.TextField(help_text="For which they answer, e.g. a council")
    place = models.ForeignKey(
        "register.Place",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="In which they work with providers; None: everywhere",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["series", "email"], name="engagement_rater_is_asked_once"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"rater {self.pk} of series {self.series_id}"


class RaterAsk(Record):
    """
    A rater was asked in one wave. It never says which contribution was theirs.

    What they were is kept here, as an audience is, so that rates stay what they were.
    """

    personal_data: ClassVar[dict[str, str]] = {
        "rater": "whom it asked; until they are taken off the list",
    }

    exercise = models.ForeignKey(
        Exercise, on_delete=models.CASCADE, related_name="rater_asks", db_index=False
    )
    rater = models.ForeignKey(Rater, on_delete=models.SET_NULL, null=True, related_name="asks")
    organisation = models.TextField()
    place_name = models.TextField(default="", help_text="Empty: everywhere")
    message = models.ForeignKey(
        "mail.Message", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    reminded_on = models.DateField(null=True)
    has_answered = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["exercise", "rater"], name="engagement_rater_is_asked_once_a_wave"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.organisation} in exercise {self.exercise_id}"
