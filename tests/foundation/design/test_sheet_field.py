from django.core.files.uploadedfile import SimpleUploadedFile

from regard.foundation.design.forms import Form
from regard.foundation.design.sheet_field import MOST_BYTES, SheetField


class SheetForm(Form):
    file = SheetField(each="seat")


class TestSheetField:
    def test_takes_a_sheet(self):
        file = SimpleUploadedFile("seats.csv", b"Seat\nChair\n")

        form = SheetForm({}, {"file": file})

        assert form.is_valid()
        assert form.cleaned_data["file"] is file
        assert "each row is one seat" in form["file"].as_field_group()

    def test_refuses_a_file_too_large_to_be_one(self):
        form = SheetForm({}, {"file": SimpleUploadedFile("seats.csv", b"x" * (MOST_BYTES + 1))})

        assert form.errors["file"] == ["The file is larger than 5 MB. Split it into smaller ones"]

    def test_asks_for_one(self):
        assert SheetForm({}, {}).errors["file"] == ["Choose the spreadsheet"]
