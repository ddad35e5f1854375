"""A date as three boxes: day, month, year."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from typing_extensions import override

from .labels import ask_for

Boxes = tuple[str, str, str]
"""Day, month and year as typed."""

PARTS = ("day", "month", "year")

MONTHS = (
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
)  # fmt: skip


class DateBoxes(forms.Widget):
    """Reads the three boxes. The field's template writes them."""

    @override
    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Boxes:
        day, month, year = (str(data.get(f"{name}-{part}", "")).strip() for part in PARTS)
        return day, month, year

    @override
    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(f"{name}-{part}" in data for part in PARTS)


class DateField(forms.Field):
    """A day. The month may be typed as a number or by its name; the year needs four figures."""

    first_input = "-day"
    """Where the error summary leads: the first box."""

    widget = DateBoxes

    def __init__(
        self,
        *,
        label: str,
        hint: str = "For example, 27 3 2027",
        required: bool = True,
        error_messages: Mapping[str, str] | None = None,
    ) -> None:
        ours = {
            "required": ask_for("Enter", label),
            "invalid": "Enter a day that exists, like 27 3 2027",
        }
        super().__init__(
            label=label,
            help_text=hint,
            required=required,
            error_messages=ours | dict(error_messages or {}),
        )
        self.template_name = "fields/date.jinja"

    @override
    def to_python(self, value: Any) -> date | None:
        if value is None or isinstance(value, date):
            return value
        if not any(value):
            return None
        missing = [part for part, box in zip(PARTS, value, strict=True) if not box]
        if missing:
            raise ValidationError(f"Enter the {' and the '.join(missing)} too", code="invalid")
        day, month, year = value
        try:
            return date(_figures(year, longest=4), _month(month), _figures(day, longest=2))
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error

    @override
    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True

    def boxes(self, value: Any) -> Boxes:  # noqa: ANN401 (a day or what was typed)
        """Return what to print in the three boxes."""
        if isinstance(value, date):
            return str(value.day), str(value.month), str(value.year)
        return value or ("", "", "")


def _month(typed: str) -> int:
    name = typed[:3].lower()
    return MONTHS.index(name) + 1 if name in MONTHS else _figures(typed, longest=2)


def _figures(typed: str, *, longest: int) -> int:
    if not (typed.isascii() and typed.isdigit() and len(typed) <= longest):
        raise ValueError(typed)
    return int(typed)
