"""Keep answers gathered elsewhere, from a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from regard.domains.engagement import rules
from regard.domains.engagement.models import (
    AnswersFile,
    Contribution,
    Exercise,
    RefusedAnswer,
)
from regard.domains.engagement.queries.gathered import (
    Book,
    find_way_to_read,
    forget_glance,
    keep_glance,
    list_kept_keys,
    open_book,
    read_lines,
)
from regard.domains.engagement.queries.questions import list_asked
from regard.domains.engagement.rules.gathered import saving
from regard.domains.engagement.rules.gathered.again import reason_against_rows, with_keys
from regard.domains.engagement.rules.gathered.plan import plan_of, reasons_against_columns
from regard.domains.engagement.rules.gathered.reader import Refused
from regard.domains.engagement.types import Said, Stage
from regard.domains.engagement.types.gathered import Gathered, Grid, Holds, Line
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal
from regard.foundation.files import actions as files
from regard.foundation.jobs.actions import start_job

from .contributions import record_rows_kept
from .writing import write_contributions

if TYPE_CHECKING:
    from regard.foundation.jobs.models import Job

LOAD = "engagement.load_contributions"
BATCH = 1000
LONGEST_VALUE = 200


class CannotLoad(Refusal):
    """The spreadsheet cannot be taken as it is."""


@transaction.atomic
def receive_answers_file(
    *, exercise: Exercise, chunks: Iterable[bytes], name: str, by: str, at: datetime
) -> AnswersFile:
    """
    Keep a spreadsheet whole, and find how it is read. Nothing is taken from it yet.

    It is read as a saved layout says, where it is like one; else as its columns' names and what
    stands in them tell.

    :raises CannotLoad: if the exercise takes no answers.
    :raises CannotRead: if the file is no table. Nothing is kept then.
    """
    _check_takes(exercise, at)
    file = files.keep(
        chunks=chunks,
        name=name,
        origin="answers gathered elsewhere",
        scope_key=f"system:{exercise.system_id}",
        by=by,
        at=at,
    )
    received = AnswersFile(system_id=exercise.system_id, exercise=exercise, file=file, by=by)
    book = open_book(answers_file=received)
    gathered, saved = find_way_to_read(book=book, exercise=exercise)
    received.columns = saving.write(gathered) | {"saved": saved}
    received.rows_read = len(book.grid(gathered.layout).lines)
    received.save()
    keep_glance(answers_file=received, book=book, layout=gathered.layout)
    ledger.record(event="answers_file.received", subject=received, by=by, at=at)
    return received


@transaction.atomic
def start_load(*, answers_file: AnswersFile, by: str, at: datetime) -> Job:
    """
    Start the job that takes the rows, as it was said that they are read.

    :raises CannotLoad: if no column answers a question, two are said to hold the same, or a
        service stands in the file twice.
    """
    gathered = saving.read(answers_file.columns)
    _check_table(
        answers_file, open_book(answers_file=answers_file).grid(gathered.layout), gathered
    )
    ledger.record(event="answers_file.started", subject=answers_file, by=by, at=at)
    exercise = answers_file.exercise
    where = {"system": exercise.system.slug, "slug": exercise.slug}
    return start_job(
        kind=LOAD,
        title=f"Taking answers from “{answers_file.file.name}”",
        scope_key=f"system:{exercise.system_id}",
        by=by,
        args={"answers_file_id": answers_file.pk},
        next_url=reverse(
            "engagement:load_result", kwargs=where | {"answers_file_id": answers_file.pk}
        ),
    )


@transaction.atomic
def take_answers(*, answers_file_id: int, by: str, at: datetime) -> AnswersFile:
    """
    Take the rows of a spreadsheet, all in one step: if it fails, nothing is taken.

    A row that was kept before, from this file or another in which it stands too, is not kept
    again. A row that does not fit is refused with its line, column and reason; so is one that
    was kept before and says something else now.

    :raises CannotLoad: if the exercise takes no answers, no column answers a question, or a
        service stands in the file twice. Nothing is taken then.
    """
    loaded = _lock(answers_file_id)
    if loaded.finished_at:
        return loaded
    _check_takes(loaded.exercise, at)
    gathered = saving.read(loaded.columns)
    book = open_book(answers_file=loaded)
    grid = book.grid(gathered.layout)
    _check_table(loaded, grid, gathered)
    skip = _lines_kept_before(loaded, book, gathered.layout.sheet)
    lines = [line for line in grid.lines if line.number not in skip]
    saids, refused = _read(loaded, grid, gathered, lines, today=timezone.localdate(at))
    kept = write_contributions(exercise=loaded.exercise, saids=saids, file=loaded.file, at=at)
    record_rows_kept(contributions=kept, by=by, at=at)
    RefusedAnswer.objects.bulk_create(
        [_refused_answer(loaded, each) for each in refused], batch_size=BATCH
    )
    loaded.rows_read = len(grid.lines)
    loaded.taken = len(saids)
    loaded.already_kept = len(grid.lines) - len(saids) - len(refused)
    loaded.finished_at = at
    loaded.save()
    forget_glance(answers_file=loaded)
    detail: dict[str, object] = {"taken": len(saids), "refused": len(refused)}
    ledger.record(event="answers_file.loaded", subject=loaded, by=by, at=at, detail=detail)
    return loaded


def load_contributions(
    *, exercise: Exercise, path: Path, name: str, by: str, at: datetime
) -> AnswersFile:
    """
    Keep a spreadsheet and take its rows at once, its columns known by their names.

    :raises CannotLoad: if no column is named like a question, or no answers are taken.
    :raises CannotRead: if the file is no table.
    """
    with transaction.atomic():
        received = receive_answers_file(
            exercise=exercise, chunks=files.read_chunks(path), name=name, by=by, at=at
        )
        return take_answers(answers_file_id=received.pk, by=by, at=at)


def _lock(answers_file_id: int) -> AnswersFile:
    """Return a file for taking its rows, when no other file of its exercise is being taken."""
    files_ = AnswersFile.objects.select_for_update(of=("self",)).order_by("pk")
    exercise_id = AnswersFile.objects.values_list("exercise", flat=True).get(pk=answers_file_id)
    list(files_.filter(exercise=exercise_id).values_list("pk"))
    return files_.select_related("exercise__system", "file").get(pk=answers_file_id)


def _check_takes(exercise: Exercise, at: datetime) -> None:
    stage = Stage(exercise.stage)
    reason = rules.reason_not_to_enter(
        stage=stage,
        opens_on=exercise.opens_on,
        said_on=exercise.opens_on,
        today=max(timezone.localdate(at), exercise.opens_on),
    )
    if stage is Stage.ANSWERED:
        reason = "What was said here has been answered. Type in what came late one by one."
    if reason:
        raise CannotLoad(reason)


def _check_table(answers_file: AnswersFile, grid: Grid, gathered: Gathered) -> None:
    name = answers_file.file.name
    questions = list_asked(exercise=answers_file.exercise)
    reasons = reasons_against_columns(gathered.held, grid.header, questions)
    if reasons:
        raise CannotLoad(f"“{name}”: {' '.join(reasons)}")
    rows = [(line.number, line.cells) for line in grid.lines]
    reason = reason_against_rows(plan_of(gathered.held), grid.header, rows)
    if reason:
        raise CannotLoad(f"“{name}”, {reason}")


def _lines_kept_before(loaded: AnswersFile, book: Book, sheet: str) -> set[int]:
    """Return the lines of this sheet that were kept from the same content before."""
    earlier = AnswersFile.objects.filter(
        exercise=loaded.exercise, file__sha256=loaded.file.sha256, finished_at__isnull=False
    )
    files_ = [
        each.file_id
        for each in earlier
        if book.sheet(saving.read(each.columns).layout.sheet) is book.sheet(sheet)
    ]
    kept = Contribution.objects.filter(
        exercise=loaded.exercise, file__in=files_, file_line__isnull=False
    )
    return {line for line in kept.values_list("file_line", flat=True) if line is not None}


def _read(
    loaded: AnswersFile, grid: Grid, gathered: Gathered, lines: Sequence[Line], *, today: date
) -> tuple[list[Said], list[Refused]]:
    """Return the rows that were not kept before, and those that are refused."""
    read = read_lines(
        exercise=loaded.exercise, header=grid.header, gathered=gathered, lines=lines, today=today
    )
    keyed = with_keys([each for each in read if isinstance(each, Said)], survey=gathered.survey)
    kept = list_kept_keys(exercise=loaded.exercise, keys=[said.row_key for said in keyed])
    refused = [each for each in read if isinstance(each, Refused)]
    refused += [
        _changed(grid, gathered, said)
        for said in keyed
        if kept.get(said.row_key, said.row_print) != said.row_print
    ]
    saids = [said for said in keyed if said.row_key not in kept]
    return saids, sorted(refused, key=lambda each: each.line)


def _changed(grid: Grid, gathered: Gathered, said: Said) -> Refused:
    place = plan_of(gathered.held).others[Holds.RESPONSE]
    return Refused(
        line=said.file_line or 0,
        column=grid.header[place],
        value=said.row_key.partition("#")[2],
        reason="The answer of this number was kept before and says something else now. What was "
        "kept stays as it is. If this is another survey whose numbers begin anew, give it a name "
        "of its own when you load it.",
    )


def _refused_answer(loaded: AnswersFile, refused: Refused) -> RefusedAnswer:
    return RefusedAnswer(
        answers_file=loaded,
        line=refused.line,
        column=refused.column,
        value=refused.value[:LONGEST_VALUE],
        reason=refused.reason,
    )
