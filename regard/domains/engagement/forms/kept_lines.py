"""The form by which a line of minutes is kept as a contribution."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from regard.domains.engagement.queries.kept_lines import TakingRow
from regard.domains.engagement.types import Speaker, Visibility
from regard.foundation.design.fields import RadioField, TextField
from regard.foundation.design.forms import Form

from .answers import VISIBILITY_CHOICES


class KeepLineForm(Form):
    """Which question a line answers, and who said it."""

    question = RadioField(
        label="Which question does it answer?",
        choices=[],
        error_messages={"required": "Choose the question that it answers"},
    )
    speaker = RadioField(
        label="In which capacity did they speak?",
        hint="As far as the minutes tell. Nobody counts as a service that was heard.",
        choices=[(value, value.label) for value in Speaker],
    )
    name = TextField(
        label="Who said it",
        hint="As the minutes say it. Leave it empty where they do not.",
        required=False,
    )
    visibility = RadioField(
        label="Who may see that it was them?",
        hint="If the minutes are published with their name, so may this be.",
        choices=VISIBILITY_CHOICES,
    )

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 (Django's own)
        *,
        taking: Sequence[TakingRow],
        initial: Mapping[str, object],
    ) -> None:
        """Offer the questions of the exercises that take it."""
        super().__init__(data, initial=dict(initial))
        choices = [(str(row.question_id), f"{row.exercise} · {row.question}") for row in taking]
        self.fields["question"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["question"].initial = choices[0][0]

    def question_id(self) -> int:
        return int(self.cleaned_data["question"])

    def shown_as(self) -> Visibility:
        return Visibility(self.cleaned_data["visibility"])
