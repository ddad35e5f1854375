"""Everything said that a version answers, in counts, and its themes."""

from collections.abc import Mapping
from dataclasses import dataclass

from regard.domains.engagement.types import ExerciseRow

from .outcomes import Item, OutcomeKind


@dataclass(frozen=True)
class Overview:
    """
    What a `Sheet` says, without the points that have an outcome to themselves, which are counted.

    Attributes:
        themes: those with points of their own, biggest first, each with its outcome.
        lone: how many points in no theme have which outcome; None: none yet.
        own: how many points in themes have which outcome of their own.
        points: how many points have which outcome, each once in every kind.
        shown, answered, changed: how many points are in it, have an outcome, and changed what it
            says: each point once.
        behind: how many points a passage answers, by the passage's number; none is left out.
        waiting: points with an outcome to themselves that wait for a second reader.
        without_passage: outcomes that changed something and name no passage.
    """

    exercises: tuple[ExerciseRow, ...]
    themes: tuple[Item, ...]
    lone: Mapping[OutcomeKind | None, int]
    own: Mapping[OutcomeKind | None, int]
    points: Mapping[OutcomeKind | None, int]
    shown: int
    answered: int
    changed: int
    behind: Mapping[str, int]
    waiting: int
    without_passage: int

    @property
    def lone_points(self) -> int:
        return sum(self.lone.values())

    @property
    def missing_themes(self) -> int:
        """How many themes have no outcome."""
        return sum(item.outcome is None for item in self.themes)

    @property
    def missing(self) -> int:
        """How many themes and lone points have no outcome."""
        return self.missing_themes + self.lone.get(None, 0)

    @property
    def waiting_for_second_reader(self) -> int:
        """How many things are not adopted, as one person alone decided."""
        themes = sum(
            item.outcome is not None and item.outcome.waits_for_second_reader
            for item in self.themes
        )
        return themes + self.waiting

    def count_singles(self, kind: OutcomeKind | None) -> int:
        """Return how many points have this outcome to themselves."""
        return self.lone.get(kind, 0) + self.own.get(kind, 0)


@dataclass(frozen=True)
class SaidPage:
    """
    A page of everything said, or of all that had one outcome.

    Attributes:
        themes, singles: how many there are on all pages.
        next_after: how many to pass over for the next page; None on the last.
    """

    items: tuple[Item, ...]
    themes: int
    singles: int
    next_after: int | None
