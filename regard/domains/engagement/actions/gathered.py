"""Say how a spreadsheet of answers is read, and save that for others like it."""

from datetime import datetime

from django.db import transaction

from regard.domains.engagement.models import AnswersFile, SavedMapping
from regard.domains.engagement.queries.gathered import (
    find_way_to_read,
    keep_glance,
    list_inquiries,
    look_at,
    open_book,
    with_meanings,
)
from regard.domains.engagement.rules.gathered import saving
from regard.domains.engagement.rules.gathered.keys import is_known
from regard.domains.engagement.types.gathered import Gathered, Layout
from regard.foundation.audit import ledger

from .answers_files import CannotLoad

LONGEST_NAME = 100


@transaction.atomic
def lay_out(*, answers_file: AnswersFile, layout: Layout, by: str, at: datetime) -> AnswersFile:
    """
    Say where the answers stand in a file; what its columns hold is then found anew.

    :raises CannotLoad: if it was taken already.
    :raises CannotRead: if there is no table there.
    """
    _check_waits(answers_file)
    book = open_book(answers_file=answers_file)
    exercise = answers_file.exercise
    gathered, _ = find_way_to_read(book=book, exercise=exercise, given=layout)
    answers_file.columns = saving.write(gathered) | {"saved": ""}
    answers_file.rows_read = len(book.grid(layout).lines)
    answers_file.save(update_fields=["columns", "rows_read", "updated_at"])
    keep_glance(answers_file=answers_file, book=book, layout=layout)
    ledger.record(event="answers_file.laid_out", subject=answers_file, by=by, at=at)
    return answers_file


@transaction.atomic
def say_how_to_read(
    *, answers_file: AnswersFile, gathered: Gathered, by: str, at: datetime
) -> AnswersFile:
    """
    Say what the columns hold and what their codes mean. Nothing is taken yet.

    Where codes were not spoken of, what they seem to mean is filled in.

    :raises CannotLoad: if it was taken already, or a column cannot hold what is said of it.
    """
    _check_waits(answers_file)
    table = look_at(answers_file=answers_file)
    inquiries = list_inquiries(exercise=answers_file.exercise)
    questions = [each.asked for each in inquiries]
    if len(gathered.held) != len(table.columns) or not all(
        is_known(holds, questions) for holds in gathered.held
    ):
        raise CannotLoad("The columns are not as this page had them. Open it again.")
    said = with_meanings(table=table, gathered=gathered, inquiries=inquiries)
    answers_file.columns = saving.write(said) | {"saved": answers_file.columns.get("saved", "")}
    answers_file.save(update_fields=["columns", "updated_at"])
    ledger.record(event="answers_file.columns_named", subject=answers_file, by=by, at=at)
    return answers_file


@transaction.atomic
def save_mapping(*, answers_file: AnswersFile, name: str, by: str, at: datetime) -> SavedMapping:
    """
    Save how a file is read, so that others like it are read so too. A name is used anew.

    :raises CannotLoad: if there is no name, or it is too long.
    """
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise CannotLoad(f"Give it a name of up to {LONGEST_NAME} characters.")
    gathered = saving.read(answers_file.columns)
    header = look_at(answers_file=answers_file).header
    inquiries = list_inquiries(exercise=answers_file.exercise)
    saved, _ = SavedMapping.objects.update_or_create(
        system_id=answers_file.system_id,
        name=name,
        defaults={
            "header": list(header),
            "columns": saving.write_for_others(gathered, header, inquiries),
            "by": by,
        },
    )
    ledger.record(event="mapping.saved", subject=saved, by=by, at=at)
    return saved


@transaction.atomic
def forget_mapping(*, mapping: SavedMapping, by: str, at: datetime) -> None:
    """Delete a saved layout. Files that were read by it stay as they are."""
    ledger.record(event="mapping.forgotten", subject=mapping, by=by, at=at)
    mapping.delete()


def _check_waits(answers_file: AnswersFile) -> None:
    if answers_file.finished_at:
        raise CannotLoad("The answers in this file were taken already. Load it again.")
