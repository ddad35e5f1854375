"""The forms of decisions: what was decided, what else could have been, and who was involved."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from typing_extensions import override

from regard.domains.governance.actions import DecisionFacts, InvolvementFacts, OptionFacts, Votes
from regard.domains.governance.models import Body, Decision
from regard.domains.governance.types import Constituency
from regard.domains.register.queries.networks import NetworkRow
from regard.foundation.design.fields import (
    CheckboxField,
    DateField,
    IntegerField,
    LongTextField,
    SelectField,
    TextField,
)
from regard.foundation.design.forms import Form

VOTES = ("votes_for", "votes_against", "abstained")
WORDS = ("title", "text", "why", "evidence", "risks", "nobody_asked")
FLAGS = ("is_private", "is_commissioning")


class DecisionForm(Form):
    """What a decision says."""

    title = TextField(label="What was decided, in a line", max_length=200)
    text = LongTextField(label="The decision as it is minuted", rows=4)
    why = LongTextField(
        label="Why",
        hint="The need it answers, for someone who was not there",
        required=False,
        rows=4,
    )
    evidence = LongTextField(
        label="On what evidence", hint="What is known, and from where", required=False, rows=4
    )
    risks = LongTextField(
        label="What could go wrong, and for whom", required=False, max_length=4_000, rows=3
    )
    nobody_asked = LongTextField(
        label="If nobody outside was asked: why",
        hint="Who was asked is written down one by one, on the decision’s page",
        required=False,
        max_length=2_000,
        rows=2,
    )
    votes_for = IntegerField(
        label="Votes for it",
        hint="Leave all three empty if no vote was taken",
        required=False,
        min_value=0,
        max_value=999,
    )
    votes_against = IntegerField(
        label="Votes against it", required=False, min_value=0, max_value=999
    )
    abstained = IntegerField(label="Abstained", required=False, min_value=0, max_value=999)
    is_commissioning = CheckboxField(
        label="Care is bought by it", hint="Then everyone there declares their interests first"
    )
    is_private = CheckboxField(
        label="Keep it private", hint="It is counted, and only members read it"
    )

    @override
    def clean(self) -> dict[str, Any]:
        """Ask for all the votes or none."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        given = [name for name in VOTES if said.get(name) is not None]
        if given and len(given) < len(VOTES):
            missing = next(name for name in VOTES if name not in given)
            self.add_error(
                missing, ValidationError("Count all three, with 0 where there was none")
            )
        return said

    def facts(self, decided_on: Any) -> DecisionFacts:  # noqa: ANN401 (a day, from a form)
        """Return what was written, as of a day. Call once it is valid."""
        said = self.cleaned_data
        votes = [said[name] for name in VOTES]
        return DecisionFacts(
            **{name: said[name] for name in (*WORDS, *FLAGS)},
            decided_on=decided_on,
            votes=Votes(*votes) if votes[0] is not None else None,
        )


class NewDecisionForm(DecisionForm):
    """A decision taken between meetings: of which body, and when."""

    body = SelectField(label="Which body took it", choices=[])
    decided_on = DateField(label="When it was taken")

    field_order = ("body", "decided_on")

    def __init__(self, *args: Any, bodies: Iterable[Body], **kwargs: Any) -> None:  # noqa: ANN401 (the library's own)
        super().__init__(*args, **kwargs)
        self.bodies = {str(body.pk): body for body in bodies}
        choices = [("", "Choose"), *((key, body.name) for key, body in self.bodies.items())]
        self.fields["body"].choices = choices  # type: ignore[attr-defined]

    def its_body(self) -> Body:
        """Return the body that took it. Call once it is valid."""
        return self.bodies[self.cleaned_data["body"]]


class BetweenForm(DecisionForm):
    """A decision taken between meetings, to be changed: its day too."""

    decided_on = DateField(label="When it was taken")

    field_order = ("decided_on",)


class OptionForm(Form):
    """Something that could have been decided."""

    text = TextField(label="What could have been decided", max_length=500)
    is_chosen = CheckboxField(label="It was chosen")
    why = LongTextField(label="Why it was chosen, or not", max_length=4_000, rows=3)

    def facts(self) -> OptionFacts:
        """Return what was written. Call once it is valid."""
        return OptionFacts(**self.cleaned_data)


class InvolvementForm(Form):
    """Somebody outside the body, and how they were involved."""

    of = SelectField(
        label="For whom they speak",
        choices=[("", "Choose"), *((each.value, each.label) for each in Constituency)],
    )
    who = TextField(label="Who they were", hint="For example, 43 home care providers")
    network = SelectField(label="Their network, if it was one", choices=[], required=False)
    how = TextField(
        label="How they were involved", hint="For example, answered the exercise on travel"
    )
    on = DateField(label="When", hint="The last day, if it was several")
    what_came = LongTextField(
        label="What they said, and what it changed", required=False, max_length=4_000, rows=4
    )

    def __init__(self, *args: Any, networks: Iterable[NetworkRow], **kwargs: Any) -> None:  # noqa: ANN401 (the library's own)
        super().__init__(*args, **kwargs)
        choices = [("", "None"), *((str(row.network_id), row.name) for row in networks)]
        self.fields["network"].choices = choices  # type: ignore[attr-defined]

    def facts(self) -> InvolvementFacts:
        """Return what was written. Call once it is valid."""
        said = self.cleaned_data
        return InvolvementFacts(
            of=Constituency(said["of"]),
            who=said["who"],
            how=said["how"],
            on=said["on"],
            what_came=said["what_came"],
            network_id=int(said["network"]) if said["network"] else None,
        )


def initial_of(decision: Decision) -> dict[str, object]:
    """Return what a form of a decision is filled with beforehand."""
    names = (*WORDS, *FLAGS, *VOTES, "decided_on")
    return {name: getattr(decision, name) for name in names}
