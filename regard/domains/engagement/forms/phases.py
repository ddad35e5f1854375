"""Forms by which the phases of an exercise and its options are written."""

from __future__ import annotations

from typing import Any

from regard.domains.engagement.rules.alternatives import Option
from regard.domains.engagement.types import OpenTo, PhaseKind
from regard.domains.engagement.types.phases import PhasePlan
from regard.foundation.design.fields import (
    DateField,
    LongTextField,
    RadioField,
    TextField,
)
from regard.foundation.design.forms import Form


class PhaseForm(Form):
    """One phase: when it is, who can take part, and what can be done in it."""

    starts_on = DateField(label="Its first day")
    ends_on = DateField(label="Its last day")
    open_to = RadioField(
        label="Who can take part in it?",
        choices=[(each, each.label) for each in OpenTo],
    )
    words = LongTextField(
        label="What can be done in it?",
        hint="One or two short sentences. Everyone reads them.",
        required=False,
        max_length=500,
        rows=3,
    )

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 (Django's own)
        *,
        phase: PhasePlan,
        has_days: bool,
    ) -> None:
        """
        Offer what a phase is now.

        :param has_days: whether its days are its own; those of the asking are the exercise's.
        """
        super().__init__(data, initial=vars(phase))
        self._phase = phase
        if not has_days:
            del self.fields["starts_on"], self.fields["ends_on"]

    def phase(self) -> PhasePlan:
        """Return what was written. Call once it is valid."""
        cleaned = self.cleaned_data
        return PhasePlan(
            kind=PhaseKind(self._phase.kind),
            starts_on=cleaned.get("starts_on") or self._phase.starts_on,
            ends_on=cleaned.get("ends_on") or self._phase.ends_on,
            open_to=OpenTo(cleaned["open_to"]),
            words=cleaned["words"].strip(),
        )


class AddPhaseForm(PhaseForm):
    """A phase that is added after people were told of the others, with why."""

    because = LongTextField(
        label="Why is it added?",
        hint="A sentence. It stands on the exercise’s page, with the day.",
        max_length=500,
        rows=3,
    )


OPEN, REJECTED = "open", "rejected"


class AlternativeForm(Form):
    """An option that was weighed before asking."""

    title = TextField(label="The option, in a few words", max_length=140)
    what = LongTextField(
        label="What would it mean, and what would it cost?",
        hint="For those who give care, those who draw on it, and those who pay. Say so if the "
        "cost is not known.",
        max_length=1500,
        rows=4,
    )
    state = RadioField(
        label="Can people still choose it?",
        choices=[(OPEN, "Yes, it is open"), (REJECTED, "No, it was turned down")],
    )
    why_not = LongTextField(
        label="Why was it turned down?",
        hint="Only for one that can no longer be chosen. Everyone reads it.",
        required=False,
        max_length=1500,
        rows=3,
    )

    def option(self) -> Option:
        """Return what was written. Call once it is valid."""
        cleaned = self.cleaned_data
        return Option(
            title=cleaned["title"],
            what=cleaned["what"],
            is_open=cleaned["state"] == OPEN,
            why_not=cleaned["why_not"],
        )
