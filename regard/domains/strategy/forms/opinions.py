"""The form by which a board's opinion is kept."""

from regard.foundation.design.fields import DateField, LongTextField, RadioField
from regard.foundation.design.forms import Form


class OpinionForm(Form):
    takes_account = RadioField(
        label="Does the plan take proper account of the board’s strategy?",
        choices=[("yes", "Yes"), ("no", "No"), ("unsaid", "The board did not say")],
        error_messages={"required": "Choose what the board said"},
    )
    words = LongTextField(
        label="What did the board say?",
        hint="In its own words. They stand in the annex as they are.",
        rows=6,
        error_messages={"required": "Write down what the board said"},
    )
    given_on = DateField(label="When did it say so?", error_messages={"required": "Enter the day"})

    def account(self) -> bool | None:
        """Return whether the board said so; None: it did not say. Call once it is valid."""
        return {"yes": True, "no": False}.get(self.cleaned_data["takes_account"])
