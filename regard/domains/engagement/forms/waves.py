"""Forms by which a wave is planned, and days are named in which nothing should be asked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from regard.domains.engagement.rules.audience import criteria_from, kept_criteria
from regard.domains.engagement.rules.waves import (
    DAYS_BETWEEN,
    FEWEST_DAYS_BETWEEN,
    HIGHEST_REMINDERS,
    MOST_REMINDERS,
)
from regard.domains.engagement.types.inviting import WavePlan
from regard.domains.register.types import Criteria, SegmentRow, ServiceType, SizeBand
from regard.foundation.design.fields import (
    CheckboxesField,
    DateField,
    IntegerField,
    RadioField,
    SelectField,
    TextField,
)
from regard.foundation.design.forms import Form

BY_ITSELF = "itself"
BY_HAND = "hand"


class WaveForm(Form):
    """Who is asked together, on which day, and how often they are reminded."""

    title = TextField(
        label="What do you call it?", hint="For example, “Home care in the west”.", max_length=120
    )
    planned_on = DateField(label="The day it goes out")
    how = RadioField(
        label="Who sends it?",
        choices=[
            (BY_ITSELF, "It goes out by itself on that day, with its reminders"),
            (BY_HAND, "One of us presses send"),
        ],
    )
    most_reminders = IntegerField(
        label="How many reminders at most, to those who do not answer?",
        hint=f"Usual here: {MOST_REMINDERS}. 0 for none, {HIGHEST_REMINDERS} at the most.",
        min_value=0,
        max_value=HIGHEST_REMINDERS,
    )
    days_between = IntegerField(
        label="Days between one email and the next",
        hint=f"Usual here: {DAYS_BETWEEN}. Never fewer than {FEWEST_DAYS_BETWEEN}.",
        min_value=FEWEST_DAYS_BETWEEN,
        max_value=60,
    )
    segment = SelectField(
        label="A saved search",
        hint="Choose one, or tick boxes below. Nothing chosen means everyone who is left.",
        choices=[],
        required=False,
    )
    service_types = CheckboxesField(
        label="Which kinds of service?",
        choices=[(kind, kind.label) for kind in ServiceType],
        required=False,
    )
    place_ids = CheckboxesField(label="Where?", choices=[], required=False)
    size_bands = CheckboxesField(
        label="Providers of which size?",
        choices=[(size, size.label) for size in SizeBand],
        required=False,
    )
    network_ids = CheckboxesField(label="Members of which networks?", choices=[], required=False)

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 (Django's own)
        *,
        places: Iterable[tuple[int, str]],
        networks: Iterable[tuple[int, str]],
        segments: Iterable[SegmentRow],
        initial: dict[str, object] | None = None,
    ) -> None:
        """Offer the places, networks and saved searches that the system has."""
        super().__init__(data, initial=initial)
        self._segments = {segment.slug: segment for segment in segments}
        saved = [(segment.slug, segment.name) for segment in self._segments.values()]
        self._offer("segment", [("", "None: the boxes say it"), *saved] if saved else [])
        self._offer("place_ids", [(str(n), name) for n, name in places])
        self._offer("network_ids", [(str(n), name) for n, name in networks])

    def plan(self) -> WavePlan:
        """Return what was decided. Call once it is valid."""
        cleaned = self.cleaned_data
        return WavePlan(
            title=cleaned["title"],
            criteria=kept_criteria(self._criteria()),
            planned_on=cleaned["planned_on"],
            is_automatic=cleaned["how"] == BY_ITSELF,
            most_reminders=cleaned["most_reminders"],
            days_between=cleaned["days_between"],
        )

    def _criteria(self) -> Criteria:
        cleaned = self.cleaned_data
        if cleaned.get("segment"):
            return self._segments[cleaned["segment"]].criteria
        return Criteria(
            service_types=tuple(ServiceType(value) for value in cleaned["service_types"]),
            place_ids=tuple(int(value) for value in cleaned.get("place_ids", ())),
            size_bands=tuple(SizeBand(value) for value in cleaned["size_bands"]),
            network_ids=tuple(int(value) for value in cleaned.get("network_ids", ())),
        )

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        """Offer these choices, or leave the field out where there are none."""
        if choices:
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields[name]


def initial_of(plan: WavePlan) -> dict[str, object]:
    """Return what a form to change a wave begins with."""
    meant = criteria_from(plan.criteria)
    return {
        "title": plan.title,
        "planned_on": plan.planned_on,
        "how": BY_ITSELF if plan.is_automatic else BY_HAND,
        "most_reminders": plan.most_reminders,
        "days_between": plan.days_between,
        "service_types": [str(each) for each in meant.service_types],
        "place_ids": [str(each) for each in meant.place_ids],
        "size_bands": [str(each) for each in meant.size_bands],
        "network_ids": [str(each) for each in meant.network_ids],
    }


class QuietForm(Form):
    """Days in which services should be left in peace."""

    title = TextField(
        label="What is it?", hint="For example, “School holidays” or “Winter pressures”."
    )
    starts_on = DateField(label="The first day")
    ends_on = DateField(label="The last day")
