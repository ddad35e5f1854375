"""What a machine has learnt from people's coding, and the points that people read of it."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from regard.domains.engagement.types.learning import ReadWhy
from regard.foundation.base.models import Record

from .exercises import Exercise
from .themes import Point, Theme


class Learning(Record):
    """How far a machine has learnt from what people read of an exercise."""

    personal_data: ClassVar[dict[str, str]] = {}

    system = models.ForeignKey("register.System", on_delete=models.PROTECT, related_name="+")
    exercise = models.OneToOneField(Exercise, on_delete=models.CASCADE, related_name="learning")
    asked_from = models.IntegerField(
        help_text="How many points people had read when it was last told to learn"
    )
    asked_at = models.DateTimeField(help_text="When that was")
    learnt_from = models.IntegerField(default=0, help_text="How many when it last did")
    learnt_at = models.DateTimeField(null=True)
    themes = models.IntegerField(default=0, help_text="Of how many there were enough examples")
    right = models.FloatField(null=True, help_text="In the trial, 0 to 1; None: none was made")
    found = models.FloatField(null=True, help_text="In the trial, 0 to 1; None: none was made")
    stances = models.IntegerField(
        null=True, help_text="From how many stances of people; None: it learnt none"
    )
    stance_right = models.FloatField(
        null=True, help_text="In the trial, 0 to 1; None: none was made"
    )
    stance_found = models.FloatField(
        null=True, help_text="In the trial, 0 to 1; None: none was made"
    )

    @override
    def __str__(self) -> str:
        return f"learnt from {self.learnt_from} points of exercise {self.exercise_id}"


class ReadNext(Record):
    """A point that a machine asks people to read, because that would teach it much."""

    personal_data: ClassVar[dict[str, str]] = {}

    point = models.OneToOneField(Point, on_delete=models.CASCADE, related_name="read_next")
    place = models.IntegerField(help_text="From 1, which teaches most")
    why = models.TextField(choices=[(w, w.title()) for w in ReadWhy])
    theme = models.ForeignKey(
        Theme, on_delete=models.CASCADE, related_name="+", help_text="Which is in doubt"
    )
    other = models.ForeignKey(
        Theme,
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        help_text="The other that it may be in",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(why="between", other__isnull=False)
                | (~models.Q(why="between") & models.Q(other__isnull=True)),
                name="engagement_between_two_themes_names_both",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.place}: point {self.point_id}"


class HeldPoint(Record):
    """
    A point that stands before somebody who reads, so that nobody else is asked for it meanwhile.

    It bars nobody: whoever opens the point can still say where it belongs.
    """

    personal_data: ClassVar[dict[str, str]] = {
        "by": "who reads it, by number; until it is read, or some minutes",
    }

    point = models.OneToOneField(Point, on_delete=models.CASCADE, related_name="held")
    by = models.TextField(help_text="As the ledger names them, e.g. person:12")
    until = models.DateTimeField(help_text="From then on others are asked for it")

    @override
    def __str__(self) -> str:
        return f"point {self.point_id} until {self.until}"
