"""The forms of meetings: when and where, cancelling, sending out, and who came."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from regard.domains.governance.actions import MeetingDetails
from regard.domains.governance.queries import AttendanceRow
from regard.domains.governance.rules.clock import clock_words, read_clock
from regard.domains.governance.rules.meetings import MOST_IN_A_SERIES
from regard.domains.governance.types import Attended, Repeat, RepeatUnit
from regard.foundation.design.fields import (
    CheckboxField,
    DateField,
    IntegerField,
    LongTextField,
    SelectField,
    TextField,
)
from regard.foundation.design.forms import Form

if TYPE_CHECKING:
    from regard.domains.governance.models import Body, Meeting

REPEATS = (
    ("", "Only once"),
    ("weeks:1", "Every week"),
    ("weeks:2", "Every 2 weeks"),
    ("weeks:4", "Every 4 weeks"),
    ("months:1", "Every month, on the same weekday"),
    ("months:2", "Every 2 months, on the same weekday"),
    ("months:3", "Every 3 months, on the same weekday"),
    ("months:6", "Every 6 months, on the same weekday"),
)


class MeetingForm(Form):
    """When, where and what a meeting is."""

    starts_on = DateField(label="Day", error_messages={"required": "Enter the day"})
    begins_at = TextField(
        label="Begins at",
        hint="For example 2 pm or 14:30",
        max_length=12,
        error_messages={"required": "Enter when it begins"},
    )
    minutes_long = IntegerField(
        label="How long it takes, in minutes", min_value=1, max_value=24 * 60
    )
    venue = TextField(label="Where", hint="A room and its address, or “Online”", required=False)
    joining = TextField(
        label="Address to join online",
        hint="Only members are shown it",
        required=False,
        max_length=500,
    )
    title = TextField(
        label="What it is called, if it is not an ordinary meeting",
        hint="For example “Extraordinary meeting on winter pressures”",
        required=False,
    )
    is_public = CheckboxField(label="Anybody may come and watch")

    def clean_begins_at(self) -> time:
        found = read_clock(self.cleaned_data["begins_at"])
        if found is None:
            raise ValidationError("Enter a time of day, like 2 pm or 14:30")
        return found

    def details(self) -> MeetingDetails:
        """Return what was filled in, of a form without faults."""
        said = self.cleaned_data
        starts = datetime.combine(said["starts_on"], said["begins_at"])
        return MeetingDetails(
            starts_at=timezone.make_aware(starts),
            minutes_long=said["minutes_long"],
            venue=said["venue"],
            joining=said["joining"],
            is_public=said["is_public"],
            title=said["title"],
        )

    @staticmethod
    def initial_of(meeting: "Meeting") -> dict[str, object]:
        """Return what the form shows of a meeting."""
        starts = timezone.localtime(meeting.starts_at)
        return {
            "starts_on": starts.date(),
            "begins_at": clock_words(starts),
            "minutes_long": meeting.minutes_long,
            "venue": meeting.venue,
            "joining": meeting.joining,
            "title": meeting.title,
            "is_public": meeting.is_public,
        }


class PlanForm(MeetingForm):
    """A meeting, or several that follow one another, of one of these bodies."""

    field_order = ("body", "starts_on", "begins_at", "minutes_long", "repeat", "times")

    body = SelectField(label="Whose meeting", choices=[])
    repeat = SelectField(label="How often", choices=REPEATS, required=False)
    times = IntegerField(
        label="How many meetings in all",
        hint="If it is more than one",
        required=False,
        min_value=1,
        max_value=MOST_IN_A_SERIES,
    )

    def __init__(self, *args: Any, bodies: Iterable["Body"], **kwargs: Any) -> None:  # noqa: ANN401 (the library's own)
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = [  # type: ignore[attr-defined]  # of a SelectField
            ("", "Choose a body"),
            *((body.slug, body.name) for body in bodies),
        ]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("repeat") and not said.get("times") and "times" not in self.errors:
            self.add_error("times", "Enter how many meetings there are to be")
        return said

    def repeat_wanted(self) -> Repeat | None:
        """Return how the meetings follow one another; None: there is only one."""
        unit, _, every = self.cleaned_data["repeat"].partition(":")
        if not unit:
            return None
        return Repeat(unit=RepeatUnit(unit), every=int(every), times=self.cleaned_data["times"])


class CancelForm(Form):
    why = TextField(label="Why is it cancelled?", hint="Everybody who sees the meeting reads this")


class CallForm(Form):
    publishes = CheckboxField(
        label="Put the agenda on the public page too",
        hint="Private items and papers, and how to join, stay out of it.",
    )


class AttendanceForm(Form):
    """What each seat did, and who else came."""

    guests = LongTextField(
        label="Who came without a seat", hint="One name a line", required=False, rows=4
    )

    def __init__(self, *args: Any, rows: Iterable[AttendanceRow], **kwargs: Any) -> None:  # noqa: ANN401 (the library's own)
        super().__init__(*args, **kwargs)
        self.seats: list[tuple[int, AttendanceRow]] = []
        guests = []
        for row in rows:
            if row.seat_id is None:
                guests.append(row.name)
            elif row.name:
                self.seats.append((row.seat_id, row))
                self.fields[f"seat_{row.seat_id}"] = _seat_field(row)
                self.initial[f"seat_{row.seat_id}"] = row.attended or ""
        self.initial["guests"] = "\n".join(guests)
        self.order_fields([*(f"seat_{number}" for number, _ in self.seats), "guests"])

    def attended(self) -> dict[int, Attended]:
        """Return what was said of each seat; a seat of which nothing was is left out."""
        said = {number: self.cleaned_data[f"seat_{number}"] for number, _ in self.seats}
        return {number: Attended(value) for number, value in said.items() if value}

    def guest_names(self) -> list[str]:
        names: str = self.cleaned_data["guests"]
        return names.splitlines()


def _seat_field(row: AttendanceRow) -> SelectField:
    choices = [("", "Not said yet")]
    for each in Attended:
        if each is Attended.DEPUTY:
            if row.deputy:
                choices.append((each.value, f"Their deputy came: {row.deputy}"))
        else:
            choices.append((each.value, each.label))
    return SelectField(label=f"{row.name}, {row.seat}", choices=choices, required=False)
