"""What is not adopted, as its second reader sees it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from regard.domains.engagement.types import PointRow
from regard.domains.strategy.types import Item, OutcomeRow


@dataclass(frozen=True)
class ToRead:
    """
    Things that are not adopted for the same reason, as one person decided.

    Attributes:
        titles: of the themes, or the points' own words.
        quotes: words that show best what a theme is about.
        is_yours: whether the reader decided it, so that somebody else has to read it.
        words: what the last second reader wanted looked at again; empty: nobody did.
    """

    outcome_ids: tuple[int, ...]
    titles: tuple[str, ...]
    points: int
    quotes: tuple[PointRow, ...]
    reason: str
    is_yours: bool
    words: str


def present_second_reading(
    *, items: Iterable[Item], quotes: Mapping[int, list[PointRow]], by: str
) -> list[ToRead]:
    """Return what waits for a second reader, what was decided together as one."""
    groups: dict[tuple[str, str, str, bool], list[Item]] = {}
    for item in items:
        if item.outcome is not None:
            groups.setdefault(_key(item, item.outcome), []).append(item)
    return [
        ToRead(
            outcome_ids=tuple(i.outcome.outcome_id for i in its if i.outcome),
            titles=tuple(i.title for i in its),
            points=sum(i.points for i in its),
            quotes=tuple(q for i in its if i.theme for q in quotes.get(i.theme.theme_id, ())),
            reason=reason,
            is_yours=decided_by == by,
            words=words,
        )
        for (reason, decided_by, words, _), its in groups.items()
    ]


def second_reading_lede(waiting: list[ToRead]) -> str:
    """Return how much waits, and how much of it for this reader."""
    if not waiting:
        return "Everything that is not adopted was read by two people."
    yours = sum(each.is_yours for each in waiting)
    theirs = len(waiting) - yours
    words = f"{theirs:,} to read." if theirs else "Nothing for you to read."
    if not yours:
        return words
    wait = "waits" if yours == 1 else "wait"
    return f"{words} {yours:,} that you decided {wait} for somebody else."


def _key(item: Item, outcome: OutcomeRow) -> tuple[str, str, str, bool]:
    return outcome.reason, outcome.decided_by, outcome.second_words, item.theme is not None
