"""What became of themes. A domain above decides it, and fills this place for it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from regard.domains.engagement.types import Fate, Stage
from regard.foundation.base.slots import Slot

if TYPE_CHECKING:
    from regard.domains.engagement.models import Exercise


FatesSlot = Callable[[int, Collection[int]], dict[int, Fate]]
"""Returns the fates of these themes of an answered exercise, by their numbers."""

FATES_SLOT = Slot[FatesSlot]("what became of themes")


def list_fates(*, exercise: Exercise, theme_ids: Collection[int]) -> dict[int, Fate]:
    """Return what became of these themes of an exercise, by theme; none before it is answered."""
    find = FATES_SLOT.offer
    return find(exercise.pk, theme_ids) if find and exercise.stage == Stage.ANSWERED else {}
