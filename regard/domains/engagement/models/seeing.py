"""What people tell unasked: where it is, and what came of it."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from regard.foundation.base.models import Record

from .contributions import Contribution
from .themes import Theme


class About(Record):
    """
    Which place and which kind of service a contribution is about, where it says so.

    What is said behind a shield has none: a place and a kind of service can tell who it was.
    """

    personal_data: ClassVar[dict[str, str]] = {}

    contribution = models.OneToOneField(
        Contribution, on_delete=models.CASCADE, related_name="about"
    )
    place = models.ForeignKey(
        "register.Place",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="None: not said, or everywhere",
    )
    service_type = models.TextField(default="", help_text="Empty: not said")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(place__isnull=False) | ~models.Q(service_type=""),
                name="engagement_about_says_something",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"of contribution {self.contribution_id}"


class Upshot(Record):
    """What came of a theme in what people are seeing, told to everyone who spoke of it."""

    personal_data: ClassVar[dict[str, str]] = {
        "by": "who wrote it, by number; six years",
    }

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="upshots")
    words = models.TextField(help_text="What was done, or why not, in plain English")
    by = models.TextField()
    at = models.DateTimeField()

    @override
    def __str__(self) -> str:
        return self.words[:60]
