"""The forms with which a document is arranged, brought in and begun anew."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from regard.domains.strategy.queries import Line
from regard.domains.strategy.rules.templates import Check
from regard.domains.strategy.types import Place
from regard.foundation.design.fields import (
    CheckboxesField,
    FileField,
    LongTextField,
    SelectField,
    TextField,
)
from regard.foundation.design.forms import Form

MOST_BYTES = 20 * 1024 * 1024
"""A strategy with its pictures. Only its words are read."""

MOST_PLACES = 300
"""Passages in a list of places. In a longer document it has the top ones, and those beside."""

BEGINNING = "first"
"""Stands for the place before everything, or right under a passage."""


class NextVersionForm(Form):
    because = LongTextField(
        label="Why is there to be another version?",
        hint="For example, the needs assessment of 2028 found more people living with dementia. "
        "Everybody can read it.",
        error_messages={"required": "Say why there is to be another version"},
        rows=3,
        max_length=2000,
    )


class BringForm(Form):
    file = FileField(
        label="The document",
        hint="A Word document (DOCX) whose headings have heading styles, or Markdown (MD)",
        accept=".docx,.md,.markdown",
        error_messages={"required": "Choose the document"},
    )

    def clean_file(self) -> UploadedFile:
        """Refuse what is too large before it is kept."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise ValidationError("It is larger than 20 MB. Save it without its pictures")
        return file


class BroughtForm(Form):
    because = TextField(
        label="Why do the words change?",
        hint="Kept with every passage whose words it changes. For example, agreed by the board "
        "on 3 March.",
        required=False,
        max_length=500,
    )


class PlaceForm(Form):
    """Where a passage stands: under another, and after which there."""

    where = SelectField(label="Where should it stand?", choices=())

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        outline: Sequence[Line],
        family: Iterable[str] = (),
    ) -> None:
        """
        Make the form for one passage.

        :param family: the keys of the passage and all below it, where it cannot stand.
        """
        super().__init__(data)
        own = set(family)
        beside = {line.parent for line in outline if line.key in own}
        near = len(outline) <= MOST_PLACES
        choices = [(f"|{BEGINNING}", "The beginning of the document")]
        for line in outline:
            if line.key not in own and (near or not line.depth or line.parent in beside):
                indent = "\u2003" * line.depth
                words = f"{line.ref} {line.heading[:70]}"
                choices.append((f"{line.parent or ''}|{line.key}", f"{indent}After {words}"))
                choices.append(
                    (f"{line.key}|{BEGINNING}", f"{indent}\u2003First under {line.ref}")
                )
        self.offer("where", choices)

    def place(self) -> Place:
        """Return the place that was chosen. Call once it is valid."""
        under, _, after = self.cleaned_data["where"].partition("|")
        return Place(under=under or None, after=None if after == BEGINNING else after)


class RemoveForm(Form):
    why = TextField(
        label="Why is it taken out?",
        hint="Everybody who compares the versions reads it. You can leave it empty.",
        required=False,
        max_length=500,
    )


class TemplateForm(Form):
    """Which parts of the template to begin as passages without words."""

    parts = CheckboxesField(
        label="Begin these as passages",
        hint="Each is added at the end, without words, for somebody to write",
        choices=(),
        error_messages={"required": "Choose at least one part"},
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, missing: Iterable[Check]) -> None:
        super().__init__(data)
        self.offer("parts", [(each.section.key, each.section.title) for each in missing])
