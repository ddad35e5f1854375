"""Forms of topics, and of who does what about each."""

from collections.abc import Sequence
from typing import Any

from django.forms import ChoiceField

from regard.domains.governance.types import BodyPart
from regard.foundation.design.fields import (
    DateField,
    LongTextField,
    RadioField,
    SelectField,
    TextField,
)
from regard.foundation.design.forms import Form


class TopicForm(Form):
    """What a topic is called."""

    name = TextField(
        label="What it is about", hint="In a few words, for example What is paid for home care"
    )
    about = LongTextField(
        label="What belongs to it", hint="In a sentence", required=False, max_length=400, rows=3
    )

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())


class PartForm(Form):
    """Who does what about a topic."""

    body = SelectField(label="Which body", choices=[], required=False)
    office = TextField(
        label="Or which office",
        hint="For example, Director of adult social services. Leave it empty for a body.",
        required=False,
    )
    part = RadioField(
        label="What they do",
        choices=[(part.value, part.label) for part in BodyPart],
        hints={
            BodyPart.ACCOUNTABLE.value: "They have the last word, and answer if it goes wrong",
            BodyPart.RESPONSIBLE.value: "They do the work",
            BodyPart.CONSULTED.value: "Nothing is decided before they have been heard",
            BodyPart.INFORMED.value: "They are told what was decided",
        },
    )
    valid_from = DateField(label="Since when", hint="Leave it empty if not known", required=False)

    def __init__(self, data: Any = None, *, bodies: Sequence[tuple[str, str]]) -> None:  # noqa: ANN401 (Django's own)
        """
        Make the form.

        :param bodies: address ends and names of the bodies of today.
        """
        super().__init__(data)
        field = self.fields["body"]
        assert isinstance(field, ChoiceField)  # noqa: S101 (for the reader and the type checker)
        field.choices = [("", "None: it is an office"), *bodies]
