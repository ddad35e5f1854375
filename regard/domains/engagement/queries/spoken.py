"""Which networks spoke for their members in an exercise, for whoever may read what was said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regard.domains.engagement.models import Contribution
from regard.domains.engagement.types import Speaker

from .points import list_speakers, may_read_words, may_see_who
from .showing import readable

if TYPE_CHECKING:
    from regard.domains.engagement.models import Exercise
    from regard.foundation.authority import Caller


def list_spoken(*, exercise: Exercise, caller: Caller) -> list[tuple[str, str]]:
    """
    Return who spoke for how many members, and the receipt of what it said, the first first.

    Nobody is told before the words may be read. Five queries, or one where no network spoke.
    """
    if not may_read_words(exercise=exercise, caller=caller):
        return []
    shows_who = may_see_who(exercise=exercise, caller=caller)
    kept = Contribution.objects.filter(
        readable(shows_who=shows_who),
        exercise=exercise,
        network__isnull=False,
        speaker=Speaker.ASSOCIATION,
    )
    receipts = dict(kept.order_by("kept_at", "pk").values_list("pk", "receipt"))
    if not receipts:
        return []
    who = list_speakers(exercise=exercise, contribution_ids=receipts, shows_who=shows_who)
    return [(who[number], receipt) for number, receipt in receipts.items()]
