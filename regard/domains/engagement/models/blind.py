"""A sample of points that people read without seeing where they stand, and what that showed."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from regard.foundation.base.models import Record

from .exercises import Exercise
from .themes import Point, Theme


class BlindSample(Record):
    """
    Points drawn at random, for people to read without anybody's marks or a machine's.

    What it measured is written once, when it is finished, and not worked out anew: themes and
    codings go on changing.
    """

    personal_data: ClassVar[dict[str, str]] = {
        "drawn_by": "who drew it, by number; as long as the exercise",
        "ended_by": "who finished or stopped it, by number; as long as the exercise",
    }

    system = models.ForeignKey("register.System", on_delete=models.PROTECT, related_name="+")
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="samples")
    seed = models.TextField(help_text="With it and the points' numbers anybody can draw it again")
    drawn_from = models.IntegerField(help_text="How many points it was drawn from")
    pool_hash = models.TextField(help_text="SHA-256 of the numbers of these points, one a line")
    drawn_at = models.DateTimeField()
    drawn_by = models.TextField()
    learnt_from = models.IntegerField(
        null=True,
        help_text="At the draw, how many points the machine had learnt from; 0: it had "
        "not; None: that was not kept then",
    )
    learnt_at = models.DateTimeField(
        null=True, help_text="When it had last learnt before the draw"
    )
    finishing_at = models.DateTimeField(
        null=True, help_text="When somebody last asked for what it showed"
    )
    finished_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    ended_by = models.TextField(default="")
    because = models.TextField(default="", help_text="Why it was stopped")
    measured = models.JSONField(null=True, help_text="What it showed: see types.blind.Measured")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["exercise"],
                condition=models.Q(finished_at=None, stopped_at=None),
                name="engagement_one_sample_is_read_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(finished_at=None) | models.Q(stopped_at=None),
                name="engagement_sample_ends_once",
            ),
            models.CheckConstraint(
                condition=models.Q(finished_at__isnull=True, measured__isnull=True)
                | models.Q(finished_at__isnull=False, measured__isnull=False),
                name="engagement_finished_sample_is_measured",
            ),
            models.CheckConstraint(
                condition=models.Q(stopped_at=None) | ~models.Q(because=""),
                name="engagement_stopped_sample_says_why",
            ),
            models.CheckConstraint(
                condition=models.Q(pool_hash__regex="^[0-9a-f]{64}$"),
                name="engagement_sample_keeps_a_hash",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"sample {self.pk} of “{self.exercise}”"

    def scope_keys(self) -> frozenset[str]:
        return frozenset({f"exercise:{self.exercise_id}", f"system:{self.system_id}"})


class BlindTheme(Record):
    """A theme as it read on the day the sample was drawn: what its readers could tick."""

    personal_data: ClassVar[dict[str, str]] = {}

    sample = models.ForeignKey(BlindSample, on_delete=models.CASCADE, related_name="themes")
    number = models.IntegerField(help_text="In the sample, from 1: what is typed to tick it")
    theme = models.ForeignKey(Theme, on_delete=models.SET_NULL, null=True, related_name="+")
    title = models.TextField()
    summary = models.TextField(default="")
    whole = models.IntegerField(null=True, help_text="The number of the theme it is a part of")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sample", "number"], name="engagement_sample_theme_is_numbered_once"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class BlindPoint(Record):
    """A point of a sample, where it stood when it was drawn, and what its readers settled."""

    personal_data: ClassVar[dict[str, str]] = {
        "settled_by": "who settled what its readers saw differently, by number; as the sample",
    }

    sample = models.ForeignKey(BlindSample, on_delete=models.CASCADE, related_name="points")
    place = models.IntegerField(help_text="In the order of the draw, from 1")
    point = models.ForeignKey(Point, on_delete=models.SET_NULL, null=True, related_name="+")
    start = models.IntegerField(help_text="Where it began in its answer on that day")
    end = models.IntegerField(help_text="One past its last character on that day")
    placed = models.JSONField(help_text="Its themes on that day, by number, each with a stance")
    placed_by = models.TextField(
        choices=[("machine", "A machine"), ("people", "A person"), ("nobody", "Nobody yet")]
    )
    settled = models.JSONField(
        null=True, help_text="As `placed`, where its readers differed and settled it"
    )
    settled_by = models.TextField(default="")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sample", "place"], name="engagement_sample_place_once"
            ),
            models.UniqueConstraint(
                fields=["sample", "point"], name="engagement_sample_point_once"
            ),
            models.CheckConstraint(
                condition=models.Q(settled__isnull=True, settled_at__isnull=True)
                | models.Q(settled__isnull=False, settled_at__isnull=False),
                name="engagement_settled_point_has_a_time",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"place {self.place} of sample {self.sample_id}"


class BlindReader(Record):
    """Somebody who was asked to read a sample. Pages name them by their letter."""

    personal_data: ClassVar[dict[str, str]] = {
        "by": "who reads, by number; as long as the exercise",
    }

    sample = models.ForeignKey(BlindSample, on_delete=models.CASCADE, related_name="readers")
    by = models.TextField(help_text="As the ledger names them, e.g. person:12")
    letter = models.TextField()
    asked_at = models.DateTimeField(help_text="When they were last asked")
    handed_in_at = models.DateTimeField(
        null=True, help_text="Since when their readings stand and others see them"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sample", "by"], name="engagement_sample_reader_once"),
            models.UniqueConstraint(
                fields=["sample", "letter"], name="engagement_sample_letter_once"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"reader {self.letter} of sample {self.sample_id}"


class BlindReading(Record):
    """In which themes one reader put a point, without seeing where anybody else did."""

    personal_data: ClassVar[dict[str, str]] = {}

    reader = models.ForeignKey(BlindReader, on_delete=models.CASCADE, related_name="readings")
    point = models.ForeignKey(BlindPoint, on_delete=models.CASCADE, related_name="readings")
    marks = models.JSONField(help_text="As `placed` of the point; empty: in none of the themes")
    is_theme_missing = models.BooleanField(help_text="It says what none of the themes says")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reader", "point"], name="engagement_point_is_read_once_by_each"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"of point {self.point_id} by reader {self.reader_id}"
