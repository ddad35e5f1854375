"""Meetings, their agendas and papers, and who came."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from regard.domains.governance.types import Attended, ItemKind, MeetingState, Purpose
from regard.foundation.base.models import Record

from .bodies import Body, Topic
from .seats import Holder, Seat


class Meeting(Record):
    """A meeting of a body."""

    personal_data: ClassVar[dict[str, str]] = {
        "joining": "how to join online; a year after the meeting",
    }

    system = models.ForeignKey(
        "register.System", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    title = models.TextField(default="", help_text="Empty: the body's name")
    starts_at = models.DateTimeField()
    minutes_long = models.IntegerField()
    venue = models.TextField(default="")
    joining = models.TextField(default="", help_text="Address to join online; for members only")
    is_public = models.BooleanField(default=False, help_text="Anybody may come and watch")
    state = models.TextField(
        choices=[(s, s.label) for s in MeetingState], default=MeetingState.PLANNED
    )
    why_cancelled = models.TextField(default="")
    called_at = models.DateTimeField(null=True, help_text="When the agenda went out")
    agenda_public_at = models.DateTimeField(
        null=True, help_text="Since when anybody may read agenda and public papers"
    )
    minutes_public_at = models.DateTimeField(
        null=True, help_text="Since when anybody may read the agreed minutes"
    )
    agreed_on = models.DateField(null=True, help_text="When its minutes were agreed")
    agreed_by = models.TextField(default="", help_text="e.g. at the meeting of 3 March 2027")
    changed_at = models.DateTimeField(help_text="For calendars that ask again")
    sequence = models.IntegerField(default=0, help_text="How often its time or place changed")

    class Meta:
        indexes = [
            models.Index(fields=["system", "starts_at"], name="governance_meeting_calendar"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(minutes_long__gt=0, minutes_long__lte=1440),
                name="governance_meeting_takes_some_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="agreed") | models.Q(agreed_on__isnull=False),
                name="governance_agreed_minutes_have_a_day",
            ),
            models.CheckConstraint(
                condition=models.Q(minutes_public_at__isnull=True) | models.Q(state="agreed"),
                name="governance_only_agreed_minutes_are_public",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.title or self.body}, {self.starts_at:%-d %B %Y}"

    def scope_keys(self) -> frozenset[str]:
        return frozenset({f"body:{self.body_id}", f"system:{self.system_id}"})


class AgendaItem(Record):
    """Something to be decided, discussed or told at a meeting, with its one-page brief."""

    personal_data: ClassVar[dict[str, str]] = {
        "lead": "who presents it; as long as the minutes are kept",
    }

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    position = models.IntegerField()
    title = models.TextField()
    kind = models.TextField(choices=[(k, k.label) for k in ItemKind])
    purpose = models.TextField(choices=[(p, p.label) for p in Purpose])
    topic = models.ForeignKey(Topic, on_delete=models.SET_NULL, null=True, related_name="+")
    minutes_long = models.IntegerField(default=10)
    lead = models.TextField(default="", help_text="Name or office of who presents it")
    about = models.TextField(default="", help_text="What it is, for someone new to it")
    decision_needed = models.TextField(default="")
    evidence = models.TextField(default="", help_text="What is known, and from where")
    views = models.TextField(default="", help_text="Whose views it rests on, and how they came")
    is_private = models.BooleanField(default=False)
    why_private = models.TextField(default="")
    is_commissioning = models.BooleanField(
        default=False, help_text="Care is bought by it: interests are declared before it opens"
    )
    added_at = models.DateTimeField(help_text="When it came onto the agenda")
    opened_at = models.DateTimeField(null=True, help_text="When the meeting came to it")

    class Meta:
        indexes = [
            models.Index(fields=["meeting", "position"], name="governance_item_order"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_private=False) | ~models.Q(why_private=""),
                name="governance_private_item_says_why",
            ),
            models.CheckConstraint(
                condition=models.Q(minutes_long__gte=0),
                name="governance_item_takes_some_time",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.title


class Paper(Record):
    """A file for an item of an agenda."""

    personal_data: ClassVar[dict[str, str]] = {}

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="papers")
    title = models.TextField()
    file = models.ForeignKey("files.File", on_delete=models.PROTECT, related_name="+")
    is_private = models.BooleanField(default=False)

    @override
    def __str__(self) -> str:
        return self.title


class Attendance(Record):
    """Whether a seat was there at a meeting, or somebody without a seat was."""

    personal_data: ClassVar[dict[str, str]] = {
        "name": "who came without a seat; as long as the minutes are kept",
        "holder": "who sat for the seat; as long as the minutes are kept",
    }

    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="attendances", db_index=False
    )
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, related_name="+")
    holder = models.ForeignKey(Holder, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.TextField(default="", help_text="Of somebody without a seat")
    attended = models.TextField(choices=[(a, a.label) for a in Attended])

    class Meta:
        indexes = [models.Index(fields=["meeting"], name="governance_attendance_meeting")]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "seat"], name="governance_seat_attends_once"
            ),
            models.CheckConstraint(
                condition=models.Q(seat__isnull=False, name="")
                | (models.Q(seat__isnull=True) & ~models.Q(name="")),
                name="governance_attendance_is_of_a_seat_or_a_guest",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.name or self.seat_id}: {self.attended}"
