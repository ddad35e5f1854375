"""Forms about people: what they tell of themselves, populations, and what is done for a group."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from regard.domains.engagement.rules.monitoring import CHARACTERISTICS, PREFER_NOT
from regard.foundation.design.fields import FileField, LongTextField, RadioField
from regard.foundation.design.forms import Form

MOST_BYTES = 5 * 1024 * 1024
"""A table of populations has a few hundred rows."""


class AboutYouForm(Form):
    """What somebody may tell of themselves. Every question can be left blank."""

    def __init__(self, data: Any = None) -> None:  # noqa: ANN401 (Django's own)
        super().__init__(data)
        for each in CHARACTERISTICS:
            self.fields[each.key] = RadioField(
                label=each.question,
                choices=[*each.values, (PREFER_NOT, "Prefer not to say")],
                required=False,
            )

    def values(self) -> dict[str, str]:
        """Return what was ticked, by characteristic. Call once it is valid."""
        return {name: value for name, value in self.cleaned_data.items() if value}


class PopulationsForm(Form):
    file = FileField(
        label="The file",
        hint="CSV, XLSX or ODS with the columns characteristic, value, people, source, as at.",
        accept=".csv,.xlsx,.ods,.xls",
    )

    def clean_file(self) -> UploadedFile:
        """Refuse what is too large to be such a table, before it is kept."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise ValidationError("The file is larger than 5 MB. It is no table of populations")
        return file


class MitigationForm(Form):
    """How a theme affects a group of people, and what will be done."""

    effect = LongTextField(
        label="How does it affect them?",
        hint="What they said, and what is known from elsewhere. Everyone reads it once answered.",
        max_length=2000,
    )
    words = LongTextField(
        label="What will be done about it?",
        hint="Or why nothing is. Say who does it and by when.",
        max_length=2000,
    )
