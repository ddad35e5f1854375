"""The form that narrows the list of those still missing."""

from collections.abc import Sequence
from typing import Any

from regard.foundation.design.fields import SelectField
from regard.foundation.design.forms import Form


class GroupForm(Form):
    """Which group's missing services to show."""

    group = SelectField(label="Show", choices=[], required=False)

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **options: Any) -> None:  # noqa: ANN401 (Django's own)
        """
        Make the form.

        :param choices: the groups, as "breakdown:group" and words.
        """
        super().__init__(*args, **options)
        self.fields["group"].choices = choices  # type: ignore[attr-defined]

    def chosen(self) -> tuple[str, str] | None:
        """Return the breakdown and group chosen, or None for everyone."""
        value = self.cleaned_data.get("group", "") if self.is_valid() else ""
        part, _, key = value.partition(":")
        return (part, key) if value else None
