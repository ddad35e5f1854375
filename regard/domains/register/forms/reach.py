"""The forms of reach: what to list, whose job it is, what was tried, and what is stated."""

from collections.abc import Collection, Iterable
from typing import Any

from django.http import QueryDict

from regard.domains.register.models import Service
from regard.domains.register.rules.people import LEVELS
from regard.domains.register.rules.reach import Cut, ReachFilter, ReachState, Way
from regard.domains.register.types import Proof, ReachedBy, Sector, ServiceType, SizeBand
from regard.foundation.design.fields import (
    DateField,
    LongTextField,
    RadioField,
    TextField,
)
from regard.foundation.design.forms import Form

from .filters import LONGEST_WORDS

FAILED = "failed"
"""Chosen where the way that we hold does not reach anybody."""

PROOFS = (Proof.SPOKEN_TO, Proof.LETTER_ANSWERED, Proof.SAID_SO)


def read_reach_filter(query: QueryDict) -> ReachFilter:
    """Return what an address asks for. What it asks for that there is not narrows nothing."""
    states = tuple(s for s in ReachState if s.value in query.getlist("state"))
    way = query.get("way", "")
    return ReachFilter(
        states=states,
        way=Way(way) if way in set(Way) else None,
        group=_group(query.get("group", "")),
        is_refusing="refusing" in query,
        words=query.get("words", "")[:LONGEST_WORDS].replace("\0", "").strip(),
    )


def _group(text: str) -> tuple[Cut, str] | None:
    """Return the cut and value that an address such as "place:12" says."""
    name, _, value = text.partition(":")
    known: dict[Cut, Collection[str]] = {
        Cut.TYPE: set(ServiceType),
        Cut.SIZE: set(SizeBand),
        Cut.SECTOR: set(Sector),
    }
    if name not in set(Cut):
        return None
    cut = Cut(name)
    if cut in known:
        return (cut, value) if value in known[cut] else None
    is_number = value.isascii() and value.isdigit() and len(value) < 19
    is_nowhere = cut is Cut.PLACE and value == ""
    return (cut, value) if is_number or is_nowhere else None


class TaskForm(Form):
    """Whose job it is to find a way to reach services, and by when."""

    assigned_to = TextField(
        label="Whose job it is", hint="A name or an office", max_length=120, autocomplete="off"
    )
    due_on = DateField(label="By when")
    note = LongTextField(
        label="Note", hint="What is known, or was tried", required=False, max_length=2000, rows=3
    )


class EndTaskForm(Form):
    note = LongTextField(
        label="Why nothing more is to be done",
        hint="For example, the service is about to close",
        max_length=2000,
        rows=3,
    )


class PreferenceForm(Form):
    """How a service wants to be reached, and where it takes part."""

    reached_by = RadioField(
        label="How it wants to be reached", choices=[(r.value, r.label) for r in ReachedBy]
    )
    level = RadioField(
        label="Where it wants to take part", choices=[(v.value, v.label) for v in LEVELS]
    )


OUR_WORDS = {
    ReachedBy.FORUM: "Through our forum",
    ReachedBy.REPRESENTATIVE: "Through who speaks for us",
}


class OwnPreferenceForm(PreferenceForm):
    """The same, as the service itself is asked."""

    reached_by = RadioField(
        label="How do you want to be reached?",
        choices=[(r.value, OUR_WORDS.get(r, r.label)) for r in ReachedBy],
    )
    level = RadioField(
        label="Where do you want to take part?",
        hint="A system is the partnership’s whole area, a place a part of it such as a district.",
        choices=[(v.value, v.label) for v in LEVELS],
    )


class TriedForm(Form):
    """What came of trying to reach a service."""

    how = RadioField(
        label="What came of it",
        choices=[
            *((p.value, p.label) for p in PROOFS),
            (FAILED, "Nobody can be reached by what we hold"),
        ],
    )
    why = TextField(
        label="If nobody can be reached: what happened",
        hint="For example, the number is not in service. Name nobody.",
        required=False,
        max_length=200,
    )


class CommissionedForm(Form):
    """Whether a council buys from each service of a location."""

    def __init__(self, *args: Any, services: Iterable[Service], **kwargs: Any) -> None:  # noqa: ANN401 (the library's own)
        super().__init__(*args, **kwargs)
        self.services = list(services)
        for service in self.services:
            self.fields[f"service_{service.pk}"] = RadioField(
                label=f"Does a council buy {service.get_service_type_display()} here?",
                choices=[("yes", "Yes"), ("no", "No"), ("unknown", "We do not know")],
            )
            self.initial[f"service_{service.pk}"] = WORDS[service.is_commissioned]

    def said(self) -> dict[int, bool | None]:
        """Return the answers by the service's number. Call once it is valid."""
        said = {words: value for value, words in WORDS.items()}
        return {s.pk: said[self.cleaned_data[f"service_{s.pk}"]] for s in self.services}


WORDS = {True: "yes", False: "no", None: "unknown"}


class ToldForm(Form):
    """A council's statement that every provider in its area was told."""

    subject = TextField(
        label="What were they told of?",
        hint="For example, the question for the winter plan, and how to take part",
    )
    how = LongTextField(label="How were they told?", max_length=2000, rows=3)
    made_by = TextField(
        label="Who makes the statement?", hint="Name and office", autocomplete="off"
    )
    made_on = DateField(label="On which day?")
    exceptions = LongTextField(
        label="Who could not be told, and why?",
        hint="Begun with what the register knows. Change it to what is true. Leave it empty only "
        "if there was nobody.",
        required=False,
        rows=8,
    )
