"""Pulses that repeat, what there is to take part in, and what each place is told of it."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from regard.domains.engagement.types import Direction
from regard.foundation.base.models import Record


class Series(Record):
    """A pulse: the same questions, in the same words, again and again."""

    personal_data: ClassVar[dict[str, str]] = {}

    system = models.ForeignKey(
        "register.System", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    slug = models.SlugField()
    title = models.TextField()
    purpose = models.TextField()
    direction = models.TextField(choices=[(d, d.label) for d in Direction])
    months = models.IntegerField(help_text="Between one wave and the next")
    starts_on = models.DateField(help_text="The planned day of the first wave")
    days_open = models.IntegerField(default=21, help_text="For which a wave takes answers")
    criteria = models.JSONField(default=dict, help_text="Whom it is for; see register Criteria")
    frozen_at = models.DateTimeField(
        null=True, help_text="When its first wave began; its words do not change from then on"
    )
    follows = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="The series that asked in other words before",
    )
    mirrors = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="The series that asks the same the other way round, item by item",
    )
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["system", "slug"], name="engagement_series_slug_is_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(months__gte=1), name="engagement_series_rests_a_month"
            ),
            models.CheckConstraint(
                condition=models.Q(days_open__gte=1, days_open__lte=28),
                name="engagement_series_wave_ends_within_a_month",
            ),
            models.CheckConstraint(
                condition=models.Q(follows__isnull=True) | ~models.Q(follows=models.F("pk")),
                name="engagement_series_does_not_follow_itself",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.title

    def scope_keys(self) -> frozenset[str]:
        return frozenset({f"system:{self.system_id}"})


class Opportunity(Record):
    """Something to take part in that is no exercise: a forum, a working group, a visit."""

    personal_data: ClassVar[dict[str, str]] = {
        "contact": "whom to ask; until it is over",
        "by": "who added it, by number; six years",
    }

    system = models.ForeignKey(
        "register.System", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    title = models.TextField()
    words = models.TextField(help_text="What it is, what it asks, what it gives")
    criteria = models.JSONField(default=dict, help_text="As `rules.audience` writes and reads it")
    minutes = models.IntegerField(null=True, help_text="Of time it asks; None: not known")
    pays = models.TextField(default="", help_text="What taking part is supported with")
    url = models.TextField(default="")
    contact = models.TextField(default="")
    opens_on = models.DateField()
    closes_on = models.DateField(help_text="The last day on which it can be taken up")
    withdrawn_at = models.DateTimeField(null=True)
    by = models.TextField()

    class Meta:
        indexes = [
            models.Index(fields=["system", "closes_on"], name="engagement_opportunity_until")
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_on__gte=models.F("opens_on")),
                name="engagement_opportunity_closes_after_it_opens",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.title


class Digest(Record):
    """The week's ten lines, as they were sent to somebody."""

    personal_data: ClassVar[dict[str, str]] = {
        "to": "where it was sent; a year",
    }

    system = models.ForeignKey(
        "register.System", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    location = models.ForeignKey("register.Location", on_delete=models.PROTECT, related_name="+")
    week = models.DateField(help_text="Its Monday")
    to = models.TextField()
    lines = models.JSONField(help_text="Title and address of each, at most ten")
    message = models.ForeignKey(
        "mail.Message", on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["system", "week", "location"], name="engagement_digest_once_a_week"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"location {self.location_id}, week of {self.week}"
