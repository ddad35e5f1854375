"""Why a theme changes that was once signed off, as a part of the forms that change one."""

from django import forms

from regard.domains.engagement.types import Change
from regard.foundation.design.fields import CheckboxField, LongTextField


def ask_why(form: forms.Form) -> None:
    """Let a form ask why the theme changes, and whether what is in it is to be looked at again."""
    form.fields["because"] = LongTextField(
        label="Why does it change?",
        hint="It was signed off once. What it was stays readable, with your reason.",
        max_length=600,
        rows=2,
        error_messages={"required": "Say why it changes, as it was signed off once"},
    )
    form.fields["looks_again"] = CheckboxField(
        label="It now means something else: list its points to be looked at again"
    )


def read_why(form: forms.Form) -> Change | None:
    """Return what was answered; None where it was not asked."""
    if "because" not in form.fields:
        return None
    given = form.cleaned_data
    return Change(because=given.get("because", ""), looks_again=given.get("looks_again", False))
