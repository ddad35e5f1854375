"""Forms of drawing lots: by what to split, how many of each, the seed, and what each answers."""

from collections.abc import Sequence
from typing import Any

from regard.domains.governance.actions.lots import LotDetails, Stratum
from regard.domains.governance.queries.strata import StratumRow
from regard.domains.governance.types import Split
from regard.domains.register.types import ServiceType
from regard.foundation.design.fields import (
    CheckboxesField,
    DateField,
    IntegerField,
    RadioField,
    TextField,
)
from regard.foundation.design.forms import Form
from regard.foundation.design.words import plural_words

from .seats import TYPES


class SplitForm(Form):
    """By what to split the register, and whom to leave out. It is sent in the address."""

    service_types = CheckboxesField(
        label="Whom to draw from: what they provide",
        hint="None: all. What a council or the NHS runs is left out of every lot",
        choices=TYPES,
        required=False,
    )
    split = RadioField(
        label="Split them by",
        hint="Some are drawn from each part, so that none is missed by chance",
        choices=[(each.value, each.label) for each in Split],
    )

    def chosen(self) -> tuple[Split, tuple[ServiceType, ...]]:
        """Return by what to split, and of which types. Call once it is valid."""
        data = self.cleaned_data
        return Split(data["split"]), tuple(ServiceType(each) for each in data["service_types"])


class LotForm(Form):
    """What is drawn: how many of each part, and what the seed will be."""

    title = TextField(label="What the lot is for", hint="For example, Three seats for home care")
    seed_source = TextField(
        label="What the seed will be",
        hint="Something that nobody knows yet and everybody can look up. For example, the main "
        "numbers of the National Lottery draw of Saturday 28 November 2026, lowest first",
        max_length=500,
    )

    def __init__(self, data: Any = None, *, rows: Sequence[StratumRow]) -> None:  # noqa: ANN401 (Django's own)
        """
        Ask how many to draw from each part.

        :param rows: the parts, in the order of the page.
        """
        super().__init__(data)
        self.rows = rows
        for place, row in enumerate(rows):
            services = plural_words(row.services, "service")
            providers = plural_words(row.providers, "provider")
            self.fields[f"part{place}"] = IntegerField(
                label=f"{row.name}: how many to draw",
                hint=f"Of {services} of {providers}. Empty: none",
                required=False,
                min_value=0,
                max_value=row.providers,
            )

    def details(self) -> LotDetails:
        """Return what was said. Call once it is valid."""
        data = self.cleaned_data
        return LotDetails(
            title=data["title"],
            seed_source=data["seed_source"],
            strata=tuple(
                Stratum(row.name, row.criteria, data[f"part{place}"] or 0)
                for place, row in enumerate(self.rows)
            ),
        )


class DrawForm(Form):
    seed = TextField(
        label="The seed",
        hint="Exactly as it was published. Spaces count once",
        autocomplete="off",
    )


class LotAnswerForm(Form):
    """What a service that was drawn has answered."""

    has_accepted = RadioField(
        label="What they said",
        choices=[("yes", "Yes, somebody of theirs will sit"), ("no", "No")],
        hints={"no": "The next that waits is asked"},
    )
    on = DateField(label="When they said it")
