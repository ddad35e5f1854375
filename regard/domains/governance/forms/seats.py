"""Forms of seats, of those who sit in them, and of who comes and goes."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from regard.domains.governance.actions.appointments import HolderDetails
from regard.domains.governance.actions.seats import SeatDetails
from regard.domains.governance.types import AppointmentKind, Constituency, Side, Standing
from regard.domains.register.types import Sector, ServiceType, SizeBand
from regard.foundation.design.fields import (
    CheckboxesField,
    CheckboxField,
    DateField,
    EmailField,
    IntegerField,
    RadioField,
    SelectField,
    TextField,
)
from regard.foundation.design.forms import Form

Choices = Sequence[tuple[str, str]]

TYPES = [(each.value, each.label) for each in ServiceType if each is not ServiceType.NOT_STATED]
SECTORS = [(each.value, each.label) for each in Sector if each is not Sector.NOT_KNOWN]
SIZES = [(each.value, each.label) for each in SizeBand]
SIDES = [(each.value, each.label) for each in Side]
LONGEST_TERM = 120
"""Months. Nobody is appointed for longer than ten years; more is a slip of the hand."""


class SeatForm(Form):
    """What a seat is: for whom it speaks, who nominates, and how it stands."""

    name = TextField(label="Name of the seat", hint="For example, Home care providers’ seat")
    speaks_for = SelectField(
        label="For whom it speaks",
        choices=[("", "Choose"), *((each.value, each.label) for each in Constituency)],
    )
    service_types = CheckboxesField(
        label="What they provide",
        hint="None: all",
        choices=TYPES,
        required=False,
    )
    sectors = CheckboxesField(
        label="Their sector", hint="None: all", choices=SECTORS, required=False
    )
    size_bands = CheckboxesField(
        label="Their size", hint="None: all", choices=SIZES, required=False
    )
    place = SelectField(label="Of which place", choices=[], required=False)
    nominated_by = SelectField(
        label="Who nominates",
        hint="A council never nominates for care providers, whatever the seat is called",
        choices=[("", "Choose"), *SIDES],
    )
    nominator = TextField(
        label="By name", hint="For example, Northmarch Care Association", required=False
    )
    network = SelectField(
        label="If it is a network on the register, which", choices=[], required=False
    )
    standing = RadioField(
        label="Its standing",
        choices=[(each.value, each.label) for each in Standing],
        hints={
            Standing.ADVISORY.value: "A member, without a vote",
            Standing.IN_ATTENDANCE.value: "In the room, and speaks when asked",
        },
    )
    is_chair = CheckboxField(label="Whoever holds it takes the chair")
    term_months = IntegerField(
        label="Term in months",
        hint="Leave it empty if there is no fixed term",
        required=False,
        min_value=1,
        max_value=LONGEST_TERM,
    )
    valid_from = DateField(
        label="Since when there is such a seat",
        hint="Leave it empty if it has been there longer than anyone remembers",
        required=False,
    )

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 (Django's own)
        *,
        places: Choices,
        networks: Choices,
        initial: dict[str, Any] | None = None,
    ) -> None:
        """
        Ask about a seat in a system.

        :param places: of the system: number and name; so for networks.
        """
        super().__init__(data, initial=initial)
        for name, empty, choices in (
            ("place", "The body’s whole area", places),
            ("network", "None", networks),
        ):
            field = self.fields[name]
            assert isinstance(field, SelectField)  # noqa: S101 (for the reader and the checker)
            field.choices = [("", empty), *choices]

    def details(self) -> SeatDetails:
        """Return what was said. Call once it is valid."""
        data = self.cleaned_data
        return SeatDetails(
            name=" ".join(data["name"].split()),
            nominated_by=Side(data["nominated_by"]),
            nominator=data["nominator"].strip(),
            network_id=int(data["network"]) if data["network"] else None,
            speaks_for=Constituency(data["speaks_for"]),
            service_types=tuple(ServiceType(each) for each in data["service_types"]),
            sectors=tuple(Sector(each) for each in data["sectors"]),
            size_bands=tuple(SizeBand(each) for each in data["size_bands"]),
            place_id=int(data["place"]) if data["place"] else None,
            standing=Standing(data["standing"]),
            is_chair=data["is_chair"],
            term_months=data["term_months"],
            valid_from=data.get("valid_from"),
        )


class ChangedSeatForm(SeatForm):
    """What a seat is from a day on."""

    valid_from = None  # type: ignore[assignment]  # (Django drops an inherited field so)
    on = DateField(label="From which day it is so")

    @property
    def day(self) -> date:
        """The day from which it is so. Ask once the form is valid."""
        found: date = self.cleaned_data["on"]
        return found


class EndSeatForm(Form):
    on = DateField(label="The first day on which there is no such seat")


class HolderForm(Form):
    """Who somebody is, and whom they work for."""

    name = TextField(label="Their name", autocomplete="off")
    job = TextField(
        label="What they are there", hint="For example, Registered manager", required=False
    )
    side = SelectField(
        label="Whom they work for",
        hint="Whoever works for a service that a council runs comes from the council",
        choices=[("", "Choose"), *SIDES],
    )
    works_at = TextField(
        label="Where they work",
        hint="By name. A provider on the register is looked for next",
        required=False,
    )
    email = EmailField(
        label="Their email address",
        hint="To send them papers. It is not shown to the public",
        required=False,
    )

    def details(self) -> HolderDetails:
        """Return what was said, and no link to the register. Call once it is valid."""
        data = self.cleaned_data
        return HolderDetails(
            name=data["name"],
            job=data["job"].strip(),
            side=Side(data["side"]),
            works_at=data["works_at"].strip(),
            email=data["email"],
        )


class WorksAtForm(Form):
    """Where somebody works, of those that a search found."""

    NOWHERE = "none"

    where = RadioField(label="Where they work", choices=[])

    def __init__(self, data: Any = None, *, choices: Choices) -> None:  # noqa: ANN401 (Django's own)
        super().__init__(data)
        field = self.fields["where"]
        assert isinstance(field, RadioField)  # noqa: S101 (for the reader and the type checker)
        field.choices = [*choices, (self.NOWHERE, "It is not on the register")]


class AppointForm(Form):
    """Who comes into a seat, as what, and from which day."""

    holder = RadioField(label="Who", choices=[])
    kind = RadioField(
        label="As what",
        choices=[
            (AppointmentKind.HOLDER.value, "They hold the seat"),
            (AppointmentKind.DEPUTY.value, "They deputise for its holder"),
        ],
        hints={AppointmentKind.HOLDER.value: "Whoever holds it now leaves it on that day"},
    )
    on = DateField(label="From which day")

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 (Django's own)
        *,
        choices: Choices,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        field = self.fields["holder"]
        assert isinstance(field, RadioField)  # noqa: S101 (for the reader and the type checker)
        field.choices = list(choices)


class EndAppointmentForm(Form):
    """When somebody leaves a seat, and why."""

    on = DateField(label="The first day on which they hold it no more")
    why = TextField(
        label="Why, in a few words",
        hint="Everyone can read it. Leave it empty if it is nobody’s business",
        required=False,
    )
