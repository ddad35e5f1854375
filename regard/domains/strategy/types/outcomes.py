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
        more_refs: further passages that it changed or rests on.
    """

    kind: OutcomeKind
    reason: str
    passage_ref: str | None = None
    passed_to: str = ""
    more_refs: tuple[str, ...] = ()


@dataclass(frozen=True)
class OutcomeRow:
    """
    An outcome as it stands, with the passage it names.

    Attributes:
        theme_id: None for the outcome of a lone point.
        point_id: None for the outcome of a theme.
        passage_ref, passage_heading, passage_text: empty where it names no passage.
        passed_to: empty unless it was passed on.
        more_passages: number and heading of further passages that it changed or rests on.
        passage_key: the passage's name through all versions; empty where it names none.
        is_own: whether it is of a point in a theme, and holds instead of what the theme has.
        second_reader: who last read it once more, as the ledger names them; empty: nobody did.
        second_read_at: when they agreed; None: nobody has, or not since it changed.
        second_words: what they noted.
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
    more_passages: tuple[tuple[str, str], ...] = ()
    is_own: bool = False
    decided_by: str = ""
    second_reader: str = ""
    second_read_at: datetime | None = None
    second_words: str = ""
    passage_key: str = ""

    @property
    def passage_refs(self) -> frozenset[str]:
        """The numbers of all passages that it names."""
        own = (self.passage_ref,) if self.passage_ref else ()
        return frozenset(own) | {ref for ref, _ in self.more_passages}

    @property
    def waits_for_second_reader(self) -> bool:
        """Whether it refuses something, and nobody else has agreed to that."""
        return self.kind is OutcomeKind.NOT_ADOPTED and self.second_read_at is None


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
        lone: of a version that follows another, also what came too late for that and waits.
        by_themes: how many points are in exactly these themes, by the themes' numbers. A point
            can be in several, and then each of them answers it.
        own: points in themes that have an outcome of their own, which holds instead.
    """

    themes: tuple[Item, ...]
    lone: tuple[Item, ...]
    by_themes: Mapping[frozenset[int], int]
    own: tuple[Item, ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        return self.themes + self.own + self.lone

    @property
    def missing(self) -> tuple[Item, ...]:
        """What has no outcome yet."""
        return tuple(item for item in self.items if item.outcome is None)

    def count_points(self, items: Iterable[Item]) -> int:
        """Return how many points some of the items stand for, each once."""
        given = tuple(items)
        themes = {item.theme.theme_id for item in given if item.theme}
        single = sum(item.point is not None for item in given)
        in_themes = sum(n for which, n in self.by_themes.items() if which & themes)
        answered_apart = sum(
            not themes.isdisjoint(item.point.theme_ids) for item in self.own if item.point
        )
        return single + in_themes - answered_apart

    @property
    def waiting_for_second_reader(self) -> tuple[Item, ...]:
        """What is not adopted, as one person alone decided."""
        return tuple(i for i in self.items if i.outcome and i.outcome.waits_for_second_reader)


@dataclass(frozen=True)
class LateVoice:
    """
    A point that came after its exercise was answered, and has no outcome yet.

    Attributes:
        since: the day on which it was said.
        is_overdue: whether it has waited longer than anybody should.
    """

    point: PointRow
    strategy_number: int
    since: date
    is_overdue: bool


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
