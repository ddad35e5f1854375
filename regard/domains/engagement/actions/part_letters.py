"""Note which letters to members of a network were posted."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from regard.domains.engagement.models import MemberPart
from regard.foundation.audit import ledger

if TYPE_CHECKING:
    from regard.domains.engagement.models import Contribution


@transaction.atomic
def mark_part_letters_posted(
    *, speech: Contribution, part_ids: Collection[int], by: str, at: datetime
) -> int:
    """Note that these letters have been printed and posted, and return how many were new."""
    letters = MemberPart.objects.filter(contribution=speech, pk__in=part_ids, printed_at=None)
    how_many = letters.update(printed_at=at)
    if how_many:
        detail: dict[str, object] = {"how_many": how_many}
        ledger.record(event="letters.posted", subject=speech, by=by, at=at, detail=detail)
    return how_many
