"""What became of what was said."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from regard.domains.engagement.types import PointRow, ThemeRow, ThemeState


class OutcomeKind(StrEnum):
    ADOPTED = "adopted"
    IN_PART = "in_part"
    ALREADY = "already"
    NOT_ADOPTED = "not_adopted"
    PASSED_ON = "passed_on"

    @property
    def label(self) -> str:
        return OUTCOME_LABELS[self]

    @property
    def tag(self) -> str:
        """The kind of tag that shows it: "ok", "part" or "no"."""
        if self is OutcomeKind.IN_PART:
            return "part"
        return "ok" if self in {OutcomeKind.ADOPTED, OutcomeKind.ALREADY} else "no"

    @property
    def is_change(self) -> bool:
        """Whether it changed the strategy, and so has to name the passage."""
        return self in {OutcomeKind.ADOPTED, OutcomeKind.IN_PART}


OUTCOME_LABELS = {
    OutcomeKind.ADOPTED: "Adopted",
    OutcomeKind.IN_PART: "Adopted in part",
    OutcomeKind.ALREADY: "Already so",
    OutcomeKind.NOT_ADOPTED: "Not adopted",
    OutcomeKind.PASSED_ON: "Passed on",
}


@dataclass(frozen=True)
class Decision:
    """
    What became of something said, and why, as whoever decides writes it down.

    Attributes:
        passage_ref: where the strategy says so, e.g. "2.4"; None where nothing changed.
        passed_to: who it was passed on to; empty for every other kind.
    """

    kind: OutcomeKind
    reason: str
    passage_ref: str | None = None
    passed_to: str = ""


@dataclass(frozen=True)
class OutcomeRow:
    """
    An outcome as it stands, with the passage it names.

    Attributes:
        theme_id: None for the outcome of a lone point.
        point_id: None for the outcome of a theme.
        passage_ref, passage_heading, passage_text: empty where it names no passage.
        passed_to: empty unless it was passed on.
    """

    outcome_id: int
    theme_id: int | None
    point_id: int | None
    kind: OutcomeKind
    reason: str
    passed_to: str
    passage_ref: str
    passage_heading: str
    passage_text: str
    decided_at: datetime


@dataclass(frozen=True)
class Item:
    """
    One thing said that needs an outcome: a theme, or a point in no theme. Exactly one is set.

    Attributes:
        outcome: None while nobody has given it one.
    """

    exercise_id: int
    theme: ThemeRow | None
    point: PointRow | None
    outcome: OutcomeRow | None

    @property
    def title(self) -> str:
        """The theme's title, or the point's own words."""
        if self.theme is not None:
            return self.theme.title
        return self.point.text if self.point is not None else ""

    @property
    def points(self) -> int:
        """How many points it stands for; what is only in a part of a theme has its own item."""
        return self.theme.own_points if self.theme is not None else 1

    @property
    def is_signed_off(self) -> bool:
        """Whether people have agreed what was said. A lone point needs no agreement."""
        return self.theme is None or self.theme.state is ThemeState.SIGNED_OFF


@dataclass(frozen=True)
class Sheet:
    """
    Everything said that a strategy answers: themes biggest first, then lone points.

    Attributes:
        by_themes: how many points are in exactly these themes, by the themes' numbers. A point
            can be in several, and then each of them answers it.
    """

    themes: tuple[Item, ...]
    lone: tuple[Item, ...]
    by_themes: Mapping[frozenset[int], int]

    @property
    def items(self) -> tuple[Item, ...]:
        return self.themes + self.lone

    @property
    def missing(self) -> tuple[Item, ...]:
        """What has no outcome yet."""
        return tuple(item for item in self.items if item.outcome is None)

    def count_points(self, items: Iterable[Item]) -> int:
        """Return how many points some of the items stand for, each once."""
        given = tuple(items)
        themes = {item.theme.theme_id for item in given if item.theme}
        lone = sum(item.point is not None for item in given)
        return lone + sum(n for which, n in self.by_themes.items() if which & themes)


@dataclass(frozen=True)
class LatestOutcome:
    """
    What became of a theme, for a page that shows the newest.

    Attributes:
        organisations: providers, and never people, who said it.
        passage_ref: empty where it names no passage.
    """

    strategy_slug: str
    strategy_title: str
    exercise_slug: str
    theme_id: int
    title: str
    kind: OutcomeKind
    reason: str
    organisations: int
    submissions: int
    passage_ref: str
    published_on: date
