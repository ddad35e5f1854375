"""The forms by which promises are made and reported on."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError

from regard.domains.strategy.rules.needs import is_address
from regard.domains.strategy.types import CommitmentState
from regard.domains.strategy.types.shortlists import Shortlist
from regard.foundation.design.fields import (
    DateField,
    FileField,
    LongTextField,
    RadioField,
    SelectField,
    TextField,
)
from regard.foundation.design.forms import Form

from .shortlists import offer_shortlist

MOST_BYTES = 20 * 1024 * 1024

STATE_HINTS = {
    CommitmentState.PLANNED: "Nothing has begun yet",
    CommitmentState.UNDER_WAY: "It has begun",
    CommitmentState.DONE: "All who asked for it are told",
    CommitmentState.DROPPED: "It will not be done. All who asked for it are told why",
}


class PromiseForm(Form):
    ref = SelectField(
        label="Which passage says so?",
        choices=(),
        error_messages={"required": "Choose the passage that says so"},
    )
    words = LongTextField(
        label="What will be done?",
        hint="One sentence that says what people will see, such as: "
        "Every home care contract pays for travel between visits.",
        rows=3,
        error_messages={"required": "Say what will be done"},
    )
    body = SelectField(
        label="Who answers for it?",
        hint="A body, the post below, or both.",
        choices=(),
        required=False,
    )
    owner = TextField(
        label="Which post sees to it?",
        hint="Such as: Head of commissioning, Westmere Council",
        required=False,
    )
    due_on = DateField(label="By when?", error_messages={"required": "Enter the day"})

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        passages: Shortlist,
        bodies: Iterable[tuple[int, str]],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        offer_shortlist(self, "ref", passages, of="passage")
        self.offer("body", [("", "No body here"), *((str(pk), name) for pk, name in bodies)])

    def body_id(self) -> int | None:
        return int(self.cleaned_data["body"]) if self.cleaned_data["body"] else None


class ReportForm(Form):
    state = RadioField(
        label="How far has it come?",
        choices=[(state.value, state.label) for state in CommitmentState],
        hints={state.value: hint for state, hint in STATE_HINTS.items()},
        error_messages={"required": "Choose how far it has come"},
    )
    words = LongTextField(
        label="What was done, or why is it dropped?",
        hint="Everyone who asked for it reads these words. Short sentences, no initials.",
        rows=4,
        error_messages={"required": "Say what was done, or why it is dropped"},
    )
    evidence = TextField(label="What shows it?", hint="You can leave this empty.", required=False)
    evidence_url = TextField(
        label="Where can it be seen on the web?", hint="Only if it can.", required=False
    )
    file = FileField(
        label="Or a file that shows it", hint="Anybody can open it from here.", required=False
    )

    def clean_evidence_url(self) -> str:
        address = str(self.cleaned_data["evidence_url"]).strip()
        if address and not is_address(address):
            raise ValidationError("Enter an address that begins with https://")
        return address

    def clean_file(self) -> object:
        file = self.cleaned_data["file"]
        if file and (file.size or 0) > MOST_BYTES:
            raise ValidationError(f"The file is larger than {MOST_BYTES // 1024**2} MB")
        return file


class StepForm(Form):
    words = TextField(
        label="What is the step?", error_messages={"required": "Say what the step is"}
    )
    due_on = DateField(label="By when?", error_messages={"required": "Enter the day"})
