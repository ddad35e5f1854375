"""The field for a spreadsheet of many rows that is read at once."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from typing_extensions import override

from .fields import FileField

MOST_BYTES = 5 * 1024 * 1024
"""Thousands of rows take less. What is larger is another file."""


class SheetField(FileField):
    """A spreadsheet. What cannot be one is refused before it is read."""

    def __init__(self, *, each: str) -> None:
        """
        Make the field.

        :param each: what a row is, such as "need".
        """
        super().__init__(
            label="The spreadsheet",
            hint=f"CSV, XLSX or ODS. The first line names the columns; each row is one {each}.",
            accept=".csv,.xlsx,.ods,.xls",
        )

    @override
    def clean(self, data: Any, initial: Any = None) -> UploadedFile:
        file: UploadedFile = super().clean(data, initial)
        if (file.size or 0) > MOST_BYTES:
            most = MOST_BYTES // 1024**2
            raise ValidationError(f"The file is larger than {most} MB. Split it into smaller ones")
        return file
