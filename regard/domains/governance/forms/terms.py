"""Forms of terms of reference: their sections, and when they were adopted."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.forms import ChoiceField

from regard.domains.governance.rules.terms import LONGEST_SECTION, list_blanks
from regard.domains.governance.types import Section
from regard.foundation.design.fields import DateField, LongTextField, SelectField
from regard.foundation.design.forms import Form

MOST_ROWS = 14
"""Lines of a box: a longer text scrolls in it."""


class TermsForm(Form):
    """What each section of a draft says, and when the terms are looked at again."""

    review_on = DateField(
        label="The day on which they are looked at next",
        hint="For example, a year after they are adopted",
        required=False,
    )

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 (Django's own)
        *,
        texts: Mapping[Section, str],
        review_on: date | None,
    ) -> None:
        """Make a box for each section, with what it says so far."""
        super().__init__(data, initial={"review_on": review_on})
        review = self.fields.pop("review_on")
        for section in Section:
            text = texts.get(section, "")
            self.fields[section.value] = LongTextField(
                label=section.label,
                hint=_hint(text),
                required=False,
                max_length=LONGEST_SECTION,
                rows=min(MOST_ROWS, 3 + len(text) // 70),
            )
            self.initial[section.value] = text
        self.fields["review_on"] = review

    def texts(self) -> dict[Section, str]:
        """Return what each section says now. Call once it is valid."""
        return {
            section: self.cleaned_data[section.value].replace("\r\n", "\n") for section in Section
        }


class AdoptForm(Form):
    """When terms were adopted, and by which decision."""

    on = DateField(label="The day on which they were adopted")
    decision = SelectField(
        label="By which decision",
        hint="If the decision is recorded here",
        choices=[],
        required=False,
    )

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 (Django's own)
        *,
        decisions: Sequence[tuple[int, str]],
        initial: Mapping[str, object] | None = None,
    ) -> None:
        """
        Make the form.

        :param decisions: number and name of the body's recorded decisions, the newest first.
        """
        super().__init__(data, initial=dict(initial or {}))
        field = self.fields["decision"]
        assert isinstance(field, ChoiceField)  # noqa: S101 (for the reader and the type checker)
        recorded = [(str(pk), name) for pk, name in decisions]
        field.choices = [("", "It is not recorded here"), *recorded]


def _hint(text: str) -> str:
    blanks = list_blanks(text)
    return f"Still to fill in: {', '.join(blanks)}" if blanks else ""
