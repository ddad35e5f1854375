"""Forms of the list of those still missing: which to show, and what came of a call."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from regard.domains.engagement.types.inviting import CallResult
from regard.foundation.design.fields import RadioField, SelectField, TextField
from regard.foundation.design.forms import Form

NOBODY = "-"
"""Stands for those that are nobody's job."""


class ChaseForm(Form):
    """Which group's missing services to show, and whose job they are."""

    group = SelectField(label="Show", choices=[], required=False)
    whose = SelectField(label="Whose job", choices=[], required=False)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 (Django's own)
        choices: Sequence[tuple[str, str]],
        names: Sequence[str],
        **options: Any,  # noqa: ANN401 (Django's own)
    ) -> None:
        """
        Make the form.

        :param choices: the groups, as "breakdown:group" and words.
        :param names: whose job any of them is.
        """
        super().__init__(*args, **options)
        self.fields["group"].choices = choices  # type: ignore[attr-defined]
        whose = [("", "Everybody’s"), (NOBODY, "Nobody’s yet"), *((name, name) for name in names)]
        self.fields["whose"].choices = whose  # type: ignore[attr-defined]
        if not names:
            del self.fields["whose"]

    def chosen(self) -> tuple[str, str] | None:
        """Return the breakdown and group chosen, or None for everyone."""
        value = self.cleaned_data.get("group", "") if self.is_valid() else ""
        part, _, key = value.partition(":")
        return (part, key) if value else None

    def whose_job(self) -> str | None:
        """Return the name chosen; empty: nobody's; None: whoever's."""
        value: str = self.cleaned_data.get("whose", "") if self.is_valid() else ""
        if not value:
            return None
        return "" if value == NOBODY else value


class CallForm(Form):
    """What came of ringing a service."""

    result = RadioField(label="What came of it?", choices=[(r, r.label) for r in CallResult])
    words = TextField(label="What they said", required=False, max_length=500)

    def call_result(self) -> CallResult:
        """Return what came of it. Call once it is valid."""
        return CallResult(self.cleaned_data["result"])
