"""Keep what somebody of the team types in."""

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from regard.domains.engagement.models import Contribution, Exercise
from regard.domains.engagement.types import Said
from regard.foundation.files import actions as files

from .contributions import keep_contribution
from .typed_parts import note_parts, said_in_parts


@transaction.atomic
def enter_contribution(
    *,
    exercise: Exercise,
    said: Said,
    original: UploadedFile | None,
    by: str,
    at: datetime,
) -> Contribution:
    """
    Keep what someone said by telephone, on paper or at a meeting, with its original.

    An answer that names the parts of what is asked about stands beside each of them.

    :param original: a scan, photo or document of it, as it was uploaded; None if there is none.
    :raises CannotKeep: if the exercise did not take it on its day, or an answer does not fit.
    """
    file = original and files.keep(
        chunks=original.chunks(),
        name=original.name or "original",
        origin=f"the original of an answer {said.channel.label}",
        scope_key=f"system:{exercise.system_id}",
        by=by,
        at=at,
    )
    said = said_in_parts(said)
    kept = keep_contribution(exercise=exercise, said=said, file=file or None, by=by, at=at)
    note_parts(kept)
    return kept
