"""Put papers to items of an agenda, and take them off."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from django.db import transaction

from regard.domains.governance.models import AgendaItem, Paper
from regard.domains.governance.rules import meetings as rules
from regard.domains.governance.types import MeetingState
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal
from regard.foundation.files import actions as files

from .meetings import lock, refuse

ENDINGS = frozenset(
    {".pdf", ".docx", ".doc", ".odt", ".rtf", ".xlsx", ".xls", ".ods", ".csv"}
    | {".pptx", ".ppt", ".odp", ".txt", ".png", ".jpg", ".jpeg"}
)
"""What boards read. Pages and programs, which could do something when opened, are not among it."""

MOST_BYTES = 30 * 1024 * 1024
"""What a telephone on a slow line still loads in a few minutes."""


class CannotAddPaper(Refusal):
    """The file cannot become a paper."""


@dataclass(frozen=True)
class Upload:
    """
    A file as it comes.

    Attributes:
        size: in bytes.
    """

    chunks: Iterable[bytes]
    name: str
    size: int


@transaction.atomic
def add_paper(
    *, item: AgendaItem, title: str, upload: Upload, is_private: bool, by: str, at: datetime
) -> Paper:
    """
    Put a file to an item of an agenda. After the agenda went out it is marked as late.

    :param title: empty: the file's name without its ending.
    :raises CannotAddPaper: if the file is of a kind that is not for reading, empty or too large.
    :raises CannotChangeMeeting: if the meeting was cancelled or its minutes are agreed.
    """
    held = lock(item.meeting)
    refuse(rules.reason_not_to_change(MeetingState(held.state)))
    ending = PurePath(upload.name).suffix.lower()
    if ending not in ENDINGS:
        raise CannotAddPaper(f"{upload.name} is not a file to read. Bring a PDF, if you can.")
    if not 0 < upload.size <= MOST_BYTES:
        raise CannotAddPaper(f"{upload.name} is empty, or larger than 30 MB")
    kept = files.keep(
        chunks=upload.chunks,
        name=upload.name,
        origin="put to an item of an agenda",
        scope_key=f"body:{held.body_id}",
        by=by,
        at=at,
    )
    words = " ".join(title.split()) or PurePath(kept.name).stem
    paper = Paper.objects.create(item=item, title=words, file=kept, is_private=is_private)
    ledger.record(event="paper.added", subject=paper, by=by, at=at, detail={"item": item.pk})
    return paper


@transaction.atomic
def remove_paper(*, paper: Paper, by: str, at: datetime) -> None:
    """
    Take a paper off an agenda. The file itself is kept, with its record of who brought it.

    :raises CannotChangeMeeting: if the meeting was cancelled or its minutes are agreed.
    """
    held = lock(paper.item.meeting)
    refuse(rules.reason_not_to_change(MeetingState(held.state)))
    detail: dict[str, object] = {"paper": paper.pk, "file": paper.file_id}
    ledger.record(event="paper.removed", subject=paper.item, by=by, at=at, detail=detail)
    paper.delete()
