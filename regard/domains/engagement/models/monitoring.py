"""Who people are, kept apart from what they said, and how groups of people are affected."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from regard.foundation.base.models import Record

from .exercises import Exercise
from .themes import Theme


class MonitoringAnswer(Record):
    """
    What somebody ticked about themselves, under a key that leads to nobody.

    The key is a keyed hash of the contribution's number: only a count can join the two, and only
    in the query that hides small counts.
    """

    personal_data: ClassVar[dict[str, str]] = {
        "value": "equality monitoring (Equality Act 2010 s.149); deleted with the reply",
    }

    exercise = models.ForeignKey(
        Exercise, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    key = models.BinaryField(max_length=16)
    characteristic = models.TextField(help_text="e.g. disability; see `rules.monitoring`")
    value = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["exercise", "key", "characteristic"],
                name="engagement_monitoring_is_answered_once",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.characteristic} in exercise {self.exercise_id}"


class Population(Record):
    """How many people of a group there are, by a source, to hold against who was heard."""

    personal_data: ClassVar[dict[str, str]] = {}

    system = models.ForeignKey(
        "register.System", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    characteristic = models.TextField(help_text="e.g. disability; see `rules.monitoring`")
    value = models.TextField()
    people = models.BigIntegerField()
    source = models.TextField(help_text="e.g. Census 2021, table TS038")
    as_at = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["system", "characteristic", "value", "as_at"],
                name="engagement_population_is_counted_once",
            ),
            models.CheckConstraint(
                condition=models.Q(people__gte=0), name="engagement_population_is_not_negative"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.characteristic}: {self.value}"


class Mitigation(Record):
    """What will be done where a theme weighs on one group of people more than on others."""

    personal_data: ClassVar[dict[str, str]] = {"by": "who wrote it, by number; six years"}

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="mitigations")
    characteristic = models.TextField()
    value = models.TextField()
    effect = models.TextField(help_text="How it affects them")
    words = models.TextField(help_text="What will be done about it, or why nothing is")
    by = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["theme", "characteristic", "value"],
                name="engagement_mitigation_of_a_group_once",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.value} in theme {self.theme_id}"
