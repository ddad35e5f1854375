"""How long an agenda takes, what it is about, and when each item begins."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from regard.domains.governance.types import ItemKind


@dataclass(frozen=True)
class Balance:
    """
    What the time of an agenda, or of many, is for.

    Attributes:
        minutes: planned minutes by kind of item, each kind once.
        total: minutes in all.
    """

    minutes: dict[ItemKind, int]
    total: int

    def share(self, kind: ItemKind) -> float | None:
        """Return the share of the time that goes to a kind, 0 to 1; None where there is none."""
        return self.minutes[kind] / self.total if self.total else None


def weigh(times: Iterable[tuple[ItemKind, int]]) -> Balance:
    """
    Return what the time of these items is for.

    :param times: the kind and the planned minutes of each item.
    """
    minutes = dict.fromkeys(ItemKind, 0)
    for kind, each in times:
        minutes[kind] += each
    return Balance(minutes=minutes, total=sum(minutes.values()))


def list_beginnings(starts_at: datetime, minutes: Sequence[int]) -> list[datetime]:
    """Return when each item begins if every one keeps to its minutes."""
    beginnings = []
    for each in minutes:
        beginnings.append(starts_at)
        starts_at += timedelta(minutes=each)
    return beginnings


def minutes_over(*, minutes_long: int, items: Iterable[int]) -> int:
    """Return by how many minutes an agenda is longer than its meeting; below 0: room is left."""
    return sum(items) - minutes_long
