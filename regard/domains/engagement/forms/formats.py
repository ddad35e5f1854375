"""The form by which what is asked is offered in another form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from regard.domains.engagement.actions.formats import OtherForm
from regard.domains.engagement.models import Question
from regard.domains.engagement.rules.formats import LANGUAGES
from regard.domains.engagement.types import FormatKind
from regard.foundation.design.fields import (
    FileField,
    LongTextField,
    RadioField,
    SelectField,
)
from regard.foundation.design.forms import Form

ALL = ""


class FormatForm(Form):
    question = SelectField(label="Of what?", choices=[], required=False)
    kind = RadioField(
        label="Which form is it?", choices=[(kind, kind.label) for kind in FormatKind]
    )
    language = SelectField(
        label="Which language?",
        choices=[("", "English"), *((c, n) for c, n in LANGUAGES.items() if c != "en")],
        required=False,
    )
    file = FileField(
        label="The file",
        hint="PDF, DOCX or ODT; MP3, OGG or M4A for a recording; MP4 or WEBM for sign language.",
        required=False,
        accept=".pdf,.docx,.odt,.mp3,.ogg,.m4a,.mp4,.webm",
    )
    words = LongTextField(
        label="The text",
        hint="Of a recording, what is said in it. For another language the text is enough.",
        required=False,
        max_length=20_000,
    )

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 (Django's own)
        files: Any = None,  # noqa: ANN401 (Django's own)
        *,
        questions: Sequence[Question],
    ) -> None:
        super().__init__(data, files)
        self.questions = {str(question.pk): question for question in questions}
        numbered = enumerate(questions, start=1)
        choices = [(str(q.pk), f"Question {n}: {q.text}") for n, q in numbered]
        self.fields["question"].choices = [(ALL, "All of it"), *choices]  # type: ignore[attr-defined]

    def form(self) -> OtherForm:
        """Return what was written. Call once it is valid."""
        cleaned = self.cleaned_data
        return OtherForm(
            kind=FormatKind(cleaned["kind"]),
            question=self.questions.get(cleaned["question"]),
            language=cleaned["language"],
            words=cleaned["words"],
            upload=cleaned["file"] or None,
        )
