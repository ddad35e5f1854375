"""The form by which it is said what a passage means for those whom it touches."""

from collections.abc import Iterable, Mapping
from typing import Any

from regard.domains.register.types import Criteria, Sector, ServiceType, SizeBand
from regard.domains.strategy.types.shortlists import Shortlist
from regard.foundation.design.fields import DateField, LongTextField, SelectField, TextField
from regard.foundation.design.forms import Form
from regard.foundation.design.ticks import KindsField, NumbersField

from .shortlists import offer_shortlist


class MeaningForm(Form):
    """Nothing ticked in a group means everyone in it."""

    ref = SelectField(
        label="Which passage?", choices=(), error_messages={"required": "Choose the passage"}
    )
    service_types = KindsField(
        ServiceType,
        label="Which kinds of service does it touch?",
        hint="Tick none for every kind.",
    )
    place_ids = NumbersField(label="Where?", hint="Tick none for everywhere.")
    size_bands = KindsField(
        SizeBand, label="Providers of which size?", hint="Tick none for every size."
    )
    sectors = KindsField(Sector, label="Which sector?", hint="Tick none for every sector.")
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
        passages: Shortlist,
        places: Iterable[tuple[int, str]],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        offer_shortlist(self, "ref", passages, of="passage")
        self.offer_if_any("place_ids", [(str(number), name) for number, name in places])

    def only_counted(self) -> Criteria | None:
        """
        Return whom it touches so far, and call nothing else wrong yet; None: it cannot be said.

        What is filled in stays.
        """
        groups = {"service_types", "place_ids", "size_bands", "sectors"}
        if groups & self.errors.keys():
            return None
        self.errors.clear()
        return self.criteria()

    def criteria(self) -> Criteria:
        """Return whom it touches. Call once it is valid."""
        cleaned = self.cleaned_data
        return Criteria(
            service_types=cleaned["service_types"],
            place_ids=cleaned.get("place_ids", ()),
            size_bands=cleaned["size_bands"],
            sectors=cleaned["sectors"],
        )
