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
    group_name = models.TextField(default="", help_text="Its brand or group; empty: in none")
    rating = models.TextField(default="", help_text="The regulator's overall; empty: none")
    rurality = models.TextField(default="", help_text="Of its small area; empty: not loaded")
    deprivation = models.IntegerField(
        null=True, help_text="Decile of its small area, 1 the most deprived; None: not loaded"
    )

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


class AudienceNetwork(Record):
    """A service of an audience belonged to a network on the day that the exercise opened."""

    personal_data: ClassVar[dict[str, str]] = {}

    member = models.ForeignKey(
        AudienceMember, on_delete=models.CASCADE, related_name="networks", db_index=False
    )
    network = models.ForeignKey("register.Network", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "network"], name="engagement_service_is_in_a_network_once"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"member {self.member_id} in network {self.network_id}"


class Wave(Record):
    """Those of an audience who are asked together, on one day."""

    personal_data: ClassVar[dict[str, str]] = {"by": "who planned it, by number; six years"}

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="waves")
    title = models.TextField(help_text="e.g. Home care in the west")
    criteria = models.JSONField(default=dict, help_text="As `rules.audience` writes and reads it")
    planned_on = models.DateField()
    is_automatic = models.BooleanField(
        default=False, help_text="It goes out by itself on the day; else a person presses send"
    )
    most_reminders = models.IntegerField(default=2, help_text="To each that has not answered")
    days_between = models.IntegerField(
        default=7, help_text="From the invitation to a reminder, and from one to the next"
    )
    sent_at = models.DateTimeField(null=True)
    by = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(most_reminders__gte=0, most_reminders__lte=5),
                name="engagement_wave_reminds_a_few_times",
            ),
            models.CheckConstraint(
                condition=models.Q(days_between__gte=1),
                name="engagement_wave_rests_between_reminders",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.title


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
    reminders = models.IntegerField(default=0, help_text="How often it was reminded")
    wave = models.ForeignKey(Wave, on_delete=models.SET_NULL, null=True, related_name="+")
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


class HandOver(Record):
    """Whoever was asked passed the question on to a colleague, who has a link of their own."""

    personal_data: ClassVar[dict[str, str]] = {
        "name": "to write to them; two years after the reply",
        "email": "to send them their link; two years after the reply",
    }

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="hand_overs")
    name = models.TextField()
    email = models.TextField()
    words = models.TextField(default="", help_text="What the one wrote to the other")
    at = models.DateTimeField()
    message = models.ForeignKey(
        "mail.Message", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True)

    @override
    def __str__(self) -> str:
        return f"of invitation {self.invitation_id}"
