"""The forms of the register of interests."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from typing_extensions import override

from regard.domains.governance.actions import InterestFacts
from regard.domains.governance.models import Holder, Interest
from regard.domains.governance.types import InterestKind
from regard.foundation.design.fields import (
    CheckboxField,
    DateField,
    LongTextField,
    RadioField,
    SelectField,
    TextField,
)
from regard.foundation.design.forms import Form

HINTS = {
    InterestKind.FINANCIAL.value: "They may gain or lose money: work, shares, fees",
    InterestKind.PROFESSIONAL.value: "They may gain standing or a post",
    InterestKind.PERSONAL.value: "They may gain otherwise, without money",
    InterestKind.INDIRECT.value: "A relative, friend or partner may",
}


class InterestForm(Form):
    """An interest that somebody has."""

    kind = RadioField(
        label="What kind of interest it is",
        choices=[(kind.value, kind.label) for kind in InterestKind],
        hints=HINTS,
    )
    text = LongTextField(
        label="What it is",
        hint="For example, owns Harbour Home Care, which has a contract with Westmere council",
        rows=3,
        max_length=2_000,
    )
    valid_from = DateField(
        label="Since when", hint="Leave it empty if nobody remembers", required=False
    )
    stays_private = CheckboxField(label="It is not published")
    why_not_published = TextField(
        label="Why it is not published",
        hint="Only where publishing it would put somebody at risk",
        required=False,
    )

    @override
    def clean(self) -> dict[str, Any]:
        """Ask why where it is not published."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("stays_private") and not said.get("why_not_published"):
            self.add_error("why_not_published", ValidationError("Say why it is not published"))
        return said

    def facts(self, before: Interest | None = None) -> InterestFacts:
        """
        Return what was written. Call once it is valid.

        :param before: the interest that is put right; what the form does not ask stays.
        """
        said = self.cleaned_data
        return InterestFacts(
            kind=InterestKind(said["kind"]),
            text=said["text"],
            organisation_id=before.organisation_id if before else None,
            valid_from=said["valid_from"],
            valid_to=before.valid_to if before else None,
            is_published=not said["stays_private"],
            why_not_published=said["why_not_published"],
        )


class NewInterestForm(InterestForm):
    """The same, with whose it is."""

    holder = SelectField(label="Whose interest it is", choices=[])

    field_order = ("holder",)

    def __init__(self, *args: Any, holders: Iterable[Holder], **kwargs: Any) -> None:  # noqa: ANN401 (the library's own)
        super().__init__(*args, **kwargs)
        self.holders = {str(holder.pk): holder for holder in holders}
        named = [
            (key, f"{h.name}, {h.job}" if h.job else h.name) for key, h in self.holders.items()
        ]
        choices = named if len(named) == 1 else [("", "Choose"), *named]
        self.fields["holder"].choices = choices  # type: ignore[attr-defined]

    def its_holder(self) -> Holder:
        """Return whose it is. Call once it is valid."""
        return self.holders[self.cleaned_data["holder"]]


class EndInterestForm(Form):
    """The day on which an interest ended."""

    on = DateField(label="The first day on which they had it no more")


class AboutForm(Form):
    """Which provider of the register an interest is about, of those that a search found."""

    provider = RadioField(label="Which provider it is about", choices=[])

    NONE = "none"

    def __init__(self, data: Any = None, *, choices: Sequence[tuple[str, str]]) -> None:  # noqa: ANN401 (Django's own)
        super().__init__(data)
        every = [*choices, (self.NONE, "None on the register")]
        self.fields["provider"].choices = every  # type: ignore[attr-defined]

    def its_provider(self) -> int | None:
        """Return the number of the provider; None: none. Call once it is valid."""
        chosen: str = self.cleaned_data["provider"]
        return None if chosen == self.NONE else int(chosen)


def initial_of(interest: Interest) -> dict[str, object]:
    """Return what a form of an interest is filled with beforehand."""
    return {
        "kind": interest.kind,
        "text": interest.text,
        "valid_from": interest.valid_from,
        "stays_private": not interest.is_published,
        "why_not_published": interest.why_not_published,
    }
