"""Forms of bodies: what one is, how it meets, how it ends, and by what right it is there."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import ChoiceField

from regard.domains.governance.types import BasisKind, BodyKind, SuccessionKind
from regard.foundation.design.fields import (
    CheckboxesField,
    CheckboxField,
    DateField,
    IntegerField,
    LongTextField,
    RadioField,
    SelectField,
    TextField,
)
from regard.foundation.design.forms import Form

Choices = Sequence[tuple[str, str]]

KINDS: Choices = [(kind.value, kind.label) for kind in BodyKind]

NO_SUCCESSOR = "none"


def check_website(website: str) -> str:
    """
    Return an address of the web, which becomes a link on a public page.

    :raises ValidationError: if it is something else.
    """
    website = website.strip()
    if website and not website.startswith(("https://", "http://")):
        raise ValidationError("Begin the website with https://")
    return website


class NewBodyForm(Form):
    """What a body is, and for whom."""

    name = TextField(label="Name", hint="In full, as its papers have it")
    kind = SelectField(label="What kind of body it is", choices=[("", "Choose one"), *KINDS])
    area = SelectField(label="The area that it is for", choices=[])
    parent = SelectField(
        label="Which body it answers to", choices=[], required=False, hint="If it answers to one"
    )
    about = LongTextField(
        label="What it is for",
        hint="In one sentence, for someone who has never heard of it",
        required=False,
        max_length=400,
        rows=3,
    )
    run_by = TextField(
        label="Who runs it",
        hint="The organisation that calls its meetings, for example Westmere Council",
        required=False,
    )
    valid_from = DateField(
        label="Since when it is there",
        hint="Leave it empty if that is longer than our records go",
        required=False,
    )

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 (Django's own)
        *,
        areas: Choices,
        parents: Choices,
        initial: Mapping[str, object] | None = None,
    ) -> None:
        """
        Make the form for a system.

        :param areas: values and names of what a body can be for.
        :param parents: address ends and names of the bodies of today.
        """
        super().__init__(data, initial=dict(initial or {}))
        _offer(self, "area", areas)
        _offer(self, "parent", [("", "None, or one outside"), *parents])

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())


class BodyForm(NewBodyForm):
    """All that is said of a body."""

    network = SelectField(
        label="Which network’s forum it is",
        hint="If the network is on the register",
        choices=[],
        required=False,
    )
    contact = TextField(
        label="How to reach it",
        hint="An address or number of its office. Everyone can see it.",
        required=False,
    )
    website = TextField(
        label="Its website", hint="For example, https://www.example.org", required=False
    )
    is_open = CheckboxField(label="Every provider of its area is asked to come")
    meetings_a_year = IntegerField(label="Meetings a year", min_value=0, max_value=366)
    minutes_each = IntegerField(
        label="Minutes that a meeting takes", hint="Without travel", min_value=0, max_value=1_440
    )
    minutes_before = IntegerField(
        label="Minutes of reading before a meeting", min_value=0, max_value=6_000
    )
    papers_each = IntegerField(label="Papers for a meeting", min_value=0, max_value=500)
    days_before = IntegerField(
        label="Working days before it that papers go out", min_value=0, max_value=60
    )

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 (Django's own)
        *,
        areas: Choices,
        parents: Choices,
        networks: Choices,
        initial: Mapping[str, object] | None = None,
    ) -> None:
        """
        Make the form.

        :param networks: address ends and names of the networks of the system.
        """
        super().__init__(data, areas=areas, parents=parents, initial=initial)
        _offer(self, "network", [("", "None"), *networks])

    def clean_website(self) -> str:
        return check_website(str(self.cleaned_data["website"]))


class BeginBodiesForm(Form):
    """Which of the bodies that every system has are added at once."""

    bodies = CheckboxesField(
        label="Which of these there are",
        choices=[],
        error_messages={"required": "Tick those that there are, or add one by itself"},
    )

    def __init__(self, data: Any = None, *, proposed: Choices) -> None:  # noqa: ANN401 (Django's own)
        """Offer the proposed bodies, by key and name, all of them ticked."""
        super().__init__(data, initial={"bodies": [key for key, _ in proposed]})
        _offer(self, "bodies", proposed)


class EndBodyForm(Form):
    """When and why a body ends, and who takes over."""

    on = DateField(label="The first day on which it is no more", hint="It may be still to come")
    why = LongTextField(
        label="Why it ends",
        hint="Everyone can read this, with who took over",
        max_length=1_000,
        rows=3,
    )
    kind = RadioField(
        label="Who takes over",
        choices=[
            (NO_SUCCESSOR, "Nobody: it is no longer needed"),
            (SuccessionKind.MERGED.value, "It merges into another body"),
            (SuccessionKind.REPLACED.value, "Another body replaces it"),
            (SuccessionKind.SPLIT.value, "Several bodies share out what it did"),
        ],
    )
    successors = CheckboxesField(
        label="Which body or bodies",
        hint="A new one has to be added first",
        choices=[],
        required=False,
    )

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 (Django's own)
        *,
        others: Choices,
        initial: Mapping[str, object] | None = None,
    ) -> None:
        """
        Make the form.

        :param others: address ends and names of the other bodies of the system.
        """
        super().__init__(data, initial=dict(initial or {}))
        _offer(self, "successors", others)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        kind, chosen = said.get("kind"), said.get("successors") or []
        if kind == NO_SUCCESSOR and chosen:
            self.add_error("kind", "You chose who takes over. Say how, or choose none of them")
        if kind in set(SuccessionKind) and not chosen:
            self.add_error("successors", "Choose the body that takes over")
        if kind == SuccessionKind.SPLIT and len(chosen) == 1:
            self.add_error("successors", "Choose two bodies or more, as it is split between them")
        return dict(said)


class RoleForm(Form):
    """What else a body is."""

    kind = SelectField(label="What else it is", choices=[("", "Choose one"), *KINDS])
    valid_from = DateField(
        label="Since when",
        hint="Leave it empty if for as long as it has been there",
        required=False,
    )


class BasisForm(Form):
    """By what right a body is there."""

    kind = RadioField(
        label="How binding it is",
        choices=[(kind.value, kind.label) for kind in BasisKind],
        hints={
            BasisKind.STATUTORY.value: "An Act or regulations say that it must or may be there",
            BasisKind.STATUTORY_GUIDANCE.value: "Guidance that has to be had regard to",
            BasisKind.ADVISORY.value: "Guidance that nobody has to follow",
            BasisKind.LOCAL.value: "Those who are on it agreed to have it",
        },
    )
    citation = TextField(
        label="What it rests on",
        hint="For example, Care Act 2014, section 43, or an agreement with its date",
        max_length=300,
    )
    words = LongTextField(
        label="What that says, in plain words", required=False, max_length=1_000, rows=3
    )
    source = TextField(label="Where it can be read", required=False, max_length=300)
    valid_from = DateField(
        label="Since when it holds", hint="Leave it empty if not known", required=False
    )
    valid_to = DateField(
        label="The first day on which it holds no more",
        hint="Leave it empty if no end is known",
        required=False,
    )


class DayForm(Form):
    """A day on which something ends."""

    on = DateField(label="The first day on which it is over")


def _offer(form: Form, name: str, choices: Choices) -> None:
    field = form.fields[name]
    assert isinstance(field, ChoiceField)  # noqa: S101 (for the reader and the type checker)
    field.choices = list(choices)
