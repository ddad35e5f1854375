"""The form with which what came late is answered."""

from collections.abc import Iterable, Mapping
from typing import Any

from typing_extensions import override

from regard.domains.engagement.types import PointRow
from regard.domains.strategy import rules
from regard.domains.strategy.types import Decision, OutcomeKind
from regard.domains.strategy.types.shortlists import Shortlist
from regard.foundation.design.fields import (
    CheckboxesField,
    LongTextField,
    RadioField,
    SelectField,
    TextField,
)
from regard.foundation.design.forms import Form

from .deciding import points_to_tick
from .shortlists import NO_PASSAGE, offer_shortlist

OF_ITS_OWN = "own"

KINDS = (OutcomeKind.ALREADY, OutcomeKind.NOT_ADOPTED, OutcomeKind.PASSED_ON)
"""What can become of it beside what is published, which changes no more."""


class LateForm(Form):
    """The same answer for several points that came late."""

    points = CheckboxesField(
        label="Which points?",
        hint="Choose all that the same words answer",
        choices=(),
        error_messages={"required": "Choose at least one of the points"},
    )
    same_as = SelectField(
        label="Does something published answer it?",
        hint="Then whoever said it is told what everyone else was told",
        choices=(),
    )
    kind = RadioField(
        label="If not, what became of it?",
        choices=[(kind.value, kind.label) for kind in KINDS],
        required=False,
    )
    passage_ref = SelectField(
        label="Which passage says so?", hint="For “already so”", choices=(), required=False
    )
    passed_to = TextField(
        label="Who was it passed on to?", hint="Only if it was passed on", required=False
    )
    reason = LongTextField(
        label="Why?", hint="Whoever said it is sent these words", rows=4, required=False
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        points: Iterable[PointRow],
        published: Shortlist,
        passages: Shortlist,
    ) -> None:
        rows = list(points)
        only = {"points": [str(rows[0].point_id)]} if len(rows) == 1 else {}
        super().__init__(data, initial=only)
        self.offer("points", *points_to_tick(rows))
        own = (OF_ITS_OWN, "No, it needs an answer of its own")
        offer_shortlist(self, "same_as", published, of="published answer", first=[own])
        offer_shortlist(self, "passage_ref", passages, of="passage", first=[NO_PASSAGE])

    @override
    def clean(self) -> None:
        if self.cleaned_data.get("same_as") != OF_ITS_OWN:
            return
        if not self.cleaned_data.get("kind"):
            self.add_error("kind", "Choose what became of it")
            return
        decision = self.decision()
        for field, words in (rules.problems_with_late(decision) if decision else {}).items():
            self.add_error(field, words)

    def same_as_id(self) -> int | None:
        value = self.cleaned_data["same_as"]
        return None if value == OF_ITS_OWN else int(value)

    def decision(self) -> Decision | None:
        """Return its own answer; None where something published answers it."""
        data = self.cleaned_data
        if data["same_as"] != OF_ITS_OWN:
            return None
        return Decision(
            kind=OutcomeKind(data["kind"]),
            reason=data["reason"],
            passage_ref=data.get("passage_ref") or None,
            passed_to=data.get("passed_to", ""),
        )

    def point_ids(self) -> list[int]:
        return [int(value) for value in self.cleaned_data["points"]]
