"""The form by which a spreadsheet of seats is sent."""

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from regard.foundation.design.fields import FileField
from regard.foundation.design.forms import Form

MOST_BYTES = 5 * 1024 * 1024
"""Thousands of seats take less. What is larger is another file."""


class SeatSheetForm(Form):
    file = FileField(
        label="The spreadsheet",
        hint="CSV, XLSX or ODS. The first line names the columns; each row is one seat.",
        accept=".csv,.xlsx,.ods,.xls",
    )

    def clean_file(self) -> UploadedFile:
        """Refuse what cannot be a list of seats, before it is read."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            most = MOST_BYTES // 1024**2
            raise ValidationError(f"The file is larger than {most} MB. Split it into smaller ones")
        return file
