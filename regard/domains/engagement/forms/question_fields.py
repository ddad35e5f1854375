"""
The fields by which people answer, one for each kind of question.

Each cleans to the words of an answer as `rules.answers` reads them, empty where nothing was
answered, and takes such words to begin with. So every page, and the draft behind it, holds
answers in one form. All work without a script, by keyboard and on a narrow phone.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from typing_extensions import override

from regard.domains.engagement.rules.answers import (
    MOST_CHARACTERS,
    DoesNotFit,
    parts_of,
    read_answer,
)
from regard.domains.engagement.rules.asked import Asked
from regard.domains.engagement.rules.file_kinds import kinds_asked_for
from regard.domains.engagement.rules.scales import steps_of
from regard.domains.engagement.types import QuestionKind
from regard.foundation.design.fields import (
    CheckboxesField,
    DateField,
    FileField,
    LongTextField,
    RadioField,
    TextField,
)

from .boxes import MatrixField, RankField, fitting


class ChoicesField(CheckboxesField):
    """Any of a few answers."""

    def __init__(self, asked: Asked, *, label: str, hint: str, required: bool) -> None:
        super().__init__(
            label=label,
            hint=hint,
            required=required,
            choices=[(option, option) for option in asked.options],
            error_messages={"required": "Choose at least one of the answers"},
        )
        self.asked = asked

    @override
    def prepare_value(self, value: Any) -> Any:
        return parts_of(value) if isinstance(value, str) else value

    @override
    def clean(self, value: Any) -> str:
        return fitting(self.asked, "; ".join(super().clean(value)))


class NumberField(TextField):
    """A number, whole or not, with its unit beside it."""

    def __init__(self, asked: Asked, *, label: str, hint: str, required: bool) -> None:
        super().__init__(
            label=label,
            hint=hint or _between(asked),
            required=required,
            max_length=40,
            error_messages={"required": "Write the number in figures, like 40"},
        )
        self.asked = asked
        self.unit = asked.words("unit")
        self.template_name = "engagement/fields/number.jinja"

    @override
    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str) and self.unit:
            return value.removesuffix(self.unit).strip()
        return value

    @override
    def clean(self, value: Any) -> str:
        return fitting(self.asked, super().clean(value))


class DayField(DateField):
    """A day, in three boxes."""

    def __init__(self, asked: Asked, *, label: str, hint: str, required: bool) -> None:
        super().__init__(
            label=label,
            hint=hint or "For example, 27 3 2027",
            required=required,
            error_messages={"required": "Enter the day"},
        )
        self.asked = asked

    @override
    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        try:
            read = read_answer(self.asked, value) if value else None
        except DoesNotFit:
            return None
        return date.fromisoformat(str(read.value)) if read else None

    @override
    def clean(self, value: Any) -> str:
        on = super().clean(value)
        return fitting(self.asked, on.isoformat()) if on else ""


class SentFileField(FileField):
    """A file; what was sent before stays unless another is chosen or it is taken back."""

    def __init__(self, asked: Asked, *, label: str, hint: str, required: bool) -> None:
        kinds = kinds_asked_for(asked)
        takes = ", ".join(kind.label for kind in kinds)
        limit = f"{takes}. Up to {asked.whole('most_mb') or 1} MB."
        super().__init__(
            label=label,
            hint=f"{hint} {limit}".strip(),
            required=required,
            accept=",".join(f".{kind}" for kind in kinds),
            error_messages={"required": "Choose a file"},
        )
        self.asked = asked
        self.widget = forms.ClearableFileInput()
        self.template_name = "engagement/fields/sent_file.jinja"

    @override
    def clean(self, data: Any, initial: Any = None) -> UploadedFile | str:
        """Return the new file; else the words of the one that was sent before, or empty."""
        cleaned = super().clean(data, initial)
        return cleaned or ""


def field_for(asked: Asked, *, label: str, hint: str, required: bool) -> forms.Field:
    """Return the field for a question; in words it is a large box, a choice is radio buttons."""
    make = _FIELDS.get(asked.kind)
    if make is None:
        return _words(label=label, hint=hint, required=required)
    return make(asked, label=label, hint=hint, required=required)


def _words(*, label: str, hint: str, required: bool) -> LongTextField:
    return LongTextField(
        label=label,
        hint=hint,
        required=required,
        max_length=MOST_CHARACTERS,
        error_messages={"required": "Write your answer. A sentence is enough."},
    )


def _choice(asked: Asked, *, label: str, hint: str, required: bool) -> RadioField:
    return _radios(
        [(option, option) for option in asked.options], label=label, hint=hint, required=required
    )


def _scale(asked: Asked, *, label: str, hint: str, required: bool) -> RadioField:
    steps = [(words, words) for _, words in steps_of(asked)]
    return _radios(steps, label=label, hint=hint, required=required)


def _radios(
    choices: list[tuple[str, str]], *, label: str, hint: str, required: bool
) -> RadioField:
    return RadioField(
        label=label,
        hint=hint,
        required=required,
        choices=choices,
        error_messages={"required": "Choose one of the answers"},
    )


def _between(asked: Asked) -> str:
    least, most = asked.number_of("least"), asked.number_of("most")
    if least is not None and most is not None:
        return f"From {least:,} to {most:,}."
    if least is not None:
        return f"{least:,} or more."
    return f"{most:,} or less." if most is not None else ""


_FIELDS: dict[QuestionKind, Callable[..., forms.Field]] = {
    QuestionKind.CHOICE: _choice,
    QuestionKind.CHOICES: ChoicesField,
    QuestionKind.RANK: RankField,
    QuestionKind.SCALE: _scale,
    QuestionKind.NUMBER: NumberField,
    QuestionKind.DATE: DayField,
    QuestionKind.MATRIX: MatrixField,
    QuestionKind.FILE: SentFileField,
}
