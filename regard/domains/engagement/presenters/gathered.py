"""How a spreadsheet of answers would be kept, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regard.domains.engagement.rules.contributions import read_answers
from regard.domains.engagement.rules.gathered.keys import read_key
from regard.domains.engagement.rules.gathered.reader import Refused
from regard.domains.engagement.rules.words import count, day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regard.domains.engagement.queries.gathered import Trial, TrialRow
    from regard.domains.engagement.rules.gathered.glance import Glance
    from regard.domains.engagement.rules.gathered.parts import Inquiry
    from regard.domains.engagement.types.gathered import Gathered, Layout

SHOWN = 200
"""Characters of an answer that are shown beforehand."""

TOP_CELLS, BRIEF = 12, 30
"""Of a line as it stands: how many cells, and characters of each."""


@dataclass(frozen=True)
class PreviewRow:
    """
    A row as it would be kept.

    Attributes:
        answers: the question's number and the answer, of those that were answered.
        column, reason: where and why it would be refused; empty if it would not.
    """

    line: int
    who: str
    when: str
    answers: tuple[tuple[int, str], ...]
    kept_before: bool
    column: str = ""
    reason: str = ""


def lede(trial: Trial, gathered: Gathered, how_many: int) -> str:
    """Return what would come of the file, in figures."""
    columns = sum(bool(holds) for holds in gathered.held)
    answered = {key.question_id for holds in gathered.held if (key := read_key(holds))}
    rows = count(trial.tried, "row")
    of = (
        f"its {rows}"
        if trial.tried == how_many
        else f"the first {trial.tried:,} of {how_many:,} rows"
    )
    refused = trial.tried - trial.fitting - trial.kept_before
    parts = [f"{trial.fitting:,} would be kept", f"{refused:,} refused"]
    if trial.kept_before:
        parts.append(f"{trial.kept_before:,} were kept before")
    said = " and ".join((", ".join(parts[:-1]), parts[-1]))
    return (
        f"{columns} of {count(len(gathered.held), 'column')} answer "
        f"{count(len(answered), 'question')} or say who spoke. Of {of}, {said}."
    )


def layout_words(layout: Layout) -> str:
    """Return how a file is laid out, in a sentence."""
    sheet = f"Sheet “{layout.sheet}”. " if layout.sheet else ""
    last = layout.header_line + layout.header_rows - 1
    lines = (
        f"Line {layout.header_line} names"
        if layout.header_rows == 1
        else f"Lines {layout.header_line} to {last} name"
    )
    row = "one answer to one question" if layout.long else "all of somebody’s answers"
    return f"{sheet}{lines} the columns; each row is {row}."


def preview_rows(trial: Trial, questions: Sequence[Inquiry]) -> list[PreviewRow]:
    return [_row(each, questions) for each in trial.rows]


def first_lines(lines: Sequence[tuple[int, tuple[str, ...]]]) -> list[tuple[int, list[str]]]:
    """Return the top of a sheet as it stands: the number and the first cells of each line."""
    return [(n, [_brief(cell) for cell in cells[:TOP_CELLS]]) for n, cells in lines]


def left_out(table: Glance, gathered: Gathered) -> list[str]:
    """Return the columns that hold people's own words and would not be kept."""
    held = enumerate(gathered.held)
    return [table.header[n] for n, holds in held if not holds and n in table.wordy]


def _row(row: TrialRow, questions: Sequence[Inquiry]) -> PreviewRow:
    read = row.read
    if isinstance(read, Refused):
        return PreviewRow(row.line, "", "", (), row.kept_before, read.column, _reason(read))
    asked = [each.asked for each in questions]
    kept = read_answers(questions=asked, answers=read.answers)
    numbers = {each.question_id: each.number for each in asked}
    answers = sorted((numbers[n], _short(each.text)) for n, each in kept.items() if n in numbers)
    who = ", ".join(filter(None, (read.name, row.service if read.location_id else "")))
    return PreviewRow(
        line=row.line,
        who=who or read.speaker.label,
        when=day(read.said_on) if read.said_on else "",
        answers=tuple(answers),
        kept_before=row.kept_before,
    )


def _reason(read: Refused) -> str:
    value = _short(read.value)
    return f"“{value}”: {read.reason}" if value else read.reason


def _brief(cell: str) -> str:
    return cell if len(cell) <= BRIEF else f"{cell[:BRIEF]}…"


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
