"""The forms with which a strategy is written and outcomes are given."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from typing_extensions import override

from regard.domains.engagement.types import ExerciseRow, PointRow
from regard.domains.strategy import rules
from regard.domains.strategy.models import Passage
from regard.domains.strategy.types import Decision, OutcomeKind
from regard.foundation.design.fields import (
    CheckboxesField,
    LongTextField,
    RadioField,
    SelectField,
    TextField,
)
from regard.foundation.design.forms import Form

KIND_HINTS = {
    OutcomeKind.ADOPTED: "The strategy now says so",
    OutcomeKind.IN_PART: "The strategy now says part of it",
    OutcomeKind.ALREADY: "It was so before they said it",
    OutcomeKind.NOT_ADOPTED: "We will not do it, and say why",
    OutcomeKind.PASSED_ON: "Somebody else decides it, and has been told",
}


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


class DecisionForm(Form):
    """What became of something said. The rules say what each kind of outcome needs besides."""

    kind = RadioField(
        label="What became of it?",
        choices=[(kind.value, kind.label) for kind in OutcomeKind],
        hints={kind.value: hint for kind, hint in KIND_HINTS.items()},
        error_messages={"required": "Choose what became of it"},
    )
    passage_ref = SelectField(
        label="Which passage says so?",
        hint="Needed if it was adopted, even in part. For “already so”, if a passage says it.",
        choices=(),
        required=False,
    )
    passed_to = TextField(
        label="Who was it passed on to?", hint="Only if it was passed on", required=False
    )
    reason = LongTextField(
        label="Why?",
        hint="Everyone who said it is sent these words. Short sentences, no initials.",
        rows=4,
        error_messages={"required": "Say why, in words that whoever said it will understand"},
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        passages: Iterable[Passage],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        field = self.fields["passage_ref"]
        assert isinstance(field, SelectField)  # noqa: S101 (for the type checker)
        field.choices = [("", "No passage")] + [(p.ref, f"{p.ref} {p.heading}") for p in passages]

    @override
    def clean(self) -> None:
        if "kind" not in self.cleaned_data or "reason" not in self.cleaned_data:
            return
        for field, words in rules.problems_with(self.decision()).items():
            self.add_error(field, words)

    def decision(self) -> Decision:
        data = self.cleaned_data
        return Decision(
            kind=OutcomeKind(data["kind"]),
            reason=data["reason"],
            passage_ref=data.get("passage_ref") or None,
            passed_to=data.get("passed_to", ""),
        )


class SinglePointsForm(DecisionForm):
    """The same outcome for several points."""

    points = CheckboxesField(
        label="Which points?",
        hint="Choose all that the same words answer",
        choices=(),
        error_messages={"required": "Choose at least one of the points"},
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        passages: Iterable[Passage],
        points: Iterable[PointRow],
    ) -> None:
        super().__init__(data, passages=passages)
        field = self.fields["points"]
        assert isinstance(field, CheckboxesField)  # noqa: S101 (for the type checker)
        rows = list(points)
        field.choices = [(str(row.point_id), row.text) for row in rows]
        field.hints = {
            str(row.point_id): f"{row.who} · {row.how} · {row.said_on:%-d %B}" for row in rows
        }
        self.order_fields(["points"])

    def point_ids(self) -> list[int]:
        return [int(value) for value in self.cleaned_data["points"]]
