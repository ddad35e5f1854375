"""The form by which a question is written: it asks for what its kind needs, and no more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django import forms

from regard.domains.engagement.models import Question
from regard.domains.engagement.rules.asked import Asked
from regard.domains.engagement.rules.branching import values_of
from regard.domains.engagement.rules.questions import MOST_MB, Wording, options_of
from regard.domains.engagement.types import QuestionKind
from regard.domains.engagement.types.questions import FileKind
from regard.foundation.design.fields import (
    CheckboxesField,
    CheckboxField,
    DateField,
    IntegerField,
    LongTextField,
    RadioField,
    TextField,
)
from regard.foundation.design.forms import Form

KIND_HINTS: dict[str, str] = {
    QuestionKind.WORDS: "Read by people and put into themes. Ask most things so.",
    QuestionKind.CHOICE: "Up to ten answers, of which one holds.",
    QuestionKind.CHOICES: "Up to ten answers, of which several can hold.",
    QuestionKind.RANK: "What matters most, second, third.",
    QuestionKind.SCALE: "For example 1 to 5, or from “strongly disagree” to “strongly agree”.",
    QuestionKind.NUMBER: "With its unit, such as hours or pounds.",
    QuestionKind.DATE: "A day.",
    QuestionKind.MATRIX: "The same few answers for each of several things.",
    QuestionKind.FILE: "A document or a photo.",
}


class KindForm(Form):
    """Which kind of question is to be written."""

    kind = RadioField(
        label="How do people answer?",
        choices=[(kind, kind.label) for kind in QuestionKind],
        hints=KIND_HINTS,
        error_messages={"required": "Say how people answer"},
    )


def _lines(label: str, hint: str) -> LongTextField:
    return LongTextField(label=label, hint=hint, required=False, max_length=2000, rows=5)


def _options() -> dict[str, forms.Field]:
    return {"options": _lines("The answers to choose from", "Each on its own line.")}


def _choices() -> dict[str, forms.Field]:
    return _options() | {
        "least": IntegerField(
            label="At least how many?", hint="Leave it empty for any number.", required=False
        ),
        "most": IntegerField(
            label="At most how many?", hint="Leave it empty for any number.", required=False
        ),
    }


def _rank() -> dict[str, forms.Field]:
    return {
        "options": _lines("What is put in order", "Each on its own line."),
        "most": IntegerField(
            label="How many places?",
            hint="For example 3, for the three that matter most. Leave it empty to order all.",
            required=False,
        ),
    }


def _scale() -> dict[str, forms.Field]:
    return {
        "options": _lines(
            "The steps in words",
            "Each on its own line, the least first. Or leave it empty and use numbers.",
        ),
        "least": IntegerField(label="The lowest number", hint="For example 1.", required=False),
        "low": TextField(
            label="What it means", hint="For example, “not at all”.", required=False, max_length=60
        ),
        "most": IntegerField(label="The highest number", hint="For example 5.", required=False),
        "high": TextField(
            label="What it means", hint="For example, “very”.", required=False, max_length=60
        ),
    }


def _number() -> dict[str, forms.Field]:
    return {
        "unit": TextField(
            label="What is counted",
            hint="Stands behind the number, for example “hours”.",
            required=False,
            max_length=40,
        ),
        "least": IntegerField(label="The least that makes sense", required=False),
        "most": IntegerField(label="The most that makes sense", required=False),
        "is_whole": CheckboxField(label="Whole numbers only"),
    }


def _date() -> dict[str, forms.Field]:
    return {
        "earliest": DateField(
            label="The earliest day", hint="Leave it empty for any.", required=False
        ),
        "latest": DateField(
            label="The latest day", hint="Leave it empty for any.", required=False
        ),
    }


def _matrix() -> dict[str, forms.Field]:
    return {
        "rows": _lines("For what is it asked?", "Each on its own line."),
        "options": _lines("The answers, the same for each", "Each on its own line."),
    }


def _file() -> dict[str, forms.Field]:
    return {
        "kinds": CheckboxesField(
            label="Which kinds of file?",
            choices=[(kind, kind.label) for kind in FileKind],
            required=False,
        ),
        "most_mb": IntegerField(
            label="How large at most, in MB?", hint=f"Up to {MOST_MB}.", required=False
        ),
    }


_OF_KIND: dict[QuestionKind, Callable[[], dict[str, forms.Field]]] = {
    QuestionKind.CHOICE: _options,
    QuestionKind.CHOICES: _choices,
    QuestionKind.RANK: _rank,
    QuestionKind.SCALE: _scale,
    QuestionKind.NUMBER: _number,
    QuestionKind.DATE: _date,
    QuestionKind.MATRIX: _matrix,
    QuestionKind.FILE: _file,
}

STARTS_WITH: dict[QuestionKind, dict[str, object]] = {
    QuestionKind.SCALE: {"least": 1, "most": 5},
    QuestionKind.FILE: {"kinds": [FileKind.PDF, FileKind.JPEG, FileKind.PNG], "most_mb": 5},
}


class QuestionForm(Form):
    """One question of a kind."""

    text = TextField(
        label="Question", hint="Ask one thing. Say “you”, and use everyday words.", max_length=300
    )
    hint = TextField(
        label="A line of help under it",
        hint="For example, “In your own words. A sentence is enough.” Leave it empty if the "
        "question needs none.",
        required=False,
        max_length=300,
    )

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 (Django's own)
        *,
        kind: QuestionKind,
        earlier: Sequence[Asked] = (),
        initial: dict[str, object] | None = None,
    ) -> None:
        """
        Ask for what the kind needs.

        :param earlier: the questions that are asked before it, on which it can depend.
        """
        super().__init__(data, initial={**STARTS_WITH.get(kind, {}), **(initial or {})})
        self.kind = kind
        self.of_kind = _OF_KIND[kind]() if kind in _OF_KIND else {}
        self.fields.update(self.of_kind)
        self.fields["is_required"] = CheckboxField(label="Nobody can go on without answering this")
        choices = [
            (f"{asked.question_id}:{value}", f"Question {asked.number}: {value}")
            for asked in earlier
            for value in values_of(asked)
        ]
        if choices:
            self.fields["shown_for"] = CheckboxesField(
                label="Ask it only of those who answered",
                hint="Tick answers to one earlier question. Tick none to ask everyone.",
                choices=choices,
                required=False,
            )

    def clean_shown_for(self) -> list[str]:
        """Refuse answers to several questions."""
        chosen: list[str] = self.cleaned_data["shown_for"]
        if len({each.partition(":")[0] for each in chosen}) > 1:
            raise forms.ValidationError("Tick answers to one question only")
        return chosen

    def wording(self) -> Wording:
        """Return what was written. Call once it is valid."""
        cleaned = self.cleaned_data
        chosen = [each.partition(":") for each in cleaned.get("shown_for", [])]
        options = options_of(cleaned.get("options", ""))
        return Wording(
            kind=self.kind,
            text=cleaned["text"],
            hint=cleaned["hint"],
            options=options,
            is_required=cleaned["is_required"],
            settings=self._settings(in_words=bool(options)),
            shown_if=int(chosen[0][0]) if chosen else None,
            shown_for=tuple(value for _, _, value in chosen),
        )

    def _settings(self, *, in_words: bool) -> dict[str, object]:
        """Return what its kind needs besides its options; only what was set."""
        names = [name for name in self.of_kind if name != "options"]
        if self.kind is QuestionKind.SCALE and in_words:
            return {}
        given = {name: self.cleaned_data[name] for name in names}
        if "rows" in given:
            given["rows"] = list(options_of(given["rows"]))
        for name in ("earliest", "latest"):
            if given.get(name):
                given[name] = given[name].isoformat()
        return {name: value for name, value in given.items() if _is_set(value)}


def _is_set(value: object) -> bool:
    """Test whether something was given; 0 is."""
    return value is not None and value is not False and value not in ("", [])


def wording_of(question: Question) -> dict[str, object]:
    """Return what the form starts with for a question that is there."""
    settings = dict(question.settings)
    if "rows" in settings:
        settings["rows"] = "\n".join(settings["rows"])
    for name in ("earliest", "latest"):
        if name in settings:
            settings[name] = date.fromisoformat(settings[name])
    return {
        "text": question.text,
        "hint": question.hint,
        "options": "\n".join(question.options),
        "is_required": question.is_required,
        "shown_for": [f"{question.shown_if_id}:{value}" for value in question.shown_for],
        **settings,
    }
