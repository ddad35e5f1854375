# ruff: noqa: S608 (our own words only)
"""Counts of much that was said, kept until what they follow from differs; see ADR 0024."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.cache import cache
from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from regard.domains.engagement.models import Exercise

Counts = TypeVar("Counts")
Part = TypeVar("Part", int, str)

KEPT_FOR = 24 * 60 * 60
"""Seconds. Counts under a mark never go stale; this only keeps the cache small."""


BUCKETS = 16
"""Into which contributions are put by their location, or by themselves where they have none."""


class Source(StrEnum):
    """Rows that counts of an exercise follow from; REGISTER: where anything in it changed."""

    CONTRIBUTIONS = auto()
    AUDIENCE = auto()
    MEMBER_PARTS = auto()
    POINTS = auto()
    THEMES = auto()
    CODINGS = auto()
    CAMPAIGNS = auto()
    REGISTER = auto()


SAID = (
    Source.CONTRIBUTIONS,
    Source.POINTS,
    Source.THEMES,
    Source.CODINGS,
    Source.CAMPAIGNS,
    Source.REGISTER,
)
"""All that the pages of what was said follow from."""


@dataclass(frozen=True)
class Mark:
    """The state of some sources at one moment, each as a short text: equal texts, equal rows."""

    exercise_id: int
    texts: Mapping[Source, str]

    def parts_of(self, source: Source) -> dict[str, str]:
        """Return the state of each part of a source that is told by parts, by the part."""
        pieces = self.texts[source].split()
        return dict(piece.split(":", 1) for piece in pieces)

    def print_of(self, sources: Collection[Source]) -> str:
        """:raises KeyError: if one of the sources was not read."""
        state = "/".join(f"{source}:{self.texts[source]}" for source in sources)
        return hashlib.sha256(state.encode()).hexdigest()


def read_mark(*, exercise: Exercise, of: Collection[Source]) -> Mark:
    """Return the state of some sources of an exercise. One query, which scans each once."""
    with connection.cursor() as cursor:
        statement = ", ".join(f"({_STATES[source]})" for source in of)
        cursor.execute(f"select {statement}", {"exercise": exercise.pk})
        [texts] = cursor.fetchall()
    return Mark(exercise.pk, {source: text or "" for source, text in zip(of, texts, strict=True)})


def read_marks(*, exercise_ids: Collection[int], of: Collection[Source]) -> dict[int, Mark]:
    """Return the state of some sources of several exercises, by exercise. One query, if any."""
    if not exercise_ids:
        return {}
    states = ", ".join(f"({_STATES[source].replace('%(exercise)s', 'asked.id')})" for source in of)
    with connection.cursor() as cursor:
        cursor.execute(
            f"select asked.id, {states} from unnest(%(exercises)s::bigint[]) asked (id)",
            {"exercises": list(exercise_ids)},
        )
        return {
            number: Mark(
                number, {source: text or "" for source, text in zip(of, texts, strict=True)}
            )
            for number, *texts in cursor.fetchall()
        }


def kept_under(
    mark: Mark, *, of: Collection[Source], name: str, count: Callable[[], Counts]
) -> Counts:
    """
    Return what `count` makes, made anew as soon as one row differs, and only then.

    :param mark: read before whatever `count` reads.
    :param of: all that the counts follow from, and no more.
    :param name: of what is counted, the same for every exercise.
    """
    key = f"{name}:{mark.exercise_id}:{mark.print_of(of)}"
    held: tuple[Counts] | None = cache.get(key)
    if held is None:
        held = (count(),)
        cache.set(key, held, KEPT_FOR)
    return held[0]


def kept_for_each(
    marks: Mapping[int, Mark],
    *,
    of: Collection[Source],
    name: str,
    count: Callable[[Collection[int]], Mapping[int, Counts]],
) -> dict[int, Counts]:
    """
    Return what `count` makes of each exercise, made anew of those alone in which a row differs.

    As `kept_under`, which keeps the same of one exercise under the same name.

    :param count: returns the counts of some exercises, of each of them.
    """
    keys = {number: f"{name}:{number}:{mark.print_of(of)}" for number, mark in marks.items()}
    held: dict[str, tuple[Counts]] = cache.get_many(list(keys.values()))
    differing = [number for number, key in keys.items() if key not in held]
    made = count(differing) if differing else {}
    anew = {keys[number]: (counts,) for number, counts in made.items()}
    cache.set_many(anew, KEPT_FOR)
    return {number: (held | anew)[key][0] for number, key in keys.items()}


def kept_by_part(
    mark: Mark,
    *,
    of: Collection[Source],
    parts: Mapping[Part, str],
    name: str,
    count: Callable[[Collection[Part]], Mapping[Part, Counts]],
) -> dict[Part, Counts]:
    """
    Return what `count` makes of each part, made anew of those parts alone that differ.

    :param of: what the counts of every part follow from, beside their own state.
    :param parts: the state of each part.
    :param count: returns the counts of some parts, of each of them.
    """
    key = f"{name}:{mark.exercise_id}:{mark.print_of(of)}"
    held: dict[Part, tuple[str, Counts]] = cache.get(key) or {}
    kept = {part: held[part] for part, state in parts.items() if held.get(part, ("",))[0] == state}
    differing = parts.keys() - kept.keys()
    if differing:
        kept |= {part: (parts[part], counts) for part, counts in count(differing).items()}
    if kept != held:
        cache.set(key, kept, KEPT_FOR)
    return {part: counts for part, (_, counts) in kept.items()}


def kept_sum(
    mark: Mark,
    *,
    of: Collection[Source],
    parts: Mapping[str, str],
    name: str,
    count: Callable[[Collection[str]], Mapping[str, Counter[Any]]],
) -> Counter[Any]:
    """
    Return the sum of what `count` makes of each part, which is asked for those that differ alone.

    What differed is taken from the sum that is kept, and what is counted anew added. As in
    `kept_by_part`; only the sum is read where nothing differs.
    """
    key = f"{name}:{mark.exercise_id}:{mark.print_of(of)}"
    held: tuple[dict[str, str], Counter[Any]] | None = cache.get(key)
    states, total = held or ({}, Counter())
    if states == parts:
        return total
    gone = [part for part, state in states.items() if parts.get(part) != state]
    before = cache.get_many([f"{key}:{part}:{states[part]}" for part in gone])
    if len(before) < len(gone):
        states, total, before = {}, Counter(), {}
    for counts in before.values():
        total.subtract(counts)
    anew = count([part for part, state in parts.items() if states.get(part) != state])
    for counts in anew.values():
        total.update(counts)
    total = +total
    cache.set_many({f"{key}:{part}:{parts[part]}": anew[part] for part in anew}, KEPT_FOR)
    cache.set(key, (dict(parts), total), KEPT_FOR)
    return total


def _state(*rows: str) -> str:
    """
    Return how many rows there are and a sum of hashes of which they are, as SQL.

    A row that is written anew, by whatever means, lies at another place or was written by
    another transaction, so no column need be named, read or hashed: that takes a fifth of the
    time. The number of a transaction is told by how much younger it is than the first, 3.
    """
    hashes = ", ".join(
        f"sum(hashtidextended({row}.ctid, age('3'::xid)::bigint - age({row}.xmin)))"
        for row in rows
    )
    return f"concat_ws('-', count(*), {hashes})"


def _by_part(statement: str) -> str:
    """Return the states that a statement gives with their parts, as one text: see `parts_of`."""
    return f"""
        select string_agg(concat_ws(':', part, state), ' ' order by part)
        from ({statement}) parts (part, state)
    """


def _weight(source: Source) -> str:
    """Return the state of a source whose changes the database writes down, as SQL (`Touch`)."""
    return f"""
        select sum(weight)::text from engagement_touch
        where exercise = %(exercise)s and source = '{source}'
    """


_STATES: Mapping[Source, str] = {
    Source.CONTRIBUTIONS: _by_part(
        f"""
        select part, sum(weight) from engagement_touch
        where exercise = %(exercise)s and source = '{Source.CONTRIBUTIONS}'
        group by part
        """
    ),
    Source.AUDIENCE: _weight(Source.AUDIENCE),
    Source.MEMBER_PARTS: f"""
        select {_state("part", "membership")} from engagement_memberpart part
        join engagement_contribution speech on speech.id = part.contribution_id
        join register_membership membership on membership.id = part.membership_id
        where speech.exercise_id = %(exercise)s and speech.kept_at is not null
    """,
    Source.POINTS: _weight(Source.POINTS),
    Source.THEMES: f"""
        select {_state("theme")} from engagement_theme theme where theme.exercise_id = %(exercise)s
    """,
    Source.CODINGS: _by_part(
        f"""
        select concat_ws('<', theme.id, theme.parent_id), sum(touch.weight)
        from engagement_touch touch
        join engagement_theme theme on theme.id = touch.part::bigint
        where touch.exercise = %(exercise)s and touch.source = '{Source.CODINGS}'
        group by theme.id
        """
    ),
    Source.CAMPAIGNS: f"""
        select {_state("campaign", "used")} from engagement_campaign campaign
        left join engagement_campaignuse used on used.campaign_id = campaign.id
        where campaign.exercise_id = %(exercise)s
    """,
    Source.REGISTER: f"select {_state('touch')} from register_touch touch",
}
"""
What there may be very much of has its changes written down by triggers, and is told by what they
weigh: contributions by bucket, codings by their theme with the theme that it is a part of, points
and the audience as wholes. Of points only what is counted is written down: whose they are and
which are the same argument. The others are read, row by row. Of the register stands here what its
own triggers write down of changes to locations and providers.
"""
