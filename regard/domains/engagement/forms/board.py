"""Forms of the board: what to show of it, and what a lead adds to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from regard.domains.engagement.rules.audience import criteria_from, kept_criteria
from regard.domains.engagement.types.inviting import OpportunityPlan
from regard.domains.register.types import Criteria, ServiceType
from regard.foundation.design.fields import (
    CheckboxesField,
    DateField,
    IntegerField,
    LongTextField,
    SelectField,
    TextField,
)
from regard.foundation.design.forms import Form


class BoardForm(Form):
    """For which kind of service and which place to show what there is."""

    type = SelectField(label="Kind of service", choices=[], required=False)
    place = SelectField(label="Place", choices=[], required=False)

    def __init__(
        self,
        data: Any,  # noqa: ANN401 (Django's own)
        *,
        places: Iterable[tuple[int, str]],
    ) -> None:
        """Offer the kinds of service, and the places of the system."""
        super().__init__(data)
        kinds = [("", "Every kind"), *((str(kind), kind.label) for kind in ServiceType)]
        self.fields["type"].choices = kinds  # type: ignore[attr-defined]
        found = [(str(number), name) for number, name in places]
        self.fields["place"].choices = [("", "Everywhere"), *found]  # type: ignore[attr-defined]
        if not found:
            del self.fields["place"]

    def service_types(self) -> frozenset[str]:
        """Return the kind chosen; empty for every kind."""
        value = self._chosen("type")
        return frozenset({value}) if value else frozenset()

    def place_ids(self) -> frozenset[int]:
        """Return the place chosen; empty for everywhere."""
        value = self._chosen("place")
        return frozenset({int(value)}) if value else frozenset()

    def asked(self) -> dict[str, str]:
        """Return what an address says to choose the same."""
        found = {name: self._chosen(name) for name in ("type", "place")}
        return {name: value for name, value in found.items() if value}

    def _chosen(self, name: str) -> str:
        self.is_valid()
        value: str = self.cleaned_data.get(name, "")
        return value


class OpportunityForm(Form):
    """Something to take part in that is no exercise."""

    title = TextField(label="What is it?", max_length=140)
    words = LongTextField(
        label="What does it ask, and what does it give?",
        hint="Two or three short sentences that anyone can follow.",
        max_length=1500,
        rows=4,
    )
    minutes = IntegerField(
        label="How many minutes of somebody’s time does it ask?",
        hint="Leave it empty if nobody knows.",
        required=False,
        min_value=1,
        max_value=100_000,
    )
    pays = TextField(
        label="What is taking part paid or supported with?",
        hint="For example, “£25 an hour and travel”. Leave it empty if with nothing.",
        required=False,
        max_length=200,
    )
    url = TextField(
        label="Address of a page about it",
        hint="Leave it empty if there is none.",
        required=False,
        max_length=500,
    )
    contact = TextField(
        label="Whom to ask", hint="A name with an email address or telephone.", required=False
    )
    opens_on = DateField(label="The day from which it is shown")
    closes_on = DateField(label="The last day on which it can be taken up")
    service_types = CheckboxesField(
        label="For which kinds of service?",
        hint="Tick none for every kind.",
        choices=[(kind, kind.label) for kind in ServiceType],
        required=False,
    )
    place_ids = CheckboxesField(
        label="Where?", hint="Tick none for everywhere.", choices=[], required=False
    )

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 (Django's own)
        *,
        places: Iterable[tuple[int, str]],
        initial: dict[str, object] | None = None,
    ) -> None:
        """Offer the places of the system."""
        super().__init__(data, initial=initial)
        field = self.fields["place_ids"]
        field.choices = [(str(number), name) for number, name in places]  # type: ignore[attr-defined]
        if not field.choices:  # type: ignore[attr-defined]
            del self.fields["place_ids"]

    def plan(self) -> OpportunityPlan:
        """Return what was written. Call once it is valid."""
        cleaned = dict(self.cleaned_data)
        kinds, places = cleaned.pop("service_types"), cleaned.pop("place_ids", ())
        meant = Criteria(
            service_types=tuple(ServiceType(value) for value in kinds),
            place_ids=tuple(int(value) for value in places),
        )
        return OpportunityPlan(criteria=kept_criteria(meant), **cleaned)


def initial_of(plan: OpportunityPlan) -> dict[str, object]:
    """Return what a form to change it begins with."""
    meant = criteria_from(plan.criteria)
    return vars(plan) | {
        "service_types": [str(each) for each in meant.service_types],
        "place_ids": [str(each) for each in meant.place_ids],
    }
