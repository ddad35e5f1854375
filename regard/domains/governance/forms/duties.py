"""The forms of duties: what to list, evidence, looks, when due, when not theirs, local duties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from regard.domains.governance.actions import DutyFactsGiven, Verdict
from regard.domains.governance.rules.duty_filter import STATE_WORDS, DutyFilter
from regard.domains.governance.rules.obligations import BODIES_OF_ALL
from regard.domains.governance.types import DutyKind, EvidenceKind, HolderKind, Rhythm
from regard.foundation.design.fields import (
    CheckboxesField,
    DateField,
    FileField,
    IntegerField,
    LongTextField,
    RadioField,
    SelectField,
    TextField,
)
from regard.foundation.design.forms import Form

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from django.http import QueryDict

    from regard.domains.governance.models import Duty

LONGEST = 300
"""Characters of a holder's name that an address may ask for."""

OFFERED_KINDS = tuple(kind for kind in EvidenceKind if kind is not EvidenceKind.ASSESSMENT)
"""What a person offers; a needs assessment is offered by itself."""

MOST_FILE_BYTES = 25 * 1024**2

YES, NO = "yes", "no"


def read_duty_filter(query: QueryDict, *, on: date | None) -> DutyFilter:
    """Return what an address asks for. What it asks for that there is not narrows nothing."""
    state, kind = query.get("state", ""), query.get("kind", "")
    return DutyFilter(
        state=state if state in STATE_WORDS else "",
        holder=query.get("holder", "")[:LONGEST].replace("\0", "").strip(),
        kind=DutyKind(kind) if kind in set(DutyKind) else None,
        on=on,
    )


def read_evidence_kind(text: str) -> EvidenceKind:
    """Return the kind that an address asks for; a published page where it asks for none."""
    return EvidenceKind(text) if text in set(OFFERED_KINDS) else EvidenceKind.ADDRESS


def refuse_large(file: UploadedFile | None) -> UploadedFile | None:
    """
    Return a file that came with a form, before it is kept; None where none did.

    :raises ValidationError: if it is too large.
    """
    if file and (file.size or 0) > MOST_FILE_BYTES:
        raise ValidationError("The file is larger than 25 MB. Choose a smaller one")
    return file


class OfferForm(Form):
    """What is offered as evidence, and what it shows."""

    words = LongTextField(
        label="What does it show?",
        hint="In a sentence or two, for someone who was not there",
        max_length=2_000,
        rows=3,
    )

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 (Django's own)
        files: Any = None,  # noqa: ANN401 (Django's own)
        *,
        kind: EvidenceKind,
        choices: Sequence[tuple[str, str]],
        rounds: Sequence[tuple[str, str]],
    ) -> None:
        """
        Ask for evidence of one kind.

        :param choices: what there is of this kind in Regard, by number.
        :param rounds: the times that the duty fell due for which it can be offered; asked for
            only where there are several.
        """
        super().__init__(data, files)
        self.kind = kind
        if kind is EvidenceKind.FILE:
            self.fields["file"] = FileField(label="The file", hint="Up to 25 MB")
        elif kind is EvidenceKind.ADDRESS:
            self.fields["address"] = TextField(
                label="The address of the page",
                hint="For example, https://www.example.org/strategy",
                max_length=500,
            )
        else:
            self.fields["thing"] = SelectField(
                label=f"Which {kind.label.lower()}?", choices=[("", "Choose"), *choices]
            )
        if len(rounds) > 1:
            self.fields["rounds"] = CheckboxesField(
                label="For which time that it fell due?", choices=rounds
            )
        self.order_fields(["thing", "file", "address", "words", "rounds"])

    def clean_file(self) -> UploadedFile | None:
        return refuse_large(self.cleaned_data["file"])


class LookForm(Form):
    """What a named person says of the evidence."""

    is_accepted = RadioField(
        label="Does the evidence discharge the duty?",
        choices=[(YES, "Yes, I accept it"), (NO, "No, I do not accept it")],
        hints={NO: "The duty is due as before, until there is other evidence"},
    )
    name = TextField(
        label="Who answers for this?",
        hint="Name and office, for example Amara Okafor, partnership lead",
        autocomplete="name",
    )
    reason = LongTextField(
        label="Why?",
        hint="Needed if you do not accept it",
        required=False,
        max_length=2_000,
        rows=3,
    )
    until = DateField(
        label="When is it looked at again?",
        hint="The acceptance lapses on this day. Leave it empty if it has no end.",
        required=False,
    )

    def verdict(self) -> Verdict:
        """Return what was said. Call once it is valid."""
        data = self.cleaned_data
        return Verdict(
            is_accepted=data["is_accepted"] == YES,
            name=data["name"],
            reason=data["reason"],
            until=data["until"],
        )


class FallDueForm(Form):
    fell_on = DateField(label="From which day is it due?", hint="It may be to come")
    due_on = DateField(
        label="What is the last day for it?", hint="Leave it empty if none is set", required=False
    )
    why = LongTextField(
        label="Why is it due then?",
        hint="For example: the annual report for 2026 to 2027",
        max_length=500,
        rows=2,
    )


class WhyForm(Form):
    """A reason for something that is said of a duty or its evidence."""

    why = LongTextField(label="Why?", max_length=1_000, rows=3)


class AssessmentForm(Form):
    """A needs assessment that came."""

    council = SelectField(label="From which council?", choices=())
    title = TextField(label="What is it called?")
    dated = DateField(label="Which day does it bear?")
    received_on = DateField(label="When did the partnership receive it?")
    address = TextField(
        label="Where is it published?",
        hint="Its address, or add the file below",
        required=False,
        max_length=500,
    )
    file = FileField(label="Its file", hint="Up to 25 MB", required=False)

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 (Django's own)
        files: Any = None,  # noqa: ANN401 (Django's own)
        *,
        councils: Sequence[tuple[int, str]],
    ) -> None:
        super().__init__(data, files)
        field = self.fields["council"]
        assert isinstance(field, SelectField)  # noqa: S101 (for the type checker)
        field.choices = [("", "Choose"), *((str(pk), name) for pk, name in councils)]

    def clean_file(self) -> UploadedFile | None:
        return refuse_large(self.cleaned_data["file"])

    def clean_address(self) -> str:
        address = str(self.cleaned_data["address"]).strip()
        if address and not address.startswith(("https://", "http://")):
            raise ValidationError("Begin the address with https://")
        return address


class LocalDutyForm(Form):
    """A duty that the system set itself."""

    title = TextField(label="What is the duty called?", hint="For example: Answer every letter")
    summary = LongTextField(
        label="What does it ask?", hint="In plain English, in short sentences", rows=3
    )
    citation = TextField(
        label="By what was it agreed?",
        hint="For example: the partnership’s decision of 3 March 2027",
    )
    holders = CheckboxesField(
        label="Who holds it?", choices=[(h.value, h.label) for h in BODIES_OF_ALL]
    )
    rhythm = RadioField(label="When is it due?", choices=[(r.value, r.label) for r in Rhythm])
    days_to_act = IntegerField(
        label="How many days are there to do it?",
        hint="From the day on which it falls due. Leave it empty for 90.",
        required=False,
        min_value=0,
        max_value=3_650,
    )
    evidence_wanted = LongTextField(
        label="What evidence would discharge it?", hint="One piece on each line", rows=3
    )
    source = TextField(label="Where can its text be read?", hint="An address, or a document")
    valid_from = DateField(label="From which day does it hold?")

    def given(self) -> DutyFactsGiven:
        """Return what was said. Call once it is valid."""
        data = self.cleaned_data
        lines = data["evidence_wanted"].splitlines()
        return DutyFactsGiven(
            title=data["title"],
            summary=data["summary"].strip(),
            citation=data["citation"],
            holders=tuple(HolderKind(each) for each in data["holders"]),
            rhythm=Rhythm(data["rhythm"]),
            days_to_act=data["days_to_act"],
            evidence_wanted=tuple(line.strip() for line in lines if line.strip()),
            source=data["source"],
        )


def said_of(duty: Duty) -> dict[str, object]:
    """Return what a duty says as its form begins with it; the day is the new version's own."""
    return {
        "title": duty.title,
        "summary": duty.summary,
        "citation": duty.citation,
        "holders": duty.holders,
        "rhythm": duty.rhythm,
        "days_to_act": duty.days_to_act,
        "evidence_wanted": "\n".join(duty.evidence_wanted),
        "source": duty.source,
    }


class EndDutyForm(Form):
    on = DateField(label="The first day on which it holds no more")
