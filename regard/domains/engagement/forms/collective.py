"""Forms by which a network speaks for its members, and a member says how it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from regard.domains.engagement.models import Question
from regard.domains.engagement.queries.collective import StandRow
from regard.domains.engagement.types import Channel, MemberStand, Visibility
from regard.domains.engagement.types.collective import Speech, Stand
from regard.foundation.design.fields import (
    CheckboxesField,
    CheckboxField,
    DateField,
    EmailField,
    LongTextField,
    RadioField,
    TextField,
)
from regard.foundation.design.forms import Form
from regard.foundation.design.sheet_field import SheetField

from .answers import AnswersForm, visibility_field

STANDS = [(stand.value, stand.label) for stand in MemberStand]


class SpeechForm(AnswersForm):
    """What a network says for its members, and how it asked them."""

    asked_how = LongTextField(
        label="How did you ask your members?",
        hint="In which way, when, and how many took part. If you did not ask them, say so.",
        rows=3,
        max_length=2_000,
        error_messages={"required": "Say how you asked your members, or that you did not"},
    )
    topics = CheckboxesField(
        label="Under which mandates do you speak?",
        hint="Those on everything always hold.",
        choices=[],
        required=False,
    )
    channel = RadioField(
        label="How did they say it?",
        choices=[
            (Channel.EMAIL, "By email"),
            (Channel.LETTER, "By letter or on paper"),
            (Channel.MEETING, "At a meeting"),
            (Channel.TELEPHONE, "By telephone"),
        ],
    )
    said_on = DateField(label="When did they say it?")
    visibility = visibility_field()
    name = TextField(label="Who speaks for it", hint="Name and role.", required=False)
    email = EmailField(
        label="Where shall we send what became of it?",
        hint="An email address. Its members are told besides.",
        required=False,
    )

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 (Django's own)
        files: Any = None,  # noqa: ANN401 (Django's own)
        *,
        questions: Sequence[tuple[int, Question]],
        topics: Sequence[tuple[str, int]],
        is_typed_in: bool,
        initial: Mapping[str, object],
    ) -> None:
        """
        Ask only what has to be said.

        :param topics: of its mandates in force, with how many members each covers.
        :param is_typed_in: whether one of the team writes down what the network said elsewhere;
            else it speaks for itself, here and today.
        """
        super().__init__(
            data, questions=questions, total=len(questions), initial=initial, files=files
        )
        named = [(topic, n) for topic, n in topics if topic]
        if named:
            self.fields["topics"].choices = [  # type: ignore[attr-defined]
                (topic, f"{topic} ({n:,})") for topic, n in named
            ]
        else:
            del self.fields["topics"]
        if not is_typed_in:
            del self.fields["channel"], self.fields["said_on"]

    def speech(self, *, today: date, by: str) -> Speech:
        """Return what is said. Call once it is valid."""
        cleaned = self.cleaned_data
        is_typed_in = "channel" in cleaned
        return Speech(
            answers=self.answers(),
            asked_how=cleaned["asked_how"],
            channel=Channel(cleaned["channel"]) if is_typed_in else Channel.WEB,
            visibility=Visibility(cleaned["visibility"]),
            said_on=cleaned["said_on"] if is_typed_in else today,
            topics=frozenset(cleaned.get("topics", ())),
            name=cleaned["name"],
            email=cleaned["email"],
            entered_by=by if is_typed_in else "",
        )


class StandsForm(Form):
    """How some members stand to what their network says: a choice and words for each."""

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 (Django's own)
        *,
        rows: Sequence[StandRow],
    ) -> None:
        super().__init__(data)
        self.numbers = [row.membership_id for row in rows]
        for row in rows:
            self.fields[f"stand-{row.membership_id}"] = forms.ChoiceField(
                label=f"How {row.name} stands", choices=STANDS, initial=row.stand
            )
            self.fields[f"words-{row.membership_id}"] = forms.CharField(
                label=f"How {row.name} sees it differently",
                required=False,
                initial=row.part.words if row.part else "",
            )

    def stands(self) -> dict[int, Stand]:
        """Return how each stands, by the membership's number. Call once it is valid."""
        return {
            number: Stand(
                MemberStand(self.cleaned_data[f"stand-{number}"]),
                self.cleaned_data[f"words-{number}"],
            )
            for number in self.numbers
        }


class StandSheetForm(Form):
    """A spreadsheet of how members stand."""

    file = SheetField(each="member")


class PartForm(Form):
    """How a member itself stands to what its network said for it."""

    stand = RadioField(
        label="Is it right for you?",
        choices=[
            (MemberStand.AGREED, "Yes, it speaks for us"),
            (MemberStand.DIFFERED, "It may speak for us, but we see it differently"),
            (MemberStand.NOT_ASKED, "No, it did not speak for us"),
        ],
        error_messages={"required": "Choose one of the answers"},
    )
    words = LongTextField(
        label="How do you see it?",
        hint="Only if you see it differently. Your words are read beside theirs, and your name is "
        "not put to them. Please do not name people.",
        required=False,
        max_length=5_000,
    )
    shield = CheckboxField(
        label="Nobody but the independent steward may know that these words are ours",
        hint="Not even the partnership, your network and those who buy your care. Your part stays "
        "as your network said it, and your words are kept apart from it. Leave out of them what "
        "gives you away.",
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        stand = cleaned.get("stand")
        if stand == MemberStand.DIFFERED and not cleaned.get("words", "").strip():
            self.add_error("words", "Say how you see it differently")
        if cleaned.get("shield") and stand and stand != MemberStand.DIFFERED:
            self.add_error(
                "shield",
                "Only words of your own can be kept so. Choose that you see it differently",
            )
        return cleaned
