"""The forms with which a document is written."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError

from regard.domains.engagement.types import ExerciseRow
from regard.domains.strategy import rules
from regard.foundation.design.fields import CheckboxesField, LongTextField, TextField
from regard.foundation.design.forms import Form


class StrategyForm(Form):
    title = TextField(
        label="What is the strategy called?",
        hint="For example, Care in Northmarch 2027 to 2030",
        error_messages={"required": "Give the strategy a title"},
    )
    introduction = LongTextField(
        label="How does it begin?",
        hint="A few sentences before the first passage. You can write them later.",
        required=False,
    )
    exercises = CheckboxesField(
        label="What does it answer?",
        hint="Everything said in these must get an outcome before it can be published",
        choices=(),
        error_messages={"required": "Choose at least one exercise that it answers"},
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        exercises: Iterable[ExerciseRow],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        field = self.fields["exercises"]
        assert isinstance(field, CheckboxesField)  # noqa: S101 (for the type checker)
        rows = list(exercises)
        field.choices = [(str(row.exercise_id), row.title) for row in rows]
        field.hints = {
            str(row.exercise_id): f"{row.stage.label}. {row.points:,} points from "
            f"{row.contributions:,} contributions."
            for row in rows
        }

    def exercise_ids(self) -> list[int]:
        return [int(value) for value in self.cleaned_data["exercises"]]


class PassageForm(Form):
    ref = TextField(
        label="Number",
        hint="Such as 2.4. It stays the same for ever, so that others can point at it.",
        error_messages={"required": "Give the passage a number"},
    )
    heading = TextField(
        label="Heading",
        hint="A few words, such as: Travel between visits",
        error_messages={"required": "Give the passage a heading"},
    )
    text = LongTextField(
        label="What it says",
        hint="Say who does what, and by when",
        rows=8,
        error_messages={"required": "Write what the passage says"},
    )

    def clean_ref(self) -> str:
        ref = str(self.cleaned_data["ref"]).strip()
        reason = rules.reason_not_to_name(ref)
        if reason:
            raise ValidationError(reason)
        return ref
