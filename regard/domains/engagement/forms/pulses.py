"""Forms of pulses: what they ask and when, and whom of the partnership."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from regard.domains.engagement.models import Question
from regard.domains.engagement.rules.pulses import (
    AGREE,
    LONGEST_OPEN,
    MOST_ITEMS,
    MOST_MONTHS,
    SHORTEST_OPEN,
    USUAL_ITEMS,
    USUAL_PURPOSE,
    USUAL_TITLE,
)
from regard.domains.engagement.types import Direction
from regard.domains.engagement.types.pulses import SeriesPlan
from regard.foundation.design.fields import (
    CheckboxField,
    DateField,
    EmailField,
    IntegerField,
    LongTextField,
    SelectField,
    TextField,
)
from regard.foundation.design.forms import Form

from .answers import AnswersForm


class PulseForm(Form):
    """What a pulse asks, how often, and for how long."""

    title = TextField(label="What is it called?", max_length=100)
    purpose = LongTextField(
        label="Why do you ask, and where are the results to be seen?", max_length=1000, rows=3
    )
    items = LongTextField(
        label="Sentences to agree or disagree with",
        hint=f"One a line, {MOST_ITEMS} at most. Each is answered from “{AGREE[0]}” to "
        f"“{AGREE[-1]}”. Once it has been asked no word of it changes.",
        max_length=3000,
        rows=8,
    )
    asks_more = CheckboxField(label="End with a box for anything they want to add")
    months = IntegerField(label="Every how many months?", min_value=1, max_value=MOST_MONTHS)
    days_open = IntegerField(
        label="For how many days can it be answered?",
        min_value=SHORTEST_OPEN,
        max_value=LONGEST_OPEN,
    )
    starts_on = DateField(
        label="On which day does it begin?", hint="It then asks by itself, each time on this day."
    )

    def plan(self) -> SeriesPlan:
        """Return what was written. Call once it is valid."""
        cleaned = dict(self.cleaned_data)
        lines = (" ".join(line.split()) for line in cleaned.pop("items").splitlines())
        return SeriesPlan(items=tuple(line for line in lines if line), **cleaned)


class RaterForm(Form):
    """Somebody of the partnership who works with care providers."""

    name = TextField(label="Name", max_length=100)
    email = EmailField(label="Email address")
    organisation = TextField(
        label="For which organisation do they answer?",
        hint="For example, a council, the integrated care board or an NHS trust.",
        max_length=120,
    )
    place = SelectField(
        label="In which place do they work with providers?", choices=[], required=False
    )

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 (Django's own)
        *,
        places: Iterable[tuple[int, str]],
    ) -> None:
        super().__init__(data)
        found = [(str(number), name) for number, name in places]
        self.fields["place"].choices = [("", "Everywhere"), *found]  # type: ignore[attr-defined]
        if not found:
            del self.fields["place"]

    def place_id(self) -> int | None:
        chosen = self.cleaned_data.get("place", "")
        return int(chosen) if chosen else None


class MirrorForm(Form):
    """Which pulse asks the same from the other side."""

    other = SelectField(label="Which pulse asks the other side?", choices=[])

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 (Django's own)
        *,
        others: Sequence[tuple[str, str]],
    ) -> None:
        super().__init__(data)
        self.fields["other"].choices = others  # type: ignore[attr-defined]


class RateForm(AnswersForm):
    """All of a pulse on one page."""

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 (Django's own)
        *,
        questions: Sequence[tuple[int, Question]],
    ) -> None:
        super().__init__(data, questions=questions, total=len(questions))


def usual_pulse(direction: Direction, *, today: date) -> dict[str, object]:
    """Return what the form of a new pulse begins with."""
    return {
        "title": USUAL_TITLE[direction],
        "purpose": USUAL_PURPOSE[direction],
        "items": "\n".join(USUAL_ITEMS[direction]),
        "asks_more": True,
        "months": 6,
        "days_open": 21,
        "starts_on": today,
    }


def initial_of(plan: Mapping[str, Any], *, items: Iterable[str]) -> dict[str, object]:
    """Return what the form of a pulse begins with that is there already."""
    return {**plan, "items": "\n".join(items)}
