"""Which gaps matter most, and the few locations whose answers would close them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from regard.domains.engagement.types import Coverage
from regard.foundation.analysis.chance import chance_of_fewer
from regard.foundation.analysis.representation import FLAG_AT

from .coverage import missing_to_its_share

Group = tuple[str, str]
"""A breakdown and a group of it, by their keys."""

RING_FIRST = 12
"""Calls that one person can make in a morning."""

MOST_CALLS = 2000
"""Beyond this many contacts a list helps nobody; invitations do."""


@dataclass(frozen=True)
class Gap:
    """
    A group heard less than its share.

    Attributes:
        heard, asked: services.
        to_share: answers that would lift it to the share of all services as it is now.
        to_chance: answers after which it would no longer be flagged, if nobody else answers.
            More than `to_share` where its own answers lift the share of all, too.
    """

    group: Group
    label: str
    heard: int
    asked: int
    to_share: int
    to_chance: int


@dataclass(frozen=True)
class Contacts:
    """
    Locations to ask, in order.

    Attributes:
        location_ids: each adds most of those left.
        closed: of each group, how many of the answers it lacks they would bring.
        enough: whether every gap would be closed.
    """

    location_ids: tuple[int, ...]
    closed: Mapping[Group, int]
    enough: bool


def list_gaps(coverage: Coverage) -> list[Gap]:
    """
    Return the flagged groups, what lacks most answers first.

    None where the whole share is hidden: then nothing is flagged that could be shown.
    """
    if coverage.heard is None or coverage.share is None:
        return []
    gaps = []
    for part in coverage.breakdowns:
        for row in part.rows:
            if not row.is_flagged or row.heard is None or row.chance is None:
                continue
            lacking = missing_to_its_share(row, share=coverage.share)
            to_chance = _to_chance(
                (row.heard, row.asked),
                whole=(coverage.heard, coverage.asked),
                adjusted=row.chance,
            )
            group = (part.key, row.key)
            gaps.append(Gap(group, row.label, row.heard, row.asked, lacking, to_chance))
    return sorted(gaps, key=lambda gap: (-gap.to_share, gap.group))


def choose_contacts(
    *,
    adds: Mapping[int, Mapping[Group, int]],
    needs: Mapping[Group, int],
    most: int = MOST_CALLS,
) -> Contacts:
    """
    Return few locations that together would bring what the groups need: a greedy set cover.

    At each step the location that fills most of what is still lacking, counted in services; of
    equals the one that comes first in `adds`. So the same register gives the same list. Greedy
    is within a factor of about ln(needs) of the fewest possible, and no quick way is better
    (Feige 1998, Journal of the ACM 45, 634-652).

    :param adds: by location, how many services of each group it would add. Locations that add
        the same are as good as one another.
    :param needs: services still to be heard, by group.
    """
    queues: dict[tuple[tuple[Group, int], ...], list[int]] = defaultdict(list)
    for location_id, counts in adds.items():
        kind = tuple(sorted((group, n) for group, n in counts.items() if group in needs))
        queues[kind].append(location_id)
    for queue in queues.values():
        queue.reverse()
    place = {location_id: n for n, location_id in enumerate(adds)}

    left = Counter({group: need for group, need in needs.items() if need > 0})
    chosen: list[int] = []
    while queues and left and len(chosen) < most:
        kind = max(queues, key=lambda each: (_worth(each, left), -place[queues[each][-1]]))
        if not _worth(kind, left):
            break
        chosen.append(queues[kind].pop())
        left -= Counter(dict(kind))
        if not queues[kind]:
            del queues[kind]
    closed = {group: need - left[group] for group, need in needs.items()}
    return Contacts(tuple(chosen), closed, enough=not left)


def _worth(kind: Sequence[tuple[Group, int]], left: Counter[Group]) -> int:
    return sum(min(n, left[group]) for group, n in kind)


def _to_chance(group: tuple[int, int], *, whole: tuple[int, int], adjusted: float) -> int:
    """Return the fewest answers after which a group would not be flagged, by halving."""
    (heard, asked), (all_heard, everyone) = group, whole
    chance = _chance(heard, asked, all_heard, everyone)
    stricter = max(1.0, adjusted / chance) if chance > 0 else 1.0
    low, high = 0, asked - heard
    while low < high:
        more = (low + high) // 2
        p = _chance(heard + more, asked, all_heard + more, everyone)
        if p * stricter > FLAG_AT:
            high = more
        else:
            low = more + 1
    return low


def _chance(heard: int, asked: int, all_heard: int, everyone: int) -> float:
    return float(chance_of_fewer(heard, asked, population=everyone, total=all_heard))
