"""Files that come with a form, and files that go to a reader."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.http import FileResponse

from regard.foundation.accounts.requests import Request
from regard.foundation.base.errors import NotFound
from regard.foundation.files.actions import keep

if TYPE_CHECKING:
    from regard.domains.engagement.models import Exercise
    from regard.foundation.files.models import File


def keep_upload(request: Request, exercise: Exercise, *, what: str, at: datetime) -> File | None:
    """Keep the file that was sent with a form, as what it was sent; None where none was."""
    upload = request.FILES.get("file")
    if upload is None:
        return None
    return keep(
        chunks=upload.chunks(),
        name=upload.name or "file",
        origin=f"sent as {what}",
        scope_key=f"system:{exercise.system_id}",
        by=request.caller.by,
        at=at,
    )


def hand_out(file: File) -> FileResponse:
    """
    Return a file, to be saved and never opened within our pages.

    :raises NotFound: if its bytes are missing.
    """
    try:
        opened = file.path.open("rb")
    except FileNotFoundError as missing:
        raise NotFound("This file is missing. Tell whoever runs the site.") from missing
    return FileResponse(opened, as_attachment=True, filename=file.name)
