"""What a service says is wrong: one group of facts at a time."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from typing_extensions import override

from regard.domains.register.rules import corrections as rules
from regard.domains.register.rules.corrections import GROUPS
from regard.foundation.design.fields import (
    CheckboxesField,
    IntegerField,
    LongTextField,
    RadioField,
    TextField,
)
from regard.foundation.design.forms import Form

from .unlisted import KINDS, SECTORS, DegreesField

FIELDS: Mapping[str, Callable[[str], forms.Field]] = {
    "address": lambda label: LongTextField(label=label, rows=2, required=False, max_length=400),
    "beds": lambda label: IntegerField(label=label, min_value=0, max_value=5000),
    "city": lambda label: TextField(label=label, required=False),
    "kinds": lambda label: CheckboxesField(label=label, choices=KINDS),
    "latitude": lambda label: DegreesField(label=label, hint="Like 53.2307", max_length=20),
    "longitude": lambda label: DegreesField(label=label, hint="Like -0.5406", max_length=20),
    "name": lambda label: TextField(label=label),
    "people_employed": lambda label: IntegerField(label=label, min_value=0, max_value=1_000_000),
    "postcode": lambda label: TextField(label=label, max_length=10),
    "sector": lambda label: RadioField(label=label, choices=SECTORS),
    "telephone": lambda label: TextField(label=label, required=False, max_length=40),
    "website": lambda label: TextField(label=label, required=False),
    "words": lambda label: LongTextField(label=label, max_length=4000),
}


class CorrectionForm(Form):
    """The fields of one group, as they should be, and why."""

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        fact: str,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.fact = fact
        for name, label in GROUPS[fact].fields.items():
            self.fields[name] = FIELDS[name](label)
        self.fields["reason"] = LongTextField(
            label="How we can check it",
            hint="A few words, for whoever decides. Please name nobody",
            required=False,
            rows=3,
            max_length=2000,
        )

    @override
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        value = {name: cleaned[name] for name in GROUPS[self.fact].fields if name in cleaned}
        if not self.errors and (problem := rules.problem_with(value)):
            self.add_error(next(iter(value)), problem)
        return cleaned

    def value(self) -> dict[str, object]:
        """Return the fields as they should be, once they are valid."""
        return {name: self.cleaned_data[name] for name in GROUPS[self.fact].fields}


class DecideForm(Form):
    answer = LongTextField(
        label="What the service is told",
        hint="Needed if you do not accept it",
        required=False,
        rows=3,
        max_length=2000,
    )


class ReasonForm(Form):
    reason = LongTextField(
        label="Why are the two one?",
        hint="Kept for good, for whoever asks later. Please name nobody",
        rows=2,
        max_length=500,
    )
