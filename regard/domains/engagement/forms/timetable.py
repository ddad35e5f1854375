"""Forms by which the days of an open exercise move, with a reason."""

from __future__ import annotations

from regard.domains.engagement.types.asking import LONGEST_REASON, REPLY_BY
from regard.domains.engagement.types.phases import Days
from regard.foundation.design.fields import DateField, LongTextField
from regard.foundation.design.forms import Form


class WhyForm(Form):
    """A reason that everyone reads."""

    because = LongTextField(
        label="Why?",
        hint="A sentence. It stands on the exercise’s page, with the day.",
        max_length=LONGEST_REASON,
        rows=3,
    )


class DaysForm(WhyForm):
    """The days that people were promised, as they are to be from now on."""

    closes_on = DateField(label="The last day for answers")
    reply_by = DateField(label=REPLY_BY["label"])

    field_order = ("closes_on", "reply_by", "because")

    def days(self, was: Days) -> Days:
        """Return the days as they are to be. Call once it is valid."""
        cleaned = self.cleaned_data
        return Days(was.opens_on, cleaned["closes_on"], cleaned["reply_by"])
