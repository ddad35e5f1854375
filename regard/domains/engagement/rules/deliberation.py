"""What the votes of a conversation add up to, and how that is kept as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from regard.domains.engagement.types.deliberation import (
    Apart,
    Dot,
    FloatArray,
    IntArray,
    Opinions,
    Steadiness,
    Tally,
)

if TYPE_CHECKING:
    from regard.foundation.analysis.polis.matrix import Votes
    from regard.foundation.analysis.polis.report import Report
    from regard.foundation.analysis.polis.statistics import Counts

DECIMALS = 9
"""To which numbers without a unit are kept."""

UNSEEN = 2
"""Stands for no vote while somebody is placed; no vote is this."""

MANY_MORE = 1.1
"""Whether the groups hold is tried again once there are a tenth more votes."""

ENOUGH_OF_THE_VOTES = 0.8
"""Groups tried with fewer votes than this share of today's are to be tried again first."""


@dataclass(frozen=True)
class Material:
    """
    The votes of a conversation as they are stored: the last of each voter on each statement.

    Attributes:
        state: of the votes; equal states have equal votes.
        voter, statement, value: of each vote, shape (n_votes,); value is 1, 0 or -1.
        listed: statements shown or hidden, by identifier, in the order of their numbers.
        numbers: their numbers, of the same shape.
        out: those hidden; `meta`: those about the voters themselves.
        organisations: voters who vote for a service.
        banned: voters whose votes no longer count.
    """

    state: str
    voter: IntArray
    statement: IntArray
    value: IntArray
    listed: IntArray
    numbers: IntArray
    out: frozenset[int]
    meta: frozenset[int]
    organisations: IntArray
    banned: IntArray


def votes_of(material: Material) -> Votes:
    """
    Return the votes that count.

    Those of voters who were banned do not, nor those on statements that nobody has read yet. On
    Polis's server the votes of people who were banned still count (its quirk Q1).
    """
    from regard.foundation.analysis.polis.matrix import Cast, collect  # noqa: PLC0415 (slow)

    counts = np.isin(material.statement, material.listed)
    if material.banned.size:
        counts &= ~np.isin(material.voter, material.banned)
    voter, statement, value = (
        column if counts.all() else column[counts]
        for column in (material.voter, material.statement, material.value)
    )
    cast = Cast(voter, statement, value, np.zeros(len(voter), dtype=np.int8))
    return collect(cast, statements=material.listed, out=material.out, meta=material.meta)


def opinions_of(material: Material) -> tuple[Opinions, Votes, Report]:
    """Return what the votes say, with the votes and the report, for trying how steady it is."""
    from regard.foundation.analysis.polis.report import report_on  # noqa: PLC0415 (slow)
    from regard.foundation.analysis.polis.statistics import count_votes  # noqa: PLC0415

    votes = votes_of(material)
    report = report_on(votes)
    speaks_for_a_service = np.where(np.isin(votes.people, material.organisations), 0, -1)
    services = count_votes(votes, speaks_for_a_service, number=1)
    found = report.groups
    opinions = Opinions(
        state=material.state,
        statements=material.numbers,
        votes=len(votes.vote),
        people=len(votes.people),
        placed=int((found.of_people >= 0).sum()),
        everybody=_tally(report.everybody, 0),
        organisations=_tally(services, 0),
        groups=tuple(_tally(report.counts, group) for group in range(found.number)),
        sizes=tuple(int((found.of_people == group).sum()) for group in range(found.number)),
        dots=_dots(report),
        centres=tuple((float(x), float(y)) for x, y in found.centres),
        centre=report.map.centre,
        axes=report.map.axes,
        silent=tuple(np.flatnonzero(votes.is_silent).tolist()),
        agreed=tuple(each.statement for each in report.agreed),
        disagreed=tuple(each.statement for each in report.disagreed),
        apart=tuple(
            tuple(Apart(each.statement, each.agrees or each.is_best_agreed) for each in group)
            for group in report.representative
        ),
        across=report.across_groups,
        priorities=report.priorities,
        doubt=report.doubt or "",
    )
    return opinions, votes, report


def try_steadiness(votes: Votes, report: Report) -> Steadiness:
    """Return whether the groups hold, over seeded draws: a minute's work at a million votes."""
    from regard.foundation.analysis.polis.stability import (  # noqa: PLC0415 (slow to load)
        stability_of,
        tenth_percentile,
    )

    tried = stability_of(votes, report.groups)
    statements, people = (
        tenth_percentile(each) if each.size else None
        for each in (tried.without_statements, tried.without_people)
    )
    return Steadiness(
        votes=len(votes.vote),
        groups=report.groups.number,
        without_statements=statements,
        without_people=people,
        reason_to_hide=tried.reason_to_hide or "",
    )


def is_due_to_be_tried(opinions: Opinions, tried: Steadiness | None) -> bool:
    """Test whether it should be tried, perhaps again, whether the groups hold."""
    if tried is None or tried.groups != len(opinions.groups):
        return True
    return opinions.votes >= MANY_MORE * tried.votes


def reason_to_hide_groups(opinions: Opinions, steadiness: Steadiness | None) -> str:
    """Return why groups are not shown, in words; empty where they are."""
    if len(opinions.groups) < 2:
        return "There are too few people on the map to find groups."
    if steadiness is None:
        return "Whether there are groups that hold has not been tried yet."
    if steadiness.reason_to_hide:
        return steadiness.reason_to_hide
    if steadiness.groups != len(opinions.groups):
        return "The groups have changed since it was tried whether they hold."
    if steadiness.votes < ENOUGH_OF_THE_VOTES * opinions.votes:
        return "Many votes have come since it was tried whether the groups hold."
    return ""


def place_of(opinions: Opinions, values: dict[int, int]) -> tuple[float, float] | None:
    """
    Return where somebody lies on the map; None if they voted on nothing that places them.

    :param values: their votes, 1, 0 or -1, by the number of the statement.
    """
    votes = np.array([values.get(number, UNSEEN) for number in opinions.statements.tolist()])
    moves = votes != UNSEEN
    moves[list(opinions.silent)] = False
    if not moves.any() or not opinions.axes.any():
        return None
    stretch = np.sqrt(len(votes) / (int(moves.sum()) + len(opinions.silent)))
    x, y = stretch * (opinions.axes[:, moves] @ (votes[moves] - opinions.centre[moves]))
    return float(x), float(y)


def as_json(opinions: Opinions) -> dict[str, Any]:
    """Return opinions as JSON can hold them."""
    kept: dict[str, Any] = {
        name: getattr(opinions, name) for name in ("state", "votes", "people", "placed", "doubt")
    }
    kept |= {
        name: list(getattr(opinions, name)) for name in ("sizes", "silent", "agreed", "disagreed")
    }
    kept |= {
        name: np.round(getattr(opinions, name), DECIMALS).tolist()
        for name in ("statements", "centre", "axes", "across", "priorities")
    }
    kept["everybody"] = _tally_as_json(opinions.everybody)
    kept["organisations"] = _tally_as_json(opinions.organisations)
    kept["groups"] = [_tally_as_json(tally) for tally in opinions.groups]
    kept["centres"] = [[round(x, DECIMALS), round(y, DECIMALS)] for x, y in opinions.centres]
    kept["dots"] = [
        [round(dot.x, DECIMALS), round(dot.y, DECIMALS), dot.people, dot.group]
        for dot in opinions.dots
    ]
    kept["apart"] = [[[each.place, each.agrees] for each in group] for group in opinions.apart]
    return kept


def read_opinions(kept: dict[str, Any]) -> Opinions:
    """Return opinions that `as_json` wrote."""
    plain = ("state", "votes", "people", "placed", "doubt")
    values: dict[str, Any] = {name: kept[name] for name in plain}
    values |= {name: tuple(kept[name]) for name in ("sizes", "silent", "agreed", "disagreed")}
    values |= {
        name: np.array(kept[name], dtype=np.float64) for name in ("centre", "across", "priorities")
    }
    return Opinions(
        **values,
        axes=np.array(kept["axes"], dtype=np.float64).reshape(2, -1),
        statements=np.array(kept["statements"], dtype=np.int64),
        everybody=_read_tally(kept["everybody"]),
        organisations=_read_tally(kept["organisations"]),
        groups=tuple(_read_tally(tally) for tally in kept["groups"]),
        dots=tuple(Dot(*dot) for dot in kept["dots"]),
        centres=tuple((x, y) for x, y in kept["centres"]),
        apart=tuple(tuple(Apart(*each) for each in group) for group in kept["apart"]),
    )


def _tally(counts: Counts, group: int) -> Tally:
    return Tally(counts.agreed[group], counts.disagreed[group], counts.seen[group])


def _tally_as_json(tally: Tally) -> list[list[int]]:
    return [tally.agreed.tolist(), tally.disagreed.tolist(), tally.seen.tolist()]


def _read_tally(kept: list[list[int]]) -> Tally:
    return Tally(*(np.array(each, dtype=np.int64) for each in kept))


def _dots(report: Report) -> tuple[Dot, ...]:
    """Return the small clusters of the map, at most a hundred, the fullest last."""
    groups = report.groups
    on_map = groups.small >= 0
    small, people = groups.small[on_map], report.map.people[on_map]
    number = int(small.max(initial=-1)) + 1
    counts = np.bincount(small, minlength=number)
    middles: list[FloatArray] = [
        np.bincount(small, weights=axis, minlength=number) / counts for axis in people.T
    ]
    group = np.zeros(number, dtype=np.int64)
    group[small] = groups.of_people[on_map]
    dots = (
        Dot(float(x), float(y), int(count), int(of))
        for x, y, count, of in zip(*middles, counts, group, strict=True)
    )
    return tuple(sorted(dots, key=lambda dot: (dot.people, dot.x, dot.y)))
