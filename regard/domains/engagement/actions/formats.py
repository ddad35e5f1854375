"""Offer what is asked in other forms."""

from dataclasses import dataclass
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from regard.domains.engagement.models import Exercise, Question, QuestionFormat
from regard.domains.engagement.rules.formats import reason_against_file, reasons_against_format
from regard.domains.engagement.types import FormatKind, Stage
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal
from regard.foundation.files import actions as files
from regard.foundation.files.models import File

LOOKED_AT = 64
"""Bytes at the beginning of a file that tell what it is."""


class CannotOffer(Refusal):
    """
    Something cannot be offered in this form.

    Attributes:
        reasons: what is wrong, by the field of the form.
    """

    def __init__(self, reasons: dict[str, str]) -> None:
        super().__init__(". ".join(reasons.values()))
        self.reasons = reasons


@dataclass(frozen=True)
class OtherForm:
    """
    Another form of what is asked, as somebody offers it.

    Attributes:
        question: None for all of the exercise.
        language: code of BCP 47; empty for English.
        words: the text; of a recording, what is said in it.
    """

    kind: FormatKind
    question: Question | None = None
    language: str = ""
    words: str = ""
    upload: UploadedFile | None = None


@transaction.atomic
def add_format(*, exercise: Exercise, form: OtherForm, by: str, at: datetime) -> QuestionFormat:
    """
    Offer what is asked in another form, to everyone who answers.

    Once an exercise is open it can still be added: somebody asked for it.

    :raises CannotOffer: if something is missing, the file is of no kind that suits the form, or
        the exercise has been answered.
    """
    if exercise.stage == Stage.ANSWERED:
        raise CannotOffer({"kind": "This has been answered. Nobody answers it any more"})
    reasons = reasons_against_format(
        kind=form.kind,
        language=form.language,
        words=form.words,
        has_file=form.upload is not None,
    )
    if reasons:
        raise CannotOffer(reasons)
    made = QuestionFormat.objects.create(
        exercise=exercise,
        question=form.question,
        kind=form.kind,
        language=form.language,
        words=form.words.strip(),
        file=_keep(exercise, form, by=by, at=at),
    )
    ledger.record(event="format.added", subject=made, by=by, at=at)
    return made


@transaction.atomic
def remove_format(*, found: QuestionFormat, by: str, at: datetime) -> None:
    """Offer it no more in this form. The file itself stays kept."""
    ledger.record(event="format.removed", subject=found, by=by, at=at)
    QuestionFormat.objects.filter(pk=found.pk).delete()


def _keep(exercise: Exercise, form: OtherForm, *, by: str, at: datetime) -> File | None:
    upload = form.upload
    if upload is None:
        return None
    name = upload.name or "file"
    beginning = next(iter(upload.chunks(LOOKED_AT)), b"")[:LOOKED_AT]
    upload.seek(0)
    reason = reason_against_file(
        kind=form.kind, name=name, size=upload.size or 0, beginning=beginning
    )
    if reason:
        raise CannotOffer({"file": reason})
    return files.keep(
        chunks=upload.chunks(),
        name=name,
        origin=f"what is asked, as {form.kind.label}",
        scope_key=f"system:{exercise.system_id}",
        by=by,
        at=at,
    )
