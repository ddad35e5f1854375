"""The form in which a body says what it made of a document, passage by passage."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.forms.boundfield import BoundField
from typing_extensions import override

from regard.domains.strategy.rules import regard as rules
from regard.domains.strategy.types import LikelyPassage, Regarded, RegardEffect, RegardFacts
from regard.foundation.design.fields import DateField, LongTextField, SelectField, TextField
from regard.foundation.design.forms import Form

EFFECTS = [("", "Not considered"), *((each.value, each.label) for each in RegardEffect)]

PARTS = ("effect", "where", "why")


class RegardForm(Form):
    """
    What a decision made of a document.

    Three fields for every passage it shows, named after what they ask and the passage's key:
    `effect_p17`, `where_p17`, `why_p17`. A passage without an effect was not considered.
    """

    words = TextField(
        label="Other passages",
        hint="Their numbers, like 2.4 and 3.1, or words to look for. They are shown above, "
        "and what you have filled in is kept",
        required=False,
    )
    effect = LongTextField(
        label="What did regard to it change, as a whole?",
        hint="One or two sentences. If nothing changed, say so and why",
        rows=3,
        required=False,
    )
    why_none = LongTextField(
        label="If no passage bears on this decision, why not?", rows=2, required=False
    )
    providers_said = LongTextField(
        label="What did care providers say of it?",
        hint="Or that they were not asked, and why",
        rows=3,
        required=False,
    )
    involved_on = DateField(
        label="Since when were they involved?",
        hint="Leave it empty if they were not. For example, 27 3 2027",
        required=False,
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        passages: Iterable[LikelyPassage],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.passages = tuple(passages)
        for each in self.passages:
            self.fields[f"effect_{each.key}"] = SelectField(
                label=f"What became of {each.ref}?", choices=EFFECTS, required=False
            )
            self.fields[f"where_{each.key}"] = TextField(
                label="Where does it show in the decision?", required=False
            )
            self.fields[f"why_{each.key}"] = TextField(
                label="If it was not followed, or in part: why?", required=False, max_length=1_000
            )

    @override
    def clean(self) -> None:
        refs = {f"why_{each.key}": each.ref for each in self.passages}
        for field, words in rules.problems_with(self.facts()).items():
            which = refs.get(field)
            asked = f"Say why {which} was not followed, or only in part"
            self.add_error(field, asked if which else words)

    def of_passages(self) -> list[tuple[LikelyPassage, list[BoundField]]]:
        """Return every passage that is shown, with its three fields."""
        return [(each, [self[f"{part}_{each.key}"] for part in PARTS]) for each in self.passages]

    def facts(self) -> RegardFacts:
        data = self.cleaned_data
        involved_on: date | None = data.get("involved_on")
        return RegardFacts(
            passages=tuple(
                Regarded(
                    each.key,
                    RegardEffect(effect),
                    data.get(f"where_{each.key}", ""),
                    data.get(f"why_{each.key}", ""),
                )
                for each in self.passages
                if (effect := data.get(f"effect_{each.key}"))
            ),
            effect=data.get("effect", ""),
            why_none=data.get("why_none", ""),
            providers_said=data.get("providers_said", ""),
            involved_on=involved_on,
        )


class SignForm(Form):
    name = TextField(
        label="Who answers for it?",
        hint="Name and office, for example Ann Carr, chair of the committee",
        error_messages={"required": "Enter the name and office of who answers for it"},
    )


def initial_of(facts: RegardFacts) -> dict[str, Any]:
    """Return what the form shows of a record that was begun."""
    initial: dict[str, Any] = {
        "effect": facts.effect,
        "why_none": facts.why_none,
        "providers_said": facts.providers_said,
        "involved_on": facts.involved_on,
    }
    for each in facts.passages:
        initial |= {
            f"effect_{each.key}": each.effect.value,
            f"where_{each.key}": each.where,
            f"why_{each.key}": each.why,
        }
    return initial
