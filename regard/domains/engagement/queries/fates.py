"""What became of themes. A domain above decides it, and fills this place for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regard.domains.engagement.types import Fate, Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from regard.domains.engagement.models import Exercise


@dataclass
class _Slot:
    """Returns what became of themes of an exercise; None while nobody has said."""

    find: Callable[[int, Collection[int]], dict[int, Fate]] | None = None


_fates = _Slot()


def offer_fates(find: Callable[[int, Collection[int]], dict[int, Fate]]) -> None:
    """
    Let themes show what became of them. Called once, by the domain that decides, as it starts.

    :param find: returns the fates of these themes of an answered exercise, by their numbers.
    """
    _fates.find = find


def list_fates(*, exercise: Exercise, theme_ids: Collection[int]) -> dict[int, Fate]:
    """Return what became of these themes of an exercise, by theme; none before it is answered."""
    if _fates.find is None or exercise.stage != Stage.ANSWERED:
        return {}
    return _fates.find(exercise.pk, theme_ids)
