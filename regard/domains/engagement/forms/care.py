"""Forms by which words are kept from readers, and worries about somebody's safety settled."""

from collections.abc import Mapping
from typing import Any

from django import forms

from regard.domains.engagement.types.care import CUT_REASONS, CutReason
from regard.foundation.design.fields import LongTextField, RadioField, TextField
from regard.foundation.design.forms import Form

LONGEST = 1000


class TakeOutForm(Form):
    """Which words to take out, and why. The sentences are chosen beside it."""

    words = LongTextField(
        label="Or paste the words to take out",
        hint="A name, for example. They are taken out wherever they stand in this answer.",
        required=False,
        rows=2,
        max_length=LONGEST,
    )
    reason = RadioField(
        label="Why?",
        hint="Readers and the author see this in place of the words.",
        choices=[
            (reason.value, words[:1].upper() + words[1:]) for reason, words in CUT_REASONS.items()
        ],
        error_messages={"required": "Choose why"},
    )
    other = TextField(
        label="Which other reason?",
        hint="In a few words, without what you take out. Readers see it.",
        required=False,
        max_length=80,
    )

    def clean(self) -> dict[str, Any]:
        """Ask for words where no reason of ours fits."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("reason") == CutReason.OTHER and not cleaned.get("other"):
            self.add_error("other", forms.ValidationError("Say which other reason"))
        return cleaned

    def because(self) -> str:
        """Return what is shown in place of the words. Call once it is valid."""
        if self.cleaned_data["reason"] == CutReason.OTHER:
            return str(self.cleaned_data["other"])
        return CutReason(self.cleaned_data["reason"]).words


class BecauseForm(Form):
    """Why a whole answer is kept from readers, or given back."""

    because = LongTextField(label="Why?", rows=2, max_length=LONGEST)

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 (Django's own)
        *,
        hint: str,
        prefix: str,
    ) -> None:
        super().__init__(data, prefix=prefix)
        self.fields["because"].help_text = hint


class PassOnForm(Form):
    """To whom a worry was passed."""

    to = TextField(
        label="To whom did you pass it on?",
        hint="For example, the council’s adult safeguarding team, by telephone.",
        max_length=200,
        error_messages={"required": "Say to whom you passed it on"},
    )
    note = LongTextField(
        label="What did they say?",
        hint="Their reference, and what they do next. Only those who look into worries read it.",
        required=False,
        rows=3,
        max_length=4000,
    )


class NoConcernForm(Form):
    """How somebody knows that nobody is at risk."""

    because = LongTextField(
        label="How do you know that nobody is at risk?",
        rows=3,
        max_length=4000,
        error_messages={"required": "Say how you know that nobody is at risk"},
    )


def read_passages(chosen: Mapping[str, object] | list[str]) -> list[tuple[int, int, int]]:
    """Return the sentences that were ticked, without what cannot be one."""
    found = []
    for value in chosen:
        parts = value.split("-")
        if len(parts) == PARTS and all(
            p.isascii() and p.isdigit() and len(p) < DIGITS for p in parts
        ):
            pk, start, end = (int(part) for part in parts)
            found.append((pk, start, end))
    return found


PARTS = 3
DIGITS = 19
"""More than these no number of the database has."""
