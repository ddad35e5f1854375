"""A service that the regulator does not list, field by field."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from typing_extensions import override

from regard.domains.register.rules import contacts, unlisted
from regard.domains.register.rules.unlisted import EndReason, Unlisted
from regard.domains.register.types import Sector, ServiceType
from regard.foundation.design.dates import DateField
from regard.foundation.design.fields import (
    CheckboxesField,
    CheckboxField,
    LongTextField,
    RadioField,
    SelectField,
    TextField,
)
from regard.foundation.design.forms import Form

KINDS = [(kind.value, kind.label) for kind in ServiceType if kind is not ServiceType.NOT_STATED]
SECTORS = [(sector.value, sector.label) for sector in Sector]
COMMISSIONED = {"yes": True, "no": False, "not_known": None}


class DegreesField(TextField):
    """A longitude or latitude in degrees, as a number."""

    @override
    def clean(self, value: Any) -> Any:
        text = str(super().clean(value) or "").strip()
        if not text:
            return None
        try:
            return float(text)
        except ValueError as error:
            raise ValidationError("Enter degrees in figures, like -0.5406") from error


class UnlistedForm(Form):
    name = TextField(label="Name of the service")
    service_types = CheckboxesField(label="What it provides", choices=KINDS)
    provider = TextField(
        label="Who runs it",
        hint="The name of the organisation. Leave empty if it is the same as the service’s",
        required=False,
        autocomplete="off",
    )
    sector = RadioField(label="Sector of who runs it", choices=SECTORS)
    is_commissioned = RadioField(
        label="Does a council buy it?",
        choices=[("yes", "Yes"), ("no", "No"), ("not_known", "Not known")],
    )
    address = LongTextField(label="Street and number", required=False, rows=2, max_length=400)
    city = TextField(label="Town", required=False)
    postcode = TextField(label="Postcode", max_length=10)
    council_id = SelectField(label="Council", choices=[])
    longitude = DegreesField(
        label="Longitude",
        hint="In degrees. Leave empty if you do not know: it is then placed by its postcode",
        required=False,
        max_length=20,
    )
    latitude = DegreesField(label="Latitude", required=False, max_length=20)
    website = TextField(label="Website", required=False)
    contact_name = TextField(label="Who to write to", required=False, autocomplete="off")
    contact_email = TextField(label="Email address", required=False, autocomplete="off")
    contact_telephone = TextField(
        label="Telephone number", required=False, max_length=40, autocomplete="off"
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        councils: Iterable[tuple[int, str]],
        initial: dict[str, Any] | None = None,
    ) -> None:
        """
        Make the form.

        :param councils: number and name of each council in which services can be added.
        """
        super().__init__(data, initial=initial)
        listed = [(str(number), name) for number, name in councils]
        first = [] if len(listed) == 1 else [("", "Choose a council")]
        council = self.fields["council_id"]
        if isinstance(council, SelectField):
            council.choices = first + listed

    def clean_postcode(self) -> str:
        return _checked(self.cleaned_data["postcode"], unlisted.problem_with_postcode)

    def clean_website(self) -> str:
        return _checked(self.cleaned_data["website"], unlisted.problem_with_website)

    def clean_contact_email(self) -> str:
        return _checked(self.cleaned_data["contact_email"], contacts.problem_with_email)

    def clean_contact_telephone(self) -> str:
        return _checked(self.cleaned_data["contact_telephone"], contacts.problem_with_telephone)

    @override
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if {"longitude", "latitude"} <= cleaned.keys():
            where = (cleaned["longitude"], cleaned["latitude"])
            if problem := unlisted.problem_with_coordinates(*where):
                self.add_error("longitude", problem)
        return cleaned

    def said(self) -> Unlisted:
        """Return what was said, once it is valid."""
        data = dict(self.cleaned_data)
        data["service_types"] = tuple(ServiceType(kind) for kind in data["service_types"])
        data["sector"] = Sector(data["sector"])
        data["council_id"] = int(data["council_id"])
        data["is_commissioned"] = COMMISSIONED[data["is_commissioned"]]
        return Unlisted(**data)


class EndForm(Form):
    on = DateField(label="The first day on which it was no more", hint="For example, 31 10 2026")
    reason = RadioField(
        label="Why it ended", choices=[(reason.value, reason.label) for reason in EndReason]
    )
    successor = TextField(
        label="What took over",
        hint="The number at the end of its page’s address here, or the regulator’s number. "
        "Leave empty if nothing did",
        required=False,
        autocomplete="off",
    )


class AnotherForm(Form):
    """Asked where the register has something alike already."""

    is_another = CheckboxField(
        label="It is another service than these",
        required=True,
        error_messages={"required": "Tick the box if it is another, or open the one that it is"},
    )


def _checked(text: str, problem_with: Any) -> str:  # noqa: ANN401 (a rule of one field)
    problem = problem_with(text)
    if problem:
        raise ValidationError(problem)
    return text.strip()
