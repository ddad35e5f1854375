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
    Question,
    RefusedAnswer,
)
from regard.domains.engagement.queries.questions import list_asked
from regard.domains.engagement.rules.columns import columns_of, guess, reasons_against_columns
from regard.domains.engagement.rules.rows import Reader, Refused, location_key, read_row
from regard.domains.engagement.types import Said, Stage
from regard.domains.register import queries as register
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal
from regard.foundation.files import actions as files
from regard.foundation.files.tables import Table, read_table
from regard.foundation.jobs.actions import start_job

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
    Keep a spreadsheet whole, and guess what its columns hold. Nothing is taken from it yet.

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
    table = read_table(file.path, file.name)
    questions = Question.objects.filter(exercise=exercise).order_by("position")
    held = guess(table.header, dict(questions.values_list("pk", "text")))
    received = AnswersFile.objects.create(
        system_id=exercise.system_id,
        exercise=exercise,
        file=file,
        columns={"held": held},
        by=by,
        rows_read=len(table.rows),
    )
    ledger.record(event="answers_file.received", subject=received, by=by, at=at)
    return received


@transaction.atomic
def start_load(*, answers_file: AnswersFile, held: Sequence[str], by: str, at: datetime) -> Job:
    """
    Say what the columns hold, and start the job that takes the rows.

    :param held: what each column holds, in their order; see `rules.columns`.
    :raises CannotLoad: if no column answers a question, two are said to hold the same, or a
        service stands in the file twice.
    """
    table = read_table(answers_file.file.path, answers_file.file.name)
    _check_table(table, held, answers_file.file.name)
    answers_file.columns = {"held": list(held)}
    answers_file.save(update_fields=["columns", "updated_at"])
    ledger.record(event="answers_file.columns_named", subject=answers_file, by=by, at=at)
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

    A line that was kept before, from this content under whatever name, is not kept again.
    A row that does not fit is refused with its line, column and reason.

    :raises CannotLoad: if the exercise takes no answers, no column answers a question, or a
        service stands in the file twice. Nothing is taken then.
    """
    taking = AnswersFile.objects.select_for_update(of=("self",)).select_related(
        "exercise__system", "file"
    )
    loaded = taking.get(pk=answers_file_id)
    if loaded.finished_at:
        return loaded
    _check_takes(loaded.exercise, at)
    table = read_table(loaded.file.path, loaded.file.name)
    _check_table(table, loaded.columns["held"], loaded.file.name)
    kept_before = _lines_kept_before(loaded)
    read = _read(loaded, table, skip=kept_before, today=timezone.localdate(at))
    saids = [each for each in read if isinstance(each, Said)]
    refused = [each for each in read if isinstance(each, Refused)]
    write_contributions(exercise=loaded.exercise, saids=saids, file=loaded.file, at=at)
    RefusedAnswer.objects.bulk_create(
        [_refused_answer(loaded, each) for each in refused], batch_size=BATCH
    )
    loaded.rows_read = len(table.rows)
    loaded.taken = len(saids)
    loaded.already_kept = len(table.rows) - len(read)
    loaded.finished_at = at
    loaded.save()
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


def _check_takes(exercise: Exercise, at: datetime) -> None:
    reason = rules.reason_not_to_enter(
        stage=Stage(exercise.stage),
        opens_on=exercise.opens_on,
        said_on=exercise.opens_on,
        today=max(timezone.localdate(at), exercise.opens_on),
    )
    if reason:
        raise CannotLoad(reason)


def _check_table(table: Table, held: Sequence[str], name: str) -> None:
    reasons = reasons_against_columns(held, table.header)
    if reasons:
        raise CannotLoad(f"“{name}”: {' '.join(reasons)}")
    rows = [(row.line, row.cells) for row in table.rows]
    reason = rules.reason_against_rows(columns_of(held), table.header, rows)
    if reason:
        raise CannotLoad(f"“{name}”, {reason}")


def _lines_kept_before(loaded: AnswersFile) -> set[int]:
    kept = Contribution.objects.filter(
        exercise=loaded.exercise, file__sha256=loaded.file.sha256, file_line__isnull=False
    )
    return {line for line in kept.values_list("file_line", flat=True) if line is not None}


def _read(
    loaded: AnswersFile, table: Table, *, skip: set[int], today: date
) -> list[Said | Refused]:
    """Return each row that was not kept before, read or refused."""
    columns = columns_of(loaded.columns["held"])
    keys = {location_key(columns, row.cells) for row in table.rows} - {""}
    exercise = loaded.exercise
    reader = Reader(
        header=table.header,
        columns=columns,
        asked=list_asked(exercise=exercise),
        locations=register.find_locations(system=exercise.system, keys=keys),
        system_name=exercise.system.name,
        usual_day=min(today, exercise.closes_on),
        opens_on=exercise.opens_on,
        today=today,
    )
    rows = [(row.line, row.cells) for row in table.rows if row.line not in skip]
    return rules.without_twice(reader, [read_row(reader, line, cells) for line, cells in rows])


def _refused_answer(loaded: AnswersFile, refused: Refused) -> RefusedAnswer:
    return RefusedAnswer(
        answers_file=loaded,
        line=refused.line,
        column=refused.column,
        value=refused.value[:LONGEST_VALUE],
        reason=refused.reason,
    )
