"""What the care association gathered with a survey tool of its own, as that tool exports it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from regard.domains.engagement import actions
from regard.domains.engagement.actions.gathered import save_mapping
from regard.domains.engagement.types import QuestionKind

from .clock import as_at
from .timeline import LEAVING_DAYS, Timeline

if TYPE_CHECKING:
    from datetime import date

    from regard.domains.engagement.models import Question
    from regard.domains.engagement.types import Said

    from .asking import Asked
    from .heard import MadeContribution

EXPORT = "results-survey-leaving-hospital.csv"
MAPPING = "Care Alliance, LimeSurvey"

ABOUT = (
    "Response ID",
    "Date submitted",
    "Name of your service",
    "Postcode of your service",
    "Name",
)

FIRST_NUMBER = 118
"""Of its answers: those before were of people who tried it out."""


def load_export(
    *,
    asked: Asked,
    rows: Sequence[tuple[MadeContribution, Said]],
    by: str,
    timeline: Timeline,
) -> None:
    """Load the export, and keep how it is read for the next one like it."""
    at = timeline.when(f"{asked.name}_sheet", hour=14)
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow([*ABOUT, *(name for each in asked.questions for name in _columns(each))])
    for number, (each, said) in enumerate(rows, start=FIRST_NUMBER):
        if each.location is None:
            continue
        last = asked.exercise.opens_on + timedelta(days=LEAVING_DAYS - 3)
        on = min(said.said_on or last, last)
        about = [number, _day(on), each.location.name, each.location.postcode, each.name]
        cells = (
            cell
            for question in asked.questions
            for cell in _cells(question, said.answers.get(question.pk, ""))
        )
        writer.writerow([*about, *cells])
    with as_at(at):
        received = actions.receive_answers_file(
            exercise=asked.exercise,
            chunks=[table.getvalue().encode("utf-8-sig")],
            name=EXPORT,
            by=by,
            at=at,
        )
        save_mapping(answers_file=received, name=MAPPING, by=by, at=at)
        actions.take_answers(answers_file_id=received.pk, by=by, at=at)


def _day(on: date) -> str:
    return f"{on:%d/%m/%Y}"


def _columns(question: Question) -> Iterator[str]:
    """Yield the columns of a question: one for each line of a matrix or place of an order."""
    if question.kind == QuestionKind.MATRIX:
        yield from (f"{question.text} [{row}]" for row in question.settings["rows"])
    elif question.kind == QuestionKind.RANK:
        yield from (f"{question.text} [Rank {n + 1}]" for n in range(question.settings["most"]))
    else:
        yield question.text


def _cells(question: Question, said: str) -> Iterator[str]:
    """Yield what stands in these columns for one answer."""
    parts = said.split("; ") if said else []
    if question.kind == QuestionKind.MATRIX:
        by_row = dict(part.split(": ") for part in parts)
        yield from (by_row.get(row, "") for row in question.settings["rows"])
    elif question.kind == QuestionKind.RANK:
        yield from (*parts, *[""] * (question.settings["most"] - len(parts)))
    else:
        yield said
