"""Forms by which a sample of what was typed in is typed a second time."""

from typing import Any

from regard.domains.engagement.rules.keying import MOST
from regard.domains.engagement.types.keying import Settled
from regard.foundation.design.fields import IntegerField, LongTextField, RadioField
from regard.foundation.design.forms import Form

from .answers import AnswersForm


class DrawForm(Form):
    how_many = IntegerField(
        label="How many more to draw by lot",
        hint="A tenth of what was typed in tells enough where errors are rare.",
        min_value=1,
        max_value=MOST,
    )


class TypeAgainForm(AnswersForm):
    """The answers of somebody, typed from their original by a second person."""


class SettleForm(Form):
    settled = RadioField(
        label="Which is right?",
        choices=[(value, value.label) for value in Settled],
        error_messages={"required": "Choose which of the two is right"},
    )
    note = LongTextField(
        label="What the original says",
        hint="Needed where neither is right.",
        required=False,
        rows=3,
        max_length=2000,
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the words where neither typing has them."""
        cleaned = super().clean() or {}
        if cleaned.get("settled") == Settled.NEITHER and not cleaned.get("note"):
            self.add_error("note", "Write what the original says")
        return cleaned
