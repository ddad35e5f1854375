"""Forms by which answers gathered elsewhere are taken."""

from collections.abc import Mapping, Sequence
from textwrap import shorten
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from regard.domains.engagement.rules.columns import Holds, question_key
from regard.foundation.design.fields import FileField, SelectField
from regard.foundation.design.forms import Form
from regard.foundation.files.tables import MOST_BYTES


class UploadForm(Form):
    file = FileField(
        label="The file",
        hint="CSV, XLSX or ODS. The first line names the columns; each row is one answer.",
        accept=".csv,.xlsx,.ods,.xls",
    )

    def clean_file(self) -> UploadedFile:
        """Refuse what is too large to be looked through, before it is kept."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            most = MOST_BYTES // 1024**2
            raise ValidationError(f"The file is larger than {most} MB. Split it into smaller ones")
        return file


class ColumnsForm(Form):
    """What each column of a spreadsheet holds."""

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 (Django's own)
        *,
        header: Sequence[str],
        samples: Sequence[str],
        held: Sequence[str],
        questions: Mapping[int, str],
    ) -> None:
        """
        Ask about each column in turn.

        :param samples: something that stands in each column.
        :param held: what each seems to hold.
        :param questions: what is asked, by the question's number.
        """
        super().__init__(data)
        choices = [
            *((question_key(number), f"Answer to: {text}") for number, text in questions.items()),
            *((str(holds), holds.label) for holds in Holds),
        ]
        for place, (column, sample, holds) in enumerate(zip(header, samples, held, strict=True)):
            brief = shorten(sample, 80, placeholder=" …")
            shown = f"For example: {brief}" if sample else "Empty in the first rows"
            self.fields[f"column{place}"] = SelectField(
                label=column[:100], hint=shown, choices=choices, required=False
            )
            self.initial[f"column{place}"] = holds

    def held(self) -> list[str]:
        """Return what each column was said to hold, in order. Call once it is valid."""
        return [self.cleaned_data[name] for name in self.fields]
