"""The forms by which needs are kept, and tied to passages."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError

from regard.domains.strategy.models import Passage
from regard.domains.strategy.rules.needs import Answering, Found, is_address
from regard.domains.strategy.types import NeedRow, NeedTopic
from regard.foundation.design.fields import (
    CheckboxesField,
    DateField,
    LongTextField,
    SelectField,
    TextField,
)
from regard.foundation.design.forms import Form
from regard.foundation.design.sheet_field import SheetField

from .refs import MOST_TICKS, RefsField


class NeedForm(Form):
    title = TextField(
        label="What is needed?",
        hint="For example: Somewhere to live for people leaving hospital",
        error_messages={"required": "Say what is needed, in a few words"},
    )
    topic = SelectField(
        label="What is it about?",
        choices=[("", "Choose one")] + [(topic.value, topic.label) for topic in NeedTopic],
        error_messages={"required": "Choose what it is about"},
    )
    words = LongTextField(
        label="What did the assessment find?",
        hint="Its figures, in a few sentences. You can leave this empty.",
        required=False,
    )
    who = TextField(
        label="Whose need is it?",
        hint="For example: People leaving hospital. Leave it empty if it is everyone’s.",
        required=False,
    )
    source = TextField(
        label="Which assessment found it?",
        hint="Its name and section, such as: Joint strategic needs assessment 2026, section 4",
        error_messages={"required": "Say which assessment found it"},
    )
    source_url = TextField(
        label="Where can it be read on the web?",
        hint="You can leave this empty.",
        required=False,
    )
    dated_on = DateField(
        label="When was it published?",
        error_messages={"required": "Enter the day on which it was published"},
    )

    def clean_source_url(self) -> str:
        address = str(self.cleaned_data["source_url"]).strip()
        if address and not is_address(address):
            raise ValidationError("Enter an address that begins with https://")
        return address

    def found(self) -> Found:
        data = self.cleaned_data
        return Found(
            title=" ".join(data["title"].split()),
            topic=NeedTopic(data["topic"]),
            words=data["words"].strip(),
            who=data["who"].strip(),
            source=" ".join(data["source"].split()),
            source_url=data["source_url"],
            dated_on=data["dated_on"],
        )


class RetireForm(Form):
    on = DateField(label="From which day does it count no more?")
    because = LongTextField(
        label="Why?",
        hint="For example: the assessment of 2027 replaces it",
        rows=3,
        error_messages={"required": "Say why it counts no more"},
    )


class NeedSheetForm(Form):
    file = SheetField(each="need")


class AnswerNeedForm(Form):
    """Either passages that answer a need, or why it is left aside. The action says which."""

    refs = CheckboxesField(
        label="Which passages say how it will be met?", choices=(), required=False
    )
    how = LongTextField(
        label="How will they meet it?", hint="One sentence is enough.", rows=3, required=False
    )
    aside = LongTextField(
        label="Or why is it left aside?",
        hint="Only if no passage answers it. The public reads this.",
        rows=3,
        required=False,
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        passages: Iterable[Passage],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        rows = list(passages)
        if len(rows) > MOST_TICKS:
            self.fields["refs"] = RefsField(
                label="Which passages say how it will be met?",
                hint="By number, such as 3.1, 4",
                of="passage",
                known={each.ref for each in rows},
            )
        else:
            self.offer("refs", [(each.ref, f"{each.ref} {each.heading}") for each in rows])

    def answering(self) -> Answering:
        data = self.cleaned_data
        return Answering(refs=frozenset(data["refs"]), how=data["how"], aside=data["aside"])


class PassageNeedsForm(Form):
    """Either needs that a passage answers, or why it answers none. The action says which."""

    numbers = CheckboxesField(label="Which needs does it answer?", choices=(), required=False)
    no_need_because = LongTextField(
        label="Or why does it answer none?",
        hint="For example: the law asks for it. The public reads this.",
        rows=3,
        required=False,
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        needs: Iterable[NeedRow],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        rows = list(needs)
        if len(rows) > MOST_TICKS:
            self.fields["numbers"] = RefsField(
                label="Which needs does it answer?",
                hint="By number, such as N3, N12",
                of="need",
                known={str(row.number) for row in rows},
                begins="N",
            )
        else:
            self.offer(
                "numbers",
                [(str(row.number), f"{row.ref} {row.title}") for row in rows],
                {str(row.number): row.topic.label for row in rows},
            )
