"""Forms by which people answer, or someone types in what they said."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from regard.domains.engagement.models import Question
from regard.domains.engagement.queries.questions import asked_in
from regard.domains.engagement.rules.asked import Asked
from regard.domains.engagement.rules.branching import condition_in_words
from regard.domains.engagement.types import Channel, Said, Speaker, Visibility
from regard.foundation.design.fields import (
    CheckboxField,
    DateField,
    EmailField,
    FileField,
    LongTextField,
    RadioField,
    TextField,
)
from regard.foundation.design.forms import Form

from .question_fields import SentFileField, field_for

VISIBILITY_CHOICES = [(value, value.label) for value in Visibility]

NOT_LISTED = "none"

MOST_BYTES = 15 * 1024 * 1024
"""Of a scanned letter: some twenty pages."""


def visibility_field() -> RadioField:
    return RadioField(
        label="Who may see that it was you?",
        choices=VISIBILITY_CHOICES,
        error_messages={"required": "Choose who may see that it was you"},
    )


def shield_field() -> CheckboxField:
    return CheckboxField(
        label="Nobody but the independent steward may know that it was us",
        hint="Not even the partnership and those who buy your care. We cannot write to you about "
        "it then: keep the address of the receipt. Leave out of your words what gives you away.",
        required=False,
    )


class AnswersForm(Form):
    """Answers to some questions of an exercise; the base of every form that takes answers."""

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 (Django's own)
        *,
        questions: Sequence[tuple[int, Question]],
        total: int,
        initial: Mapping[str, object] | None = None,
        files: Any = None,  # noqa: ANN401 (Django's own)
    ) -> None:
        """
        Put the questions before the form's own fields.

        :param questions: each with its number, from 1.
        :param total: how many the exercise asks.
        """
        super().__init__(data, files, initial=dict(initial or {}))
        own = dict(self.fields)
        self.fields.clear()
        self.asked = [
            replace(asked, number=number)
            for (number, _), asked in zip(
                questions, asked_in(question for _, question in questions), strict=True
            )
        ]
        for asked, (_, question) in zip(self.asked, questions, strict=True):
            self.fields[name_of(question.pk)] = self._field(asked, question, total=total)
        self.question_names = list(self.fields)
        self.fields.update(own)

    def _field(self, asked: Asked, question: Question, *, total: int) -> forms.Field:
        """Return the field of a question; beside those it depends on, it says for whom it is."""
        condition = condition_in_words(asked, self.asked)
        words = f"{condition[:1].upper()}{condition[1:]}." if condition else ""
        return field_for(
            asked,
            label=f"{asked.number} of {total}. {question.text}" if total > 1 else question.text,
            hint=" ".join(filter(None, (words, question.hint))),
            required=asked.is_required and not condition,
        )

    def answers(self) -> dict[int, str]:
        """
        Return what was answered, by the number of the question. Call once it is valid.

        A file that was just sent, or was sent before and stays, is not among them.
        """
        given = {int(name[1:]): self.cleaned_data[name] for name in self.question_names}
        return {
            number: words
            for number, words in given.items()
            if isinstance(words, str) and not self._stays(number, words)
        }

    def uploads(self) -> list[tuple[Asked, UploadedFile]]:
        """Return each file that was just sent, with the question it answers."""
        sent = ((asked, self.cleaned_data[name_of(asked.question_id)]) for asked in self.asked)
        return [(asked, file) for asked, file in sent if isinstance(file, UploadedFile)]

    def question_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.question_names]

    def _stays(self, number: int, words: str) -> bool:
        """Test whether an answer is the file that was sent before."""
        is_file = isinstance(self.fields[name_of(number)], SentFileField)
        return is_file and bool(words)


def name_of(question_id: int) -> str:
    """Return the name of a question's field."""
    return f"q{question_id}"


class StepForm(AnswersForm):
    """One question a page, behind a signed link."""


class FirstStepForm(AnswersForm):
    """The first question, and who may see whose answer it is."""

    visibility = visibility_field()
    shield = shield_field()


class CheckForm(Form):
    """The last page before an answer is kept: what was not asked before, and often nothing."""

    visibility = visibility_field()
    shield = shield_field()
    email = EmailField(
        label="Where shall we send what became of it?",
        hint="An email address. Leave it empty to look it up with your receipt number.",
        required=False,
    )

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 (Django's own)
        *,
        asks_email: bool,
        asks_who: bool,
        initial: Mapping[str, object],
    ) -> None:
        """
        Ask no more than is not known.

        :param asks_email: whether we do not know where to send the reply.
        :param asks_who: whether the first question, beside which this is asked, has a page of
            its own elsewhere.
        """
        super().__init__(data, initial=dict(initial))
        if not asks_email:
            del self.fields["email"]
        if not asks_who:
            del self.fields["visibility"], self.fields["shield"]


class WebForm(AnswersForm):
    """An answer by anyone, without a link."""

    speaker = RadioField(
        label="Who are you?",
        choices=[(value, value.label) for value in Speaker],
        error_messages={"required": "Say who you are, so that we count you rightly"},
    )
    service = TextField(
        label="Name of your service",
        hint="Only if you speak for a care service. Its name and town are enough.",
        required=False,
    )
    visibility = visibility_field()
    shield = shield_field()
    name = TextField(
        label="Your name", hint="You need not say.", required=False, autocomplete="name"
    )
    email = EmailField(
        label="Where shall we send what became of it?",
        hint="An email address. Leave it empty to look it up with your receipt number.",
        required=False,
    )
    website = TextField(label="Leave this box empty", required=False, autocomplete="off")

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 (Django's own)
        *,
        questions: Sequence[tuple[int, Question]],
        total: int,
        matches: Sequence[tuple[int, str]] = (),
        files: Any = None,  # noqa: ANN401 (Django's own)
    ) -> None:
        """
        Ask which service is meant where its name was given.

        :param matches: number and name of each service that it could be.
        """
        starts_with = {"visibility": Visibility.TEAM}
        super().__init__(data, questions=questions, total=total, initial=starts_with, files=files)
        if matches:
            self.fields["location"] = RadioField(
                label="Which of these is your service?",
                choices=[
                    *((str(number), name) for number, name in matches),
                    (NOT_LISTED, "None of these"),
                ],
                error_messages={"required": "Say which of these is your service"},
            )

    def clean_website(self) -> str:
        """Refuse what only a program would fill in."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError("Leave this box empty: it is there to stop programs")
        return ""

    def location_id(self) -> int | None:
        """Return the service that they chose; None if they speak for none that we know."""
        chosen = self.cleaned_data.get("location", NOT_LISTED)
        is_provider = self.cleaned_data["speaker"] == Speaker.PROVIDER
        return int(chosen) if is_provider and chosen != NOT_LISTED else None

    def said(self) -> Said:
        """Return what was said. Call once it is valid."""
        cleaned = self.cleaned_data
        location_id = self.location_id()
        name = cleaned["name"]
        if location_id is None and cleaned["speaker"] == Speaker.PROVIDER and cleaned["service"]:
            name = ", ".join(part for part in (name, cleaned["service"]) if part)
        return Said(
            answers=self.answers(),
            speaker=Speaker(cleaned["speaker"]),
            channel=Channel.WEB,
            visibility=Visibility(cleaned["visibility"]),
            location_id=location_id,
            name=name,
            email=cleaned["email"],
            is_shielded=cleaned["shield"],
        )


class EnterForm(AnswersForm):
    """What someone said by telephone, on paper or at a meeting, as it is typed in."""

    channel = RadioField(
        label="How did they say it?",
        choices=[
            (Channel.TELEPHONE, "By telephone"),
            (Channel.LETTER, "By letter or on paper"),
            (Channel.MEETING, "At a meeting"),
            (Channel.EMAIL, "By email"),
        ],
    )
    said_on = DateField(label="When did they say it?")
    speaker = RadioField(
        label="Who are they?", choices=[(value, value.label) for value in Speaker]
    )
    visibility = RadioField(
        label="Who may see that it was them?",
        hint="Ask them. If you did not, choose the first.",
        choices=VISIBILITY_CHOICES,
    )
    shield = CheckboxField(
        label="They asked that nobody but the independent steward may know that it was them",
        hint="You know it as you write it down. From then on nobody is told, nor can you look it "
        "up. Give them their receipt.",
        required=False,
    )
    name = TextField(label="Their name", required=False)
    email = EmailField(
        label="Email address",
        hint="For the reply. Leave it empty if they would rather have a letter or a call.",
        required=False,
    )
    telephone = TextField(
        label="Telephone number", required=False, autocomplete="off", max_length=40
    )
    address = LongTextField(
        label="Postal address",
        hint="For a reply by letter.",
        required=False,
        rows=4,
        max_length=500,
    )

    original = FileField(
        label="The letter, email or notes as they came",
        hint="A scan, photo or document. Kept with the answer.",
        required=False,
        accept=".pdf,.jpg,.jpeg,.png,.docx,.odt,.txt,.eml",
    )

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 (Django's own)
        files: Any = None,  # noqa: ANN401 (Django's own)
        *,
        questions: Sequence[tuple[int, Question]],
        speaks_for_a_service: bool,
        initial: Mapping[str, object],
    ) -> None:
        """Ask who they are only where they speak for no service: else it is its provider."""
        total = len(questions)
        super().__init__(data, questions=questions, total=total, initial=initial, files=files)
        if speaks_for_a_service:
            del self.fields["speaker"]

    def clean_original(self) -> UploadedFile | None:
        """Refuse what is too large to be a letter."""
        original: UploadedFile | None = self.cleaned_data["original"]
        if original and (original.size or 0) > MOST_BYTES:
            most = MOST_BYTES // 1024**2
            raise forms.ValidationError(f"The file is larger than {most} MB. Choose a smaller one")
        return original

    def said(self, *, location_id: int | None, entered_by: str) -> Said:
        """Return what they said. Call once it is valid."""
        cleaned = self.cleaned_data
        said_on: date = cleaned["said_on"]
        return Said(
            answers=self.answers(),
            speaker=Speaker(cleaned.get("speaker", Speaker.PROVIDER)),
            channel=Channel(cleaned["channel"]),
            visibility=Visibility(cleaned["visibility"]),
            said_on=said_on,
            location_id=location_id,
            name=cleaned["name"],
            email=cleaned["email"],
            telephone=cleaned["telephone"],
            address=cleaned["address"],
            entered_by=entered_by,
            is_shielded=cleaned["shield"],
        )
