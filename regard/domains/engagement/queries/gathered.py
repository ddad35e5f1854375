"""
How a spreadsheet of answers is read: as found, as saved, and with what would come of it.

The exercise was fetched through a check.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.core.cache import cache

from regard.domains.engagement.models import AnswersFile, Contribution, Exercise, SavedMapping
from regard.domains.engagement.rules.gathered import again, codes, layout, saving
from regard.domains.engagement.rules.gathered.glance import (
    Glance,
    glance_at,
    rows_header_of,
)
from regard.domains.engagement.rules.gathered.meanings import find_meanings
from regard.domains.engagement.rules.gathered.parts import Inquiry
from regard.domains.engagement.rules.gathered.plan import plan_of
from regard.domains.engagement.rules.gathered.proposing import propose
from regard.domains.engagement.rules.gathered.reader import (
    Reader,
    Refused,
    as_gathered,
    location_key,
)
from regard.domains.engagement.rules.gathered.reading import read_row
from regard.domains.engagement.types import Said
from regard.domains.engagement.types.gathered import Codes, Gathered, Grid, Layout, Line
from regard.domains.register import queries as register
from regard.foundation.base.errors import NotFound
from regard.foundation.files.sheets import CannotRead, Sheet, read_sheets

from .questions import asked_in, list_questions

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from regard.domains.register.models import System

GLANCE_KEPT_FOR = 24 * 60 * 60
"""Seconds. A file never changes; after this its rows need not stand beside it."""

PREVIEWED = 10
"""Rows shown as they would be kept."""

MUCH_LARGER = 2
"""A sheet with this many times the cells of the first holds the answers, not the first."""

MOST_SAVED = 50
"""Saved layouts that a new file is compared with, the newest first."""


@dataclass(frozen=True)
class Book:
    """A file of answers as it stands."""

    name: str
    sheets: tuple[Sheet, ...]

    def sheet(self, name: str) -> Sheet:
        """Return a sheet by its name; the first where there is none of it."""
        return next((each for each in self.sheets if each.name == name), self.sheets[0])

    def glance(self, layout_: Layout) -> Glance:
        """
        Return the table of answers at a glance.

        :raises CannotRead: if there are no rows under the columns' names.
        """
        lines = self.sheet(layout_.sheet).lines
        return glance_at(
            self.grid(layout_),
            codes=codes_beside(self, layout_),
            sheets=[each.name for each in self.sheets],
            top=lines,
            rows_header=rows_header_of(lines, layout_),
        )

    def grid(self, layout_: Layout) -> Grid:
        """
        Return the table of answers.

        :raises CannotRead: if there are no rows under the columns' names.
        """
        found = layout.read_grid(self.sheet(layout_.sheet).lines, layout_)
        if not found.lines or not found.columns:
            raise CannotRead(
                f"“{self.name}” has column names in line {layout_.header_line}, and no rows under "
                "them."
            )
        return found


@dataclass(frozen=True)
class TrialRow:
    """
    One of the first rows, and what would come of it.

    Attributes:
        read: what it says, or why it would be refused.
        service: by what it names its service; empty: by nothing.
        kept_before: whether it was kept before.
    """

    line: int
    read: Said | Refused
    service: str
    kept_before: bool


@dataclass(frozen=True)
class Trial:
    """
    What would come of a file.

    Attributes:
        tried: rows that were read for it, the first of the file.
        fitting: how many of these would be kept.
        kept_before: how many of these were kept before, from this file or one like it.
        rows: the first of them, as they would be kept.
    """

    tried: int
    fitting: int
    kept_before: int
    rows: tuple[TrialRow, ...]


def open_book(*, answers_file: AnswersFile) -> Book:
    """
    Return a file of answers as it stands.

    :raises CannotRead: if it is no spreadsheet.
    """
    file = answers_file.file
    sheets = read_sheets(file.path, file.name)
    return Book(file.name, sheets)


def look_at(*, answers_file: AnswersFile) -> Glance:
    """
    Return the table of a file at a glance, as it is laid out now. It is read at the first look.

    :raises CannotRead: if it is no spreadsheet, or there are no rows.
    """
    layout_ = saving.read(answers_file.columns).layout
    kept = cache.get(_glance_key(answers_file))
    if kept is not None and kept[0] == layout_:
        glance: Glance = kept[1]
        return glance
    return keep_glance(
        answers_file=answers_file, book=open_book(answers_file=answers_file), layout=layout_
    )


def keep_glance(*, answers_file: AnswersFile, book: Book, layout: Layout) -> Glance:
    """
    Keep the table of a file at a glance, beside the file, and return it.

    :raises CannotRead: if there are no rows under the columns' names.
    """
    glance = book.glance(layout)
    cache.set(_glance_key(answers_file), (layout, glance), GLANCE_KEPT_FOR)
    return glance


def forget_glance(*, answers_file: AnswersFile) -> None:
    """Forget the rows of a file that were kept to look at: nobody looks at them any more."""
    cache.delete(_glance_key(answers_file))


def list_inquiries(*, exercise: Exercise) -> list[Inquiry]:
    """Return the questions with their words, in order. One query."""
    questions = list_questions(exercise=exercise)
    return [
        Inquiry(asked, question.text)
        for asked, question in zip(asked_in(questions), questions, strict=True)
    ]


def find_way_to_read(
    *, book: Book, exercise: Exercise, given: Layout | None = None
) -> tuple[Gathered, str]:
    """
    Return how a file seems to be read, and the name of the saved layout that it is like.

    Two queries.

    :param given: how it is laid out, where somebody said so; then no saved one is looked for.
    :raises CannotRead: if nothing in it is a table with rows.
    """
    inquiries = list_inquiries(exercise=exercise)
    if given is not None:
        return _proposed(book, given, inquiries), ""
    for saved in SavedMapping.objects.filter(system=exercise.system_id).order_by("-pk")[
        :MOST_SAVED
    ]:
        known = _read_as(saved, book, inquiries)
        if known is not None:
            return known, saved.name
    return _proposed(book, _find_layout(book), inquiries), ""


def codes_beside(book: Book, layout_: Layout) -> Codes:
    """Return what codes mean, as the sheets beside the answers say."""
    here = book.sheet(layout_.sheet)
    return codes.find_codes([each.lines for each in book.sheets if each is not here])


def read_lines(
    *,
    exercise: Exercise,
    header: Sequence[str],
    gathered: Gathered,
    lines: Sequence[Line],
    today: date,
) -> list[Said | Refused]:
    """Return each line, read or refused. A few queries, however many lines."""
    plan = plan_of(gathered.held)
    keys = {location_key(plan, line.cells) for line in lines} - {""}
    inquiries = list_inquiries(exercise=exercise)
    reader = Reader(
        header=tuple(header),
        gathered=gathered,
        plan=plan,
        asked=as_gathered([each.asked for each in inquiries], plan),
        locations=register.find_locations(system=exercise.system, keys=keys),
        system_name=exercise.system.name,
        usual_day=min(today, exercise.closes_on),
        opens_on=exercise.opens_on,
        today=today,
    )
    read = [read_row(reader, line.number, line.cells) for line in lines]
    return again.without_twice(reader, read)


def list_kept_keys(*, exercise: Exercise, keys: Collection[str]) -> dict[str, str]:
    """Return the print of each row that was kept before in this exercise, by its key."""
    kept = Contribution.objects.filter(exercise=exercise, row_key__in=list(keys))
    return dict(kept.values_list("row_key", "row_print"))


def try_reading(*, exercise: Exercise, table: Glance, gathered: Gathered, today: date) -> Trial:
    """Return what would come of a file's first rows. A few queries."""
    lines = table.lines
    read = read_lines(
        exercise=exercise, header=table.header, gathered=gathered, lines=lines, today=today
    )
    saids = [each for each in read if isinstance(each, Said)]
    keyed = again.with_keys(saids, survey=gathered.survey)
    kept = list_kept_keys(exercise=exercise, keys=[said.row_key for said in keyed])
    plan = plan_of(gathered.held)
    keys = {said.file_line: said for said in keyed}
    return Trial(
        tried=len(lines),
        fitting=sum(said.row_key not in kept for said in keyed),
        kept_before=sum(kept.get(said.row_key) == said.row_print for said in keyed),
        rows=tuple(
            TrialRow(
                line=line.number,
                read=keys.get(line.number, each),
                service=location_key(plan, line.cells).replace("|", ", "),
                kept_before=_key(keys, line) in kept,
            )
            for line, each in zip(lines[:PREVIEWED], read[:PREVIEWED], strict=True)
        ),
    )


def _key(keys: dict[int | None, Said], line: Line) -> str:
    said = keys.get(line.number)
    return said.row_key if said else ""


def list_saved_mappings(*, system: System) -> list[SavedMapping]:
    """Return the layouts saved in a system, by name."""
    return list(SavedMapping.objects.filter(system=system).order_by("name"))


def get_saved_mapping(*, system: System, mapping_id: int) -> SavedMapping:
    """
    Return a saved layout of this system.

    :raises NotFound: if there is none of this number.
    """
    found = SavedMapping.objects.filter(system=system, pk=mapping_id).first()
    if found is None:
        raise NotFound("There is no such saved layout. Somebody may have deleted it.")
    return found


def _glance_key(answers_file: AnswersFile) -> str:
    return f"answers-file-glance-1:{answers_file.pk}"


def _find_layout(book: Book) -> Layout:
    """Return the layout of the sheet with the answers: the first, if none holds twice as much."""
    sizes = [sum(len(cells) for _, cells in each.lines) for each in book.sheets]
    largest = max(range(len(sizes)), key=sizes.__getitem__)
    sheet = book.sheets[largest if sizes[largest] > MUCH_LARGER * sizes[0] else 0]
    return layout.find_layout(sheet.lines, sheet=sheet.name)


def _proposed(book: Book, layout_: Layout, inquiries: Sequence[Inquiry]) -> Gathered:
    proposal = propose(book.grid(layout_), inquiries)
    gathered = Gathered(layout=layout_, held=proposal.held, why=proposal.why)
    return with_meanings(table=book.glance(layout_), gathered=gathered, inquiries=inquiries)


def with_meanings(*, table: Glance, gathered: Gathered, inquiries: Sequence[Inquiry]) -> Gathered:
    """Return the same with what codes and other spellings seem to mean; what was said stays."""
    found = find_meanings(table, gathered.held, [each.asked for each in inquiries])
    meanings = {name: dict(meant) for name, meant in gathered.meanings.items()}
    for name, choices in found.items():
        known = meanings.setdefault(name, {})
        for choice in choices:
            if choice.meant is not None:
                known.setdefault(choice.value, choice.meant)
    return replace(gathered, meanings={name: meant for name, meant in meanings.items() if meant})


def _read_as(saved: SavedMapping, book: Book, inquiries: Sequence[Inquiry]) -> Gathered | None:
    """Return how a file is read if it is like a saved one; None if it is not."""
    layout_ = saving.layout_for_others(saved.columns)
    grid = layout.read_grid(book.sheet(layout_.sheet).lines, layout_)
    if not grid.lines or saving.is_like(saved.columns, grid.header) < saving.KNOWN_AGAIN:
        return None
    proposed = _proposed(book, layout_, inquiries)
    applied = saving.apply_saved(saved.columns, grid, inquiries, proposed)
    return with_meanings(table=book.glance(layout_), gathered=applied, inquiries=inquiries)
