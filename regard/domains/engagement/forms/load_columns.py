"""The form by which somebody says what the columns of a spreadsheet of answers hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from textwrap import shorten
from typing import Any

from django import forms

from regard.domains.engagement.rules.asked import Asked
from regard.domains.engagement.rules.gathered.glance import Glance
from regard.domains.engagement.rules.gathered.keys import (
    part_key,
    parts_of_question,
    question_key,
    read_key,
)
from regard.domains.engagement.rules.gathered.meanings import NO, YES, targets
from regard.domains.engagement.rules.gathered.parts import Inquiry, find_part
from regard.domains.engagement.types import Speaker, Visibility
from regard.domains.engagement.types.gathered import Choice, Gathered, Holds, Part, Why
from regard.foundation.design.fields import CheckboxField, SelectField, TextField
from regard.foundation.design.forms import Form

PART_WORDS = {
    Part.OPTION: "one column for each choice",
    Part.LINE: "one column for each line",
    Part.PLACE_OF: "one column for each thing, with its place",
    Part.IN_PLACE: "one column for each place",
}

NO_ANSWER = "-"
"""Chosen where something means that there is no answer."""

TICKS = {YES: "Chosen", NO: "Not chosen"}


@dataclass(frozen=True)
class ColumnFields:
    """The fields of one column: what it holds and, where that is a part, which."""

    holds: forms.BoundField
    part: forms.BoundField | None
    why: Why


@dataclass(frozen=True)
class MeaningFields:
    """The fields of what stands in the columns of one question, or of the speaker."""

    title: str
    fields: Sequence[forms.BoundField]


class ColumnsForm(Form):
    """What each column of a spreadsheet holds, and what its codes mean."""

    month_first = CheckboxField(label="Days are written with the month first, as in 11/21/2026")
    survey = TextField(
        label="Another survey",
        hint="Only if another file that was loaded here used the same numbers for other people. "
        "Then give this survey a name.",
        required=False,
        max_length=60,
    )
    save_as = TextField(
        label="Save this layout as",
        hint="Like “Citizen Space, winter survey”. The next file with these columns is read so. "
        "Leave it empty to save nothing.",
        required=False,
        max_length=100,
    )

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 (Django's own)
        *,
        table: Glance,
        gathered: Gathered,
        questions: Sequence[Inquiry],
        found: Mapping[str, Sequence[Choice]],
        saved: str = "",
    ) -> None:
        """
        Ask about each column in turn, then about what stands in them.

        :param found: what stands there that is none of the choices; see `find_meanings`.
        :param saved: the saved layout by which it is read; empty: none.
        """
        start = {"month_first": gathered.layout.month_first, "survey": gathered.survey}
        super().__init__(data, initial=start | {"save_as": saved})
        self.table, self.before, self.found = table, gathered, found
        self.by_id = {each.asked.question_id: each for each in questions}
        own = dict(self.fields)
        self.fields.clear()
        choices = _choices(questions)
        for place, holds in enumerate(gathered.held):
            self._add_column(place, holds, choices)
        self.meaning_names = [self._add_meanings(name) for name in found]
        self.fields.update(own)

    def _add_column(self, place: int, holds: str, choices: Sequence[tuple[str, str]]) -> None:
        column = self.table.columns[place]
        cells = (line.cells[place] for line in self.table.lines[:50])
        sample = shorten(next((cell for cell in cells if cell), ""), 80, placeholder=" …")
        self.fields[f"column{place}"] = SelectField(
            label=shorten(column.name, 100, placeholder=" …"),
            hint=f"For example: {sample}" if sample else "Empty in the first rows",
            choices=choices,
            required=False,
        )
        key = read_key(holds)
        self.initial[f"column{place}"] = holds
        if key and key.part:
            self.initial[f"column{place}"] = part_key(key.part, key.question_id, None)
            names = self._parts(key.part, key.question_id)
            self.fields[f"part{place}"] = SelectField(
                label="Which one?",
                choices=[
                    ("", "Say which"),
                    *((str(n), _part_words(key.part, name)) for n, name in enumerate(names)),
                ],
                required=False,
            )
            self.initial[f"part{place}"] = "" if key.index is None else str(key.index)

    def _add_meanings(self, name: str) -> tuple[str, list[str]]:
        known = self.before.meanings.get(name, {})
        possible = self._possible(name)
        names = []
        for n, choice in enumerate(self.found[name]):
            field = f"meaning-{name.replace(':', '-')}-{n}"
            rows = f"In {choice.count:,} row{'' if choice.count == 1 else 's'}"
            self.fields[field] = SelectField(
                label=f"“{shorten(choice.value, 60, placeholder=' …')}”",
                hint=rows,
                choices=[("", "Not said yet"), *possible, (NO_ANSWER, "No answer")],
                required=False,
            )
            meant = known.get(choice.value)
            self.initial[field] = "" if meant is None else f"={meant}" if meant else NO_ANSWER
            names.append(field)
        return name, names

    def _possible(self, name: str) -> list[tuple[str, str]]:
        if name == Holds.SPEAKER:
            return [(f"={each}", each.label) for each in Speaker]
        if name == Holds.VISIBILITY:
            return [(f"={each}", each.label) for each in Visibility]
        key = read_key(name)
        if key is None:
            return []
        parts = {
            k.part
            for h in self.before.held
            if (k := read_key(h)) and k.question_id == key.question_id
        }
        part = next(iter(parts), None)
        asked = self.by_id[key.question_id].asked
        return [(f"={each}", TICKS.get(each, each)) for each in targets(asked, part)]

    def _parts(self, part: Part, question_id: int) -> tuple[str, ...]:
        return dict(parts_of_question(self.by_id[question_id].asked)).get(part, ())

    def columns(self) -> list[ColumnFields]:
        """Return the fields of each column, in order."""
        return [
            ColumnFields(
                holds=self[f"column{place}"],
                part=self[f"part{place}"] if f"part{place}" in self.fields else None,
                why=self.before.why[place] if place < len(self.before.why) else Why.NOTHING,
            )
            for place in range(len(self.before.held))
        ]

    def meanings(self) -> list[MeaningFields]:
        """Return the fields of what stands in the columns, question by question."""
        return [
            MeaningFields(self._title(name), [self[field] for field in fields])
            for name, fields in self.meaning_names
        ]

    def gathered(self) -> Gathered:
        """Return how the file is read. Call once it is valid."""
        cleaned = self.cleaned_data
        held = tuple(self._held(place) for place in range(len(self.before.held)))
        before = (*self.before.why, *[Why.NOTHING] * len(held))
        why = tuple(
            known if now == then else Why.SAID
            for now, then, known in zip(held, self.before.held, before, strict=False)
        )
        layout = replace(self.before.layout, month_first=cleaned["month_first"])
        return Gathered(layout, held, self._meant(), why, cleaned["survey"].strip())

    def _held(self, place: int) -> str:
        said = str(self.cleaned_data[f"column{place}"])
        key = read_key(said)
        if key is None or key.part is None:
            return said
        index = self.cleaned_data.get(f"part{place}", "")
        before = read_key(self.before.held[place])
        if index and before and (before.part, before.question_id) == (key.part, key.question_id):
            return part_key(key.part, key.question_id, int(index))
        names = self._parts(key.part, key.question_id)
        found = find_part(self.table.columns[place], key.part, names)
        return part_key(key.part, key.question_id, found)

    def _meant(self) -> dict[str, dict[str, str]]:
        """Return what was said that things mean, beside what was said of others before."""
        meanings = {name: dict(meant) for name, meant in self.before.meanings.items()}
        for name, fields in self.meaning_names:
            meant = meanings.setdefault(name, {})
            for field, choice in zip(fields, self.found[name], strict=True):
                said = self.cleaned_data[field]
                meant.pop(choice.value, None)
                if said:
                    meant[choice.value] = said.removeprefix("=") if said != NO_ANSWER else ""
        return {name: meant for name, meant in meanings.items() if meant}

    def _title(self, name: str) -> str:
        key = read_key(name)
        if key is None:
            return Holds(name).label
        asked = self.by_id[key.question_id]
        return f"{asked.asked.number}. {asked.text}"


def _choices(questions: Sequence[Inquiry]) -> list[tuple[str, str]]:
    """Return what a column can hold: nothing, an answer, a part of one, or something else."""
    choices = [("", Holds.NOTHING.label)]
    for each in questions:
        asked: Asked = each.asked
        words = shorten(each.text, 80, placeholder=" …")
        choices.append((question_key(asked.question_id), f"{asked.number}. {words}"))
        choices += [
            (part_key(part, asked.question_id, None), f"{asked.number}, {PART_WORDS[part]}")
            for part, _ in parts_of_question(asked)
        ]
    return [*choices, *((str(holds), holds.label) for holds in Holds if holds)]


def _part_words(part: Part, name: str) -> str:
    return f"Place {name}" if part is Part.IN_PLACE else name
