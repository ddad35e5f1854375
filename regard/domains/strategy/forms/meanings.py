"""The form by which it is said what a passage means for those whom it touches."""

from collections.abc import Iterable, Mapping
from typing import Any

from regard.domains.register.types import Criteria, Sector, ServiceType, SizeBand
from regard.domains.strategy.models import Passage
from regard.foundation.design.fields import (
    CheckboxesField,
    DateField,
    LongTextField,
    SelectField,
    TextField,
)
from regard.foundation.design.forms import Form


class MeaningForm(Form):
    """Nothing ticked in a group means everyone in it."""

    ref = SelectField(
        label="Which passage?", choices=(), error_messages={"required": "Choose the passage"}
    )
    service_types = CheckboxesField(
        label="Which kinds of service does it touch?",
        hint="Tick none for every kind.",
        choices=[(kind, kind.label) for kind in ServiceType],
        required=False,
    )
    place_ids = CheckboxesField(
        label="Where?", hint="Tick none for everywhere.", choices=[], required=False
    )
    size_bands = CheckboxesField(
        label="Providers of which size?",
        hint="Tick none for every size.",
        choices=[(size, size.label) for size in SizeBand],
        required=False,
    )
    sectors = CheckboxesField(
        label="Which sector?",
        hint="Tick none for every sector.",
        choices=[(sector, sector.label) for sector in Sector],
        required=False,
    )
    for_owners = LongTextField(
        label="What does it mean for owners and managers?", rows=3, required=False
    )
    for_staff = LongTextField(label="What does it mean for staff?", rows=3, required=False)
    for_people = LongTextField(
        label="What does it mean for the people they support?", rows=3, required=False
    )
    to_do = TextField(
        label="What is to be done?",
        hint="One thing, such as: Send your mileage rates to the council. "
        "Leave it empty if nothing is.",
        required=False,
        max_length=400,
    )
    do_by = DateField(label="By when?", required=False)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        passages: Iterable[Passage],
        places: Iterable[tuple[int, str]],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        refs, where = self.fields["ref"], self.fields["place_ids"]
        assert isinstance(refs, SelectField)  # noqa: S101 (for the type checker)
        assert isinstance(where, CheckboxesField)  # noqa: S101 (likewise)
        refs.choices = [("", "Choose one"), *((p.ref, f"{p.ref} {p.heading}") for p in passages)]
        where.choices = [(str(number), name) for number, name in places]
        if not where.choices:
            del self.fields["place_ids"]

    def criteria(self) -> Criteria:
        """Return whom it touches. Call once it is valid."""
        cleaned = self.cleaned_data
        return Criteria(
            service_types=tuple(ServiceType(value) for value in cleaned["service_types"]),
            place_ids=tuple(int(value) for value in cleaned.get("place_ids", ())),
            size_bands=tuple(SizeBand(value) for value in cleaned["size_bands"]),
            sectors=tuple(Sector(value) for value in cleaned["sectors"]),
        )
