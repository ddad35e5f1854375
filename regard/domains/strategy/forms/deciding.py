"""The forms with which outcomes are given."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from typing_extensions import override

from regard.domains.engagement.types import PointRow
from regard.domains.strategy import rules
from regard.domains.strategy.queries import PassageHeading
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

from .refs import RefsField
from .shortlists import NO_PASSAGE, offer_shortlist

KIND_HINTS = {
    OutcomeKind.ADOPTED: "The strategy now says so",
    OutcomeKind.IN_PART: "The strategy now says part of it",
    OutcomeKind.ALREADY: "It was so before they said it",
    OutcomeKind.NOT_ADOPTED: "We will not do it, and say why",
    OutcomeKind.PASSED_ON: "Somebody else decides it, and has been told",
}


def points_to_tick(rows: Sequence[PointRow]) -> tuple[list[tuple[str, str]], dict[str, str]]:
    """Return points as boxes to tick: by their numbers what they say, and who said it how."""
    return (
        [(str(row.point_id), row.text) for row in rows],
        {str(row.point_id): f"{row.who} · {row.how} · {row.said_on:%-d %B}" for row in rows},
    )


class DecisionForm(Form):
    """What became of something said. The rules say what each kind of outcome needs besides."""

    kind = RadioField(
        label="What became of it?",
        choices=[(kind.value, kind.label) for kind in OutcomeKind],
        hints={kind.value: hint for kind, hint in KIND_HINTS.items()},
        error_messages={"required": "Choose what became of it"},
    )
    passage_ref = SelectField(
        label="Which passage says so?",
        hint="Needed if it was adopted, even in part. For “already so”, if a passage says it.",
        choices=(),
        required=False,
    )
    more_refs = RefsField(
        label="Other passages that it changed",
        hint="By number, such as 3.1, 4. Only if there are several.",
        of="passage",
    )
    passed_to = TextField(
        label="Who was it passed on to?", hint="Only if it was passed on", required=False
    )
    reason = LongTextField(
        label="Why?",
        hint="Everyone who said it is sent these words. Short sentences, no initials.",
        rows=4,
        error_messages={"required": "Say why, in words that whoever said it will understand"},
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        passages: Iterable[PassageHeading],
        shortlist: Shortlist,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        """
        Offer passages.

        :param passages: all, which can be named by their numbers.
        :param shortlist: those to choose from.
        """
        super().__init__(data, initial=dict(initial or {}))
        known = {passage.ref for passage in passages}
        self.fields["more_refs"].known = known  # type: ignore[attr-defined]  # a RefsField
        offer_shortlist(self, "passage_ref", shortlist, of="passage", first=[NO_PASSAGE])

    @override
    def clean(self) -> None:
        if "kind" not in self.cleaned_data or "reason" not in self.cleaned_data:
            return
        for field, words in rules.problems_with(self.decision()).items():
            self.add_error(field, words)

    def decision(self) -> Decision:
        data = self.cleaned_data
        return Decision(
            kind=OutcomeKind(data["kind"]),
            reason=data["reason"],
            passage_ref=data.get("passage_ref") or None,
            passed_to=data.get("passed_to", ""),
            more_refs=data.get("more_refs", ()),
        )


class SinglePointsForm(DecisionForm):
    """The same outcome for several points."""

    points = CheckboxesField(
        label="Which points?",
        hint="Choose all that the same words answer",
        choices=(),
        error_messages={"required": "Choose at least one of the points"},
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        passages: Iterable[PassageHeading],
        shortlist: Shortlist,
        points: Iterable[PointRow],
    ) -> None:
        super().__init__(data, passages=passages, shortlist=shortlist)
        self.offer("points", *points_to_tick(list(points)))
        self.order_fields(["points"])

    def point_ids(self) -> list[int]:
        return [int(value) for value in self.cleaned_data["points"]]


class SecondForm(Form):
    """What a second reader says of something that is not adopted."""

    agrees = RadioField(
        label="Is it right not to adopt this, and does the reason tell why?",
        choices=[("yes", "Yes"), ("no", "No, look at it again")],
        error_messages={"required": "Say whether you agree"},
    )
    words = LongTextField(
        label="What should be looked at again?",
        hint="Needed if you do not agree. Whoever decided reads it.",
        rows=3,
        required=False,
    )


class SoleReadingForm(Form):
    """Who answers for it that nobody else read what is not adopted, and why nobody could."""

    named = TextField(
        label="Who answers for this?",
        hint="Name and office. It is public.",
        error_messages={"required": "Give the name and the office of who answers for it"},
    )
    because = LongTextField(
        label="Why could nobody else read it?",
        hint="It is public.",
        rows=3,
        error_messages={"required": "Say why nobody else could read it"},
    )
