"""Forms by which what arrived is kept, typed in or set aside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from typing_extensions import override

from regard.domains.engagement.models import Question
from regard.domains.engagement.types import QuestionKind, Said
from regard.foundation.design.fields import (
    CheckboxField,
    FileField,
    LongTextField,
    SelectField,
    TextField,
)
from regard.foundation.design.forms import Form
from regard.foundation.reading.found import MOST_WORDS

from .answers import EnterForm

MOST_FILES = 50


class _ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(FileField):
    """Several files from the person's own machine."""

    widget = _ManyFiles

    def __init__(self, *, label: str, hint: str, accept: str) -> None:
        super().__init__(label=label, hint=hint, accept=accept)
        self.template_name = "engagement/fields/files.jinja"

    @override
    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        given = data if isinstance(data, list | tuple) else [data]
        if len(given) > MOST_FILES:
            raise ValidationError(f"Choose up to {MOST_FILES} files at once")
        return [super(FilesField, self).clean(each, initial) for each in given] or [
            super().clean(None, initial)
        ]


class BringForm(Form):
    """Documents that somebody brings."""

    documents = FilesField(
        label="The documents",
        hint="PDF, DOCX, TXT, MD, EML or MBOX. You can choose several at once.",
        accept=".pdf,.docx,.txt,.md,.eml,.mbox",
    )
    exercise = SelectField(
        label="What do they answer?",
        hint="Leave it open if they answer different things.",
        choices=[],
        required=False,
    )

    def __init__(
        self,
        data: Any,  # noqa: ANN401 (Django's own)
        files: Any,  # noqa: ANN401
        *,
        exercises: Sequence[tuple[str, str]],
    ) -> None:
        super().__init__(data, files)
        self.fields["exercise"].choices = [("", "Not known yet"), *exercises]  # type: ignore[attr-defined]


class KeepForm(EnterForm):
    """What arrived, kept as an answer: to which question, and who says it."""

    takes_all = SelectField(
        label="Which question does it answer?",
        hint="All of its words are kept as the answer to that question.",
        choices=[],
        required=False,
    )

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 (Django's own)
        *,
        words: str,
        questions: Sequence[tuple[int, Question]],
        speaks_for_a_service: bool,
        initial: Mapping[str, object],
    ) -> None:
        """
        Ask to which question the words are an answer; the other questions may be answered too.

        :param words: all that arrived.
        """
        in_words = [(n, q) for n, q in questions if q.kind == QuestionKind.WORDS]
        first = {"takes_all": str(in_words[0][1].pk)} if in_words and words else {}
        super().__init__(
            data,
            questions=questions,
            speaks_for_a_service=speaks_for_a_service,
            initial=first | dict(initial),
        )
        self.words = words
        del self.fields["original"]
        self.fields["takes_all"].choices = [  # type: ignore[attr-defined]
            *((str(q.pk), f"{n}. {q.text}") for n, q in in_words),
            ("", "It answers several: I put its parts below"),
        ]
        for name in self.question_names:
            self.fields[name].required = False

    @override
    def said(self, *, location_id: int | None, entered_by: str) -> Said:
        """Return what it says, all of its words where they answer one question."""
        said = super().said(location_id=location_id, entered_by=entered_by)
        chosen = self.cleaned_data["takes_all"]
        if not chosen:
            return said
        return replace(said, answers={**said.answers, int(chosen): self.words})

    @override
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen = cleaned.get("takes_all")
        if chosen and cleaned.get(f"q{chosen}"):
            self.add_error(
                "takes_all",
                "Something is typed for this question below, too: choose one",
            )
        return cleaned


class SetAsideForm(Form):
    why = LongTextField(
        label="Why is it no answer?",
        hint="For example: it asks for a new password, and was passed on.",
        rows=3,
        max_length=500,
    )


class TypeForm(Form):
    words = LongTextField(
        label="What it says, word for word",
        hint="Leave an empty line between paragraphs. Put […] where you cannot read it.",
        rows=24,
        max_length=MOST_WORDS,
    )


class AddForm(Form):
    receipt = TextField(
        label="Receipt number of the answer that it goes with",
        hint="For example NM-7F3K-29.",
        max_length=30,
    )


class EmailsForm(Form):
    keeps_emails = CheckboxField(
        label="Keep replies to invitations at once",
        hint="Only where one question is answered in words, nothing is attached, and it is in "
        "time. Everything else waits to be read.",
        required=False,
    )
