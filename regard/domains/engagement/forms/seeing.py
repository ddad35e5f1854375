"""Forms by which people tell what they are seeing, and by which it is searched and answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms

from regard.domains.engagement.models import Question
from regard.domains.engagement.types import SPEAKER_LABELS, Channel, Said, Speaker, Visibility
from regard.domains.engagement.types.seeing import Seen, SeenFilter, Where
from regard.domains.register.types import ServiceType
from regard.foundation.design.fields import LongTextField, SelectField, TextField
from regard.foundation.design.forms import Form

from .answers import AnswersForm, EnterForm, WebForm, shield_field, visibility_field
from .arrivals import KeepForm

Places = Sequence[tuple[int, str]]
"""Number and name of each place of the system."""

SERVICE_TYPES = [
    (str(kind), kind.label) for kind in ServiceType if kind is not ServiceType.NOT_STATED
]


class TellForm(WebForm):
    """Something that anybody tells unasked."""

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 (Django's own)
        *,
        questions: Sequence[tuple[int, Question]],
        places: Places,
        matches: Sequence[tuple[int, str]] = (),
    ) -> None:
        """Ask also where it is. Staff have a form of their own, which asks for no name."""
        super().__init__(data, questions=questions, total=1, matches=matches)
        offer_where(self, places)
        self.fields["speaker"].choices = [  # type: ignore[attr-defined]
            (value, label) for value, label in SPEAKER_LABELS.items() if value != Speaker.STAFF
        ]

    def where(self) -> Where:
        return where_in(self.cleaned_data)


class TellAsStaffForm(AnswersForm):
    """Something that somebody who works in care tells, without a word of who they are."""

    website = TextField(label="Leave this box empty", required=False, autocomplete="off")

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 (Django's own)
        *,
        questions: Sequence[tuple[int, Question]],
        places: Places,
    ) -> None:
        super().__init__(data, questions=questions, total=1)
        offer_where(self, places)

    def clean_website(self) -> str:
        """Refuse what only a program would fill in."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError("Leave this box empty: it is there to stop programs")
        return ""

    def where(self) -> Where:
        return where_in(self.cleaned_data)

    def said(self) -> Said:
        """Return what was said. Call once it is valid."""
        return Said(answers=self.answers(), speaker=Speaker.STAFF, channel=Channel.WEB)


class TellByLinkForm(AnswersForm):
    """Something that a service tells behind a link of its own, which knows it."""

    visibility = visibility_field()
    shield = shield_field()

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 (Django's own)
        *,
        questions: Sequence[tuple[int, Question]],
    ) -> None:
        initial = {"visibility": Visibility.TEAM}
        super().__init__(data, questions=questions, total=1, initial=initial)

    def said(self, *, location_id: int) -> Said:
        """Return what was said. Call once it is valid."""
        return Said(
            answers=self.answers(),
            speaker=Speaker.PROVIDER,
            channel=Channel.LINK,
            visibility=Visibility(self.cleaned_data["visibility"]),
            location_id=location_id,
            is_shielded=self.cleaned_data["shield"],
        )


class EnterTellingForm(EnterForm):
    """What somebody told by telephone or on paper, as it is typed in."""

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 (Django's own)
        files: Any = None,  # noqa: ANN401 (Django's own)
        *,
        questions: Sequence[tuple[int, Question]],
        speaks_for_a_service: bool,
        places: Places,
        initial: Mapping[str, object],
    ) -> None:
        super().__init__(
            data,
            files,
            questions=questions,
            speaks_for_a_service=speaks_for_a_service,
            initial=initial,
        )
        offer_where(self, places)

    def where(self) -> Where:
        return where_in(self.cleaned_data)


class KeepTellingForm(KeepForm):
    """What arrived by email or on paper, kept as something that somebody tells unasked."""

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 (Django's own)
        *,
        words: str,
        questions: Sequence[tuple[int, Question]],
        speaks_for_a_service: bool,
        places: Places,
        initial: Mapping[str, object],
    ) -> None:
        """Ask also where it is."""
        super().__init__(
            data,
            words=words,
            questions=questions,
            speaks_for_a_service=speaks_for_a_service,
            initial=initial,
        )
        offer_where(self, places)

    def where(self) -> Where:
        return where_in(self.cleaned_data)


class SeenForm(Form):
    """Which of what people told to show."""

    words = TextField(label="Words in it", required=False, autocomplete="off")
    seen = SelectField(
        label="Kind of thing",
        choices=[("", "Any"), *((str(seen), seen.label) for seen in Seen)],
        required=False,
    )
    speaker = SelectField(
        label="Who told it",
        choices=[("", "Anyone"), *((str(key), label) for key, label in SPEAKER_LABELS.items())],
        required=False,
    )
    place = SelectField(label="Place", choices=[], required=False)
    service = SelectField(
        label="Kind of service", choices=[("", "Any"), *SERVICE_TYPES], required=False
    )
    theme = SelectField(label="Theme", choices=[], required=False)

    def __init__(
        self,
        data: Any,  # noqa: ANN401 (Django's own)
        *,
        places: Places,
        themes: Iterable[tuple[int, str]],
    ) -> None:
        super().__init__(data)
        for name, found in (("place", places), ("theme", list(themes))):
            numbered = [(str(number), words) for number, words in found]
            self.fields[name].choices = [("", "Any"), *numbered]  # type: ignore[attr-defined]
            if not numbered:
                del self.fields[name]

    def which(self) -> SeenFilter:
        """Return what was asked for. What makes no sense asks for nothing."""
        self.is_valid()
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        return SeenFilter(
            seen=Seen(asked["seen"]) if "seen" in asked else None,
            speaker=Speaker(asked["speaker"]) if "speaker" in asked else None,
            place_id=int(asked["place"]) if "place" in asked else None,
            service_type=asked.get("service", ""),
            theme_id=int(asked["theme"]) if "theme" in asked else None,
            words=asked.get("words", ""),
        )

    def asked(self) -> dict[str, str]:
        """Return what an address says to ask for the same."""
        self.is_valid()
        return {name: str(value) for name, value in self.cleaned_data.items() if value}


class UpshotForm(Form):
    """What came of something that people told."""

    words = LongTextField(
        label="What was done, or why can nothing be?",
        hint="Two or three short sentences. Everyone who told it reads them.",
        max_length=2000,
        rows=5,
    )


def offer_where(form: Form, places: Places) -> None:
    """Add to a form where it is, as far as there are places to choose from."""
    offered = [(str(number), name) for number, name in places]
    if offered:
        form.fields["place"] = SelectField(
            label="Where is it?",
            hint="You need not say.",
            choices=[("", "I would rather not say, or everywhere"), *offered],
            required=False,
        )
    form.fields["service_type"] = SelectField(
        label="In which kind of service?",
        hint="You need not say.",
        choices=[("", "I would rather not say, or in several"), *SERVICE_TYPES],
        required=False,
    )


def where_in(cleaned: Mapping[str, Any]) -> Where:
    """Return where it is, out of a form that is valid."""
    place = cleaned.get("place", "")
    return Where(int(place) if place else None, cleaned.get("service_type", ""))
