"""A question, as far as an answer to it must fit."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from regard.domains.engagement.types import QuestionKind

CONDITIONS = frozenset({QuestionKind.CHOICE, QuestionKind.CHOICES, QuestionKind.SCALE})
"""Kinds whose answer can decide whether a later question is asked: those with few answers."""


@dataclass(frozen=True)
class Asked:
    """
    A question, as far as an answer to it must fit; its settings as `types.questions` says.

    Attributes:
        number: its place, from 1.
        shown_if: the question on whose answer it depends whether this is asked; None: on none.
        shown_for: the answers for which it is, as `rules.branching.steps_of` words them.
    """

    question_id: int
    number: int
    kind: QuestionKind
    options: tuple[str, ...] = ()
    is_required: bool = False
    settings: Mapping[str, object] = field(default_factory=dict)
    shown_if: int | None = None
    shown_for: tuple[str, ...] = ()

    def whole(self, name: str) -> int | None:
        """Return a setting that is a whole number; None if it is not set."""
        value = self.settings.get(name)
        return value if isinstance(value, int) else None

    def words(self, name: str) -> str:
        """Return a setting that is words; empty if it is not set."""
        value = self.settings.get(name)
        return value if isinstance(value, str) else ""

    def listed(self, name: str) -> tuple[str, ...]:
        """Return a setting that is a list of words; empty if it is not set."""
        value = self.settings.get(name)
        return tuple(map(str, value)) if isinstance(value, list | tuple) else ()

    def number_of(self, name: str) -> float | None:
        """Return a setting that is a number; None if it is not set."""
        value = self.settings.get(name)
        return value if isinstance(value, int | float) else None
