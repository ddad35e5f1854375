"""The forms of actions: what is to be done, and what came of it."""

from collections.abc import Iterable
from typing import Any

from regard.domains.governance.actions import ActionFacts
from regard.domains.governance.models import Action, Body, Holder
from regard.domains.governance.types import ActionState
from regard.foundation.design.fields import (
    CheckboxField,
    DateField,
    LongTextField,
    RadioField,
    SelectField,
    TextField,
)
from regard.foundation.design.forms import Form


class ActionForm(Form):
    """Something that somebody is to do."""

    text = LongTextField(label="What is to be done", rows=3, max_length=2_000)
    holder = SelectField(label="Whose it is, if they sit here", choices=[], required=False)
    owner = TextField(
        label="Or whose it is by name or office",
        hint="For example, Head of commissioning, Westmere",
        required=False,
    )
    due_on = DateField(label="By when")
    is_private = CheckboxField(label="Keep it private", hint="Only members read it")

    def __init__(self, *args: Any, holders: Iterable[Holder], **kwargs: Any) -> None:  # noqa: ANN401 (the library's own)
        super().__init__(*args, **kwargs)
        self.holders = {str(holder.pk): holder for holder in holders}
        choices = [("", "Nobody who sits here")]
        choices += [(key, _who(holder)) for key, holder in self.holders.items()]
        self.fields["holder"].choices = choices  # type: ignore[attr-defined]

    def facts(self) -> ActionFacts:
        """Return what was written. Call once it is valid."""
        said = self.cleaned_data
        return ActionFacts(
            text=said["text"],
            due_on=said["due_on"],
            owner=said["owner"],
            holder=self.holders.get(said["holder"]),
            is_private=said.get("is_private", False),
        )


class NewActionForm(ActionForm):
    """Something to do between meetings: of which body, and given when."""

    body = SelectField(label="Which body gives it", choices=[])
    given_on = DateField(label="When it was given")

    field_order = ("body", "text", "holder", "owner", "given_on", "due_on")

    def __init__(self, *args: Any, bodies: Iterable[Body], **kwargs: Any) -> None:  # noqa: ANN401 (the library's own)
        super().__init__(*args, holders=(), **kwargs)
        del self.fields["holder"]
        self.fields["owner"].label = "Whose it is, by name or office"
        self.bodies = {str(body.pk): body for body in bodies}
        choices = [("", "Choose"), *((key, body.name) for key, body in self.bodies.items())]
        self.fields["body"].choices = choices  # type: ignore[attr-defined]

    def facts(self) -> ActionFacts:
        """Return what was written. Call once it is valid."""
        said = self.cleaned_data
        return ActionFacts(
            text=said["text"],
            due_on=said["due_on"],
            owner=said["owner"],
            is_private=said["is_private"],
        )

    def its_body(self) -> Body:
        """Return the body that gives it. Call once it is valid."""
        return self.bodies[self.cleaned_data["body"]]


class ChangeActionForm(ActionForm):
    """The same, to be changed, with why."""

    why = TextField(label="Why it changes", hint="This stays with the action", max_length=500)

    field_order = ("text", "holder", "owner", "due_on", "why")

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 (the library's own)
        super().__init__(*args, **kwargs)
        del self.fields["is_private"]


class FollowForm(Form):
    """What was done about an action."""

    note = LongTextField(label="What was done", rows=3, max_length=4_000)
    state = RadioField(
        label="How it stands now",
        choices=[
            (ActionState.OPEN.value, "It goes on"),
            (ActionState.DONE.value, "It is done"),
            (ActionState.DROPPED.value, "It is dropped"),
        ],
    )


class ReopenForm(Form):
    """Why an action is opened again."""

    note = LongTextField(label="Why it is opened again", rows=3, max_length=4_000)


def initial_of(action: Action) -> dict[str, object]:
    """Return what a form of an action is filled with beforehand."""
    holder = action.holder
    is_theirs = holder is not None and holder.name == action.owner
    return {
        "text": action.text,
        "holder": str(action.holder_id or ""),
        "owner": "" if is_theirs else action.owner,
        "due_on": action.due_on,
    }


def _who(holder: Holder) -> str:
    return f"{holder.name}, {holder.job}" if holder.job else holder.name
