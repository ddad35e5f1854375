"""The forms with which a document is written."""

from collections.abc import Iterable, Mapping
from typing import Any

from regard.domains.engagement.types import ExerciseRow
from regard.domains.strategy.types import About, DocumentKind
from regard.foundation.design.fields import (
    CheckboxesField,
    DateField,
    LongTextField,
    RadioField,
    SelectField,
    TextField,
)
from regard.foundation.design.forms import Form


class StrategyForm(Form):
    title = TextField(
        label="What is the strategy called?",
        hint="For example, Care in Northmarch 2027 to 2030",
        error_messages={"required": "Give the strategy a title"},
    )
    kind = RadioField(
        label="What kind of document is it?",
        choices=[(kind, kind.label) for kind in DocumentKind],
        hint="It decides which parts guidance wants to see in it",
        required=False,
    )
    body = SelectField(label="Whose is it?", choices=(), required=False)
    begins_on = DateField(label="When does it begin to hold?", required=False)
    ends_on = DateField(label="When does it end?", required=False)
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
        bodies: Iterable[tuple[int, str]] = (),
        needs_exercise: bool = True,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        """
        Make the form of a document.

        :param needs_exercise: whether it has to answer one: a later version need not.
        """
        super().__init__(
            data, initial={"kind": DocumentKind.INTEGRATED_CARE_STRATEGY} | dict(initial or {})
        )
        named = [(str(number), words) for number, words in bodies]
        self.offer("body", [("", "The partnership as a whole"), *named])
        self.fields["exercises"].required = needs_exercise
        rows = list(exercises)
        self.offer(
            "exercises",
            [(str(row.exercise_id), row.title) for row in rows],
            {
                str(row.exercise_id): f"{row.stage.label}. {row.points:,} points from "
                f"{row.contributions:,} contributions."
                for row in rows
            },
        )

    def about(self) -> About:
        """Return what it is. Call once it is valid."""
        said = self.cleaned_data
        return About(
            kind=DocumentKind(said["kind"] or DocumentKind.INTEGRATED_CARE_STRATEGY),
            body_id=int(said["body"]) if said["body"] else None,
            begins_on=said["begins_on"],
            ends_on=said["ends_on"],
        )

    def exercise_ids(self) -> list[int]:
        return [int(value) for value in self.cleaned_data["exercises"]]
