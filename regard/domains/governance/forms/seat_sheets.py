"""The form by which a spreadsheet of seats is sent."""

from regard.foundation.design.forms import Form
from regard.foundation.design.sheet_field import SheetField


class SeatSheetForm(Form):
    file = SheetField(each="seat")
