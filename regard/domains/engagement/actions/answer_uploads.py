"""Keep a file that somebody sends as the answer to a question."""

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from regard.domains.engagement.models import Exercise
from regard.domains.engagement.rules.answers import DoesNotFit
from regard.domains.engagement.rules.asked import Asked
from regard.domains.engagement.rules.file_kinds import LOOKED_AT, check_file
from regard.foundation.audit import ledger
from regard.foundation.files import actions as files
from regard.foundation.files.models import File

from .contributions import CannotKeep


@transaction.atomic
def keep_answer_file(
    *, exercise: Exercise, asked: Asked, upload: UploadedFile, by: str, at: datetime
) -> File:
    """
    Keep a file under its hash, if it is of a kind and size that the question takes.

    :raises CannotKeep: if it is not.
    """
    name = upload.name or "file"
    beginning = next(iter(upload.chunks(LOOKED_AT)), b"")[:LOOKED_AT]
    upload.seek(0)
    try:
        check_file(asked, name=name, size=upload.size or 0, beginning=beginning)
    except DoesNotFit as problem:
        raise CannotKeep({asked.question_id: str(problem)}) from problem
    kept = files.keep(
        chunks=upload.chunks(),
        name=name,
        origin="sent as an answer",
        scope_key=f"system:{exercise.system_id}",
        by=by,
        at=at,
    )
    detail: dict[str, object] = {"file": kept.pk, "sha256": kept.sha256}
    ledger.record(event="answer_file.kept", subject=exercise, by=by, at=at, detail=detail)
    return kept
