"""Fields of several boxes: things put in order, and the same choice for several things."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from typing_extensions import override

from regard.domains.engagement.rules.answers import DoesNotFit, read_answer
from regard.domains.engagement.rules.asked import Asked

PLACES = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth")


class Boxes(forms.Widget):
    """Reads one box a line: a select, or a row of buttons. The field's template writes them."""

    def __init__(self, how_many: int) -> None:
        super().__init__()
        self.how_many = how_many

    @override
    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[str]:
        return [str(data.get(f"{name}-{n}", "")).strip() for n in range(self.how_many)]

    @override
    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(f"{name}-{n}" in data for n in range(self.how_many))


class RankField(forms.Field):
    """Several things put in order: a place for each, from a list."""

    first_input = "-0"
    """Where the error summary leads: the first list."""

    def __init__(self, asked: Asked, *, label: str, hint: str, required: bool) -> None:
        super().__init__(
            label=label,
            help_text=hint,
            required=required,
            widget=Boxes(len(asked.options)),
            error_messages={"required": "Give at least one of them a place"},
        )
        self.asked = asked
        self.template_name = "engagement/fields/rank.jinja"

    def places(self) -> list[tuple[str, str]]:
        """Return the places to choose from, with their words."""
        most = self.asked.whole("most") or len(self.asked.options)
        words = [PLACES[n] if n < len(PLACES) else f"{n + 1}th" for n in range(most)]
        return [("", "No place"), *((str(n), w) for n, w in enumerate(words, start=1))]

    @override
    def prepare_value(self, value: Any) -> Any:
        """Return the place chosen for each option, as text."""
        if not isinstance(value, str):
            return value or [""] * len(self.asked.options)
        try:
            order = read_answer(self.asked, value).value if value else []
        except DoesNotFit:
            order = []
        places = {option: str(n) for n, option in enumerate(_listed(order), start=1)}
        return [places.get(option, "") for option in self.asked.options]

    @override
    def clean(self, value: Sequence[str]) -> str:
        known = {place for place, _ in self.places()}
        if set(value) - known:
            raise ValidationError("Choose from the places on this page")
        chosen = {place: o for place, o in zip(value, self.asked.options, strict=True) if place}
        given = [place for place in value if place]
        if self.required and not given:
            raise ValidationError(self.error_messages["required"], code="required")
        twice = next((place for place in given if given.count(place) > 1), None)
        if twice is not None:
            both = [o for p, o in zip(value, self.asked.options, strict=True) if p == twice]
            raise ValidationError(f"{' and '.join(f'“{o}”' for o in both)} have the same place")
        in_order = [chosen[place] for place in sorted(chosen, key=int)]
        return fitting(self.asked, "; ".join(in_order))


class MatrixField(forms.Field):
    """The same choice for several things: a row of buttons for each."""

    first_input = "-0"

    def __init__(self, asked: Asked, *, label: str, hint: str, required: bool) -> None:
        self.rows = asked.listed("rows")
        super().__init__(
            label=label,
            help_text=hint,
            required=required,
            widget=Boxes(len(self.rows)),
            error_messages={"required": "Choose an answer in every line"},
        )
        self.asked = asked
        self.template_name = "engagement/fields/matrix.jinja"

    @override
    def prepare_value(self, value: Any) -> Any:
        """Return the answer chosen in each row, empty where none."""
        if not isinstance(value, str):
            return value or [""] * len(self.rows)
        try:
            found = read_answer(self.asked, value).value if value else {}
        except DoesNotFit:
            found = {}
        chosen = found if isinstance(found, Mapping) else {}
        return [chosen.get(row, "") for row in self.rows]

    @override
    def clean(self, value: Sequence[str]) -> str:
        said = [(row, v) for row, v in zip(self.rows, value, strict=True) if v]
        if self.required and not said:
            raise ValidationError(self.error_messages["required"], code="required")
        return fitting(self.asked, "\n".join(f"{row}: {chosen}" for row, chosen in said))


def fitting(asked: Asked, words: str) -> str:
    """
    Return the words if they are an answer to the question, or are none.

    :raises ValidationError: if they do not fit it.
    """
    if words:
        try:
            read_answer(asked, words)
        except DoesNotFit as problem:
            raise ValidationError(str(problem)) from problem
    return words


def _listed(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else []
