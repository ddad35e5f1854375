"""Whom an exercise is for, and how each was asked."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from regard.domains.engagement.types import Channel
from regard.foundation.base.models import Record

from .exercises import Exercise


class AudienceMember(Record):
    """
    A service that an exercise is for, and what it was on the day the exercise opened.

    The denominator of every rate: fixed at opening, so that a rate means the same throughout.
    """

    personal_data: ClassVar[dict[str, str]] = {}

    system = models.ForeignKey("register.System", on_delete=models.PROTECT, related_name="+")
    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="audience")
    service = models.ForeignKey("register.Service", on_delete=models.PROTECT, related_name="+")
    location = models.ForeignKey("register.Location", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        "register.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    service_type = models.TextField()
    place_name = models.TextField(default="")
    size_band = models.TextField()
    sector = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["exercise", "service"], name="engagement_service_is_in_an_audience_once"
            ),
        ]
        indexes = [
            models.Index(fields=["exercise", "location"], name="engagement_audience_location"),
        ]

    @override
    def __str__(self) -> str:
        return f"service {self.service_id} in exercise {self.exercise_id}"


class Invitation(Record):
    """A location asked to answer an exercise, by a signed link of its own."""

    personal_data: ClassVar[dict[str, str]] = {
        "to": "where it was sent, as proof that they were asked; two years",
    }

    system = models.ForeignKey("register.System", on_delete=models.PROTECT, related_name="+")
    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="invitations")
    location = models.ForeignKey("register.Location", on_delete=models.PROTECT, related_name="+")
    channel = models.TextField(choices=[(c, c.label) for c in (Channel.EMAIL, Channel.LETTER)])
    to = models.TextField(default="", help_text="Email address; empty for a letter")
    message = models.ForeignKey(
        "mail.Message", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    printed_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    misdirected_at = models.DateTimeField(
        null=True, help_text="When whoever got it said that it was not for them"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["exercise", "location"], name="engagement_location_is_invited_once"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"location {self.location_id} to exercise {self.exercise_id}"

    def scope_keys(self) -> frozenset[str]:
        return frozenset({f"exercise:{self.exercise_id}", f"system:{self.system_id}"})
