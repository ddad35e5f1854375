"""Forms by which a conversation is written, and statements are written and read."""

from collections.abc import Iterable
from typing import Any

from regard.domains.engagement.rules.statements import LONGEST
from regard.domains.engagement.types.asking import LONGEST_TITLE, LONGEST_WORDS, OPENS_ON
from regard.domains.engagement.types.deliberation import Talk
from regard.foundation.design.fields import (
    CheckboxField,
    DateField,
    LongTextField,
    SelectField,
    TextField,
)
from regard.foundation.design.forms import Form


class TalkForm(Form):
    """What a conversation is about, and when it is open."""

    title = TextField(
        label="What is it about?",
        hint="A question that people see differently. For example, “What would make night work "
        "worth staying for?”",
        max_length=LONGEST_TITLE,
    )
    words = LongTextField(
        label="What comes of it?",
        hint="Two or three short sentences that anyone can follow.",
        max_length=LONGEST_WORDS,
        rows=3,
    )
    exercise = SelectField(
        label="Does it belong to something you ask?",
        hint="Then its page leads here.",
        choices=[],
        required=False,
    )
    opens_on = DateField(**OPENS_ON)
    closes_on = DateField(label="The last day for votes")
    reads_first = CheckboxField(
        label="Somebody of our team reads each new statement before others see it",
        hint="Names and things said about a person do harm as soon as they are read.",
    )

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 (Django's own)
        *,
        exercises: Iterable[tuple[str, str]],
        initial: dict[str, object] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        choices = [("", "No, it stands by itself"), *exercises]
        self.fields["exercise"].choices = choices  # type: ignore[attr-defined]  # a SelectField

    def talk(self) -> Talk:
        """Return what was written. Call once it is valid."""
        cleaned = dict(self.cleaned_data)
        cleaned.pop("exercise")
        return Talk(**cleaned)


class SeedForm(Form):
    """The team's own statements."""

    lines = LongTextField(
        label="Statements to begin with",
        hint=f"One in each line, each one idea, {LONGEST} characters or fewer. Write what people "
        "really say, from all sides, in their words.",
        max_length=60_000,
        rows=10,
    )


class SayForm(Form):
    """One statement of one's own."""

    text = LongTextField(
        label="Your statement",
        hint=f"One idea that others can agree or disagree with, in {LONGEST} characters. Others "
        "see it without your name.",
        max_length=1000,
        rows=3,
    )


class BanForm(Form):
    """Why somebody can take part no more."""

    number = TextField(label="Number of the voter", max_length=6)
    why = TextField(label="Why?", hint="Only your team sees it.", max_length=300)
