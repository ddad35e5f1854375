"""The forms of agendas: an item, its one-page brief, and a paper."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from regard.domains.governance.actions import ItemDetails
from regard.domains.governance.rules.briefs import WORDS_ON_A_PAGE
from regard.domains.governance.types import ItemKind, Purpose
from regard.foundation.design.fields import (
    CheckboxField,
    FileField,
    IntegerField,
    LongTextField,
    RadioField,
    SelectField,
    TextField,
)
from regard.foundation.design.forms import Form

if TYPE_CHECKING:
    from regard.domains.governance.models import Topic


class ItemForm(Form):
    """What an item is, before its brief is written."""

    title = TextField(label="What the item is", hint="For example “Pay for travel between visits”")
    purpose = RadioField(label="What it is for", choices=[(p.value, p.label) for p in Purpose])
    kind = RadioField(
        label="What it is about",
        choices=[(k.value, k.label) for k in ItemKind],
        hint="A year of agendas is counted by this.",
    )
    minutes_long = IntegerField(
        label="How many minutes it is given", min_value=0, max_value=24 * 60
    )
    lead = TextField(label="Who presents it", hint="A name or an office", required=False)
    topic = SelectField(label="Topic", choices=[], required=False)
    is_commissioning = CheckboxField(
        label="Care is bought by it",
        hint="Then it cannot be opened before everyone there has declared their interests.",
    )
    is_private = CheckboxField(
        label="Take it in private", hint="Its title, brief and papers are not published."
    )
    why_private = TextField(
        label="Why in private", hint="If it is. This reason is published.", required=False
    )

    def __init__(self, *args: Any, topics: Iterable["Topic"], **kwargs: Any) -> None:  # noqa: ANN401 (the library's own)
        super().__init__(*args, **kwargs)
        self.topics = {str(topic.pk): topic for topic in topics}
        if not self.topics:
            del self.fields["topic"]
            return
        self.fields["topic"].choices = [  # type: ignore[attr-defined]  # of a SelectField
            ("", "No topic"),
            *((number, topic.name) for number, topic in self.topics.items()),
        ]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("is_private") and not said.get("why_private"):
            self.add_error("why_private", "Say why it is private: everybody may read the reason")
        return said

    def details(self, before: ItemDetails | None = None) -> ItemDetails:
        """
        Return what was filled in, of a form without faults.

        :param before: what was said of the item, whose brief stays; None: it is new.
        """
        said = self.cleaned_data
        kept = before or ItemDetails(title="", kind=ItemKind.OPERATIONAL, purpose=Purpose.DECISION)
        return replace(
            kept,
            title=said["title"],
            kind=ItemKind(said["kind"]),
            purpose=Purpose(said["purpose"]),
            topic=self.topics.get(said.get("topic", "")),
            minutes_long=said["minutes_long"],
            lead=said["lead"],
            is_commissioning=said["is_commissioning"],
            is_private=said["is_private"],
            why_private=said["why_private"],
        )


class BriefForm(Form):
    """The one page that a member reads before the meeting."""

    about = LongTextField(
        label="What it is",
        hint="For someone new to it. Two or three sentences.",
        required=False,
        max_length=4000,
        rows=4,
    )
    decision_needed = LongTextField(
        label="What is to be decided",
        hint="The words that the minutes could take over. Leave empty if nothing is.",
        required=False,
        max_length=4000,
        rows=3,
    )
    evidence = LongTextField(
        label="What is known, and from where",
        hint="Figures with their source and date; what is not known.",
        required=False,
        max_length=4000,
        rows=5,
    )
    views = LongTextField(
        label="Whose views it rests on",
        hint="Who was asked, how and when, how many answered, and who was not heard.",
        required=False,
        max_length=4000,
        rows=5,
    )

    def details(self, before: ItemDetails) -> ItemDetails:
        """Return what was said of the item, with the brief as filled in."""
        return replace(before, **self.cleaned_data)


BRIEF_HINT = f"All four together fit on a page if they are under {WORDS_ON_A_PAGE} words."


class PaperForm(Form):
    file = FileField(
        label="The file",
        hint="Best a PDF that a screen reader can read. At most 30 MB.",
        accept=".pdf,.docx,.doc,.odt,.xlsx,.ods,.csv,.pptx,.odp,.txt,.png,.jpg",
    )
    title = TextField(
        label="What it is called", hint="If its file’s name does not say", required=False
    )
    is_private = CheckboxField(label="Only members may read it")
