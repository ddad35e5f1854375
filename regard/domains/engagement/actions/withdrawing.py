"""Take back a draft that nobody was asked by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from regard.foundation.audit import ledger

from .drafting import draft_of

if TYPE_CHECKING:
    from datetime import datetime

    from regard.domains.engagement.models import Exercise


@transaction.atomic
def withdraw_exercise(*, exercise: Exercise, reason: str, by: str, at: datetime) -> Exercise:
    """
    Withdraw a draft, which then never opens and is in no list.

    It is not deleted: information may have been published for it, which is final, and whoever
    follows the ledger finds what was meant to be asked, at its address.

    :param reason: why, in a sentence; shown to the team on its page.
    :raises CannotChange: if it has been opened, or was withdrawn before.
    """
    draft = draft_of(exercise)
    draft.closed_at, draft.closed_early_because = at, reason.strip()
    draft.save(update_fields=["closed_at", "closed_early_because", "updated_at"])
    detail: dict[str, object] = {"reason": draft.closed_early_because}
    ledger.record(event="exercise.withdrawn", subject=draft, by=by, at=at, detail=detail)
    return draft
