"""Forms by which answers gathered elsewhere are taken."""

from collections.abc import Sequence
from dataclasses import replace
from textwrap import shorten
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from regard.domains.engagement.types.gathered import Layout
from regard.foundation.design.fields import (
    FileField,
    IntegerField,
    RadioField,
    SelectField,
)
from regard.foundation.design.forms import Form
from regard.foundation.files.tables import MOST_BYTES

WIDE, LONG = "wide", "long"

WHICH_SHEET = "Which sheet holds the answers?"

LONG_COLUMNS = {
    "who": "Which column says who answered?",
    "asked": "Which column holds the question?",
    "said": "Which column holds the answer?",
}


class UploadForm(Form):
    file = FileField(
        label="The file",
        hint="CSV, XLSX or ODS, as the other tool writes it.",
        accept=".csv,.xlsx,.ods,.xls",
    )

    def clean_file(self) -> UploadedFile:
        """Refuse what is too large to be looked through, before it is kept."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            most = MOST_BYTES // 1024**2
            raise ValidationError(f"The file is larger than {most} MB. Split it into smaller ones")
        return file


class LayoutForm(Form):
    """Where the answers stand in a file."""

    header_line = IntegerField(
        label="On which line do the columns’ names begin?", min_value=1, max_value=1000
    )
    header_rows = RadioField(
        label="How many lines name the columns?",
        choices=[
            ("1", "One"),
            ("2", "Two, such as a question above its choices"),
            ("3", "Three"),
        ],
    )
    shape = RadioField(
        label="What is a row?",
        choices=[
            (WIDE, "All of somebody’s answers"),
            (LONG, "One answer of somebody’s to one question"),
        ],
    )

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 (Django's own)
        *,
        layout: Layout,
        sheets: Sequence[str],
        header: Sequence[str],
    ) -> None:
        """
        Start from how the file is laid out now.

        :param header: the columns' names, where each row is all of somebody's answers.
        """
        long = layout.long or ("", "", "")
        start = {
            "sheet": layout.sheet,
            "header_line": layout.header_line,
            "header_rows": str(layout.header_rows),
            "shape": LONG if layout.long else WIDE,
        } | dict(zip(LONG_COLUMNS, long, strict=True))
        super().__init__(data, initial=start)
        if len(sheets) > 1:
            named = [(name, name) for name in sheets]
            whole = dict(self.fields)
            self.fields.clear()
            self.fields["sheet"] = SelectField(label=WHICH_SHEET, choices=named)
            self.fields.update(whole)
        columns = [("", "Choose"), *((name, shorten(name, 80)) for name in header)]
        for name, label in LONG_COLUMNS.items():
            self.fields[name] = SelectField(label=label, choices=columns, required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for the columns where each row is one answer."""
        cleaned = super().clean() or {}
        if cleaned.get("shape") == LONG:
            for name in LONG_COLUMNS:
                if not cleaned.get(name):
                    self.add_error(name, "Choose the column")
        return cleaned

    def layout(self, before: Layout) -> Layout:
        """Return how it is laid out. Call once it is valid."""
        cleaned = self.cleaned_data
        long = (cleaned["who"], cleaned["asked"], cleaned["said"])
        return replace(
            before,
            sheet=cleaned.get("sheet", before.sheet),
            header_line=cleaned["header_line"],
            header_rows=int(cleaned["header_rows"]),
            long=long if cleaned["shape"] == LONG else None,
        )
