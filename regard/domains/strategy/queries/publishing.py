"""What stands between a strategy and the public."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.utils import timezone

from regard.domains.engagement import queries as engagement
from regard.domains.strategy import rules
from regard.domains.strategy.models import SoleReading
from regard.domains.strategy.permissions import Permission
from regard.domains.strategy.types import RESTS_ON_NEEDS, ReplyChannel
from regard.foundation.accounts.queries import list_people_allowed

from .needs import get_need_matrix
from .overviews import get_overview
from .strategies import answered_exercises
from .trees import list_words

if TYPE_CHECKING:
    from regard.domains.engagement.models import Exercise
    from regard.domains.engagement.types import ExerciseRow
    from regard.domains.strategy.models import Strategy
    from regard.domains.strategy.types import Overview


WAYS_KEPT_FOR = 120
"""Seconds."""


def list_blockers(*, strategy: Strategy) -> list[rules.Blocked]:
    """
    Return all that has to be put right before it can be published; the reader was checked.

    Of what was said it reads counts, which are made anew where anything differs.
    """
    overview = get_overview(strategy=strategy, shows_who=True)
    exercises = list(overview.exercises)
    return rules.list_blockers(
        exercises=exercises,
        passages=list_words(strategy),
        overview=overview,
        needs=get_need_matrix(strategy=strategy) if strategy.kind in RESTS_ON_NEEDS else None,
        not_weighed=_not_weighed(exercises, overview),
        excused=_excused(strategy),
    )


def find_sole_reading(*, strategy: Strategy) -> SoleReading | None:
    """Return who answers for what only one person read, as everyone may; None: nobody has to."""
    return SoleReading.objects.filter(strategy=strategy).first()


def list_other_readers(*, strategy: Strategy, by: str) -> list[str]:
    """Return who else could read what is not adopted, by name, for somebody who may publish."""
    allowed = list_people_allowed(permission=Permission.DECIDE_OUTCOMES, scope=strategy)
    return [each.name for each in allowed if each.by != by]


def _excused(strategy: Strategy) -> set[rules.Blocker]:
    excused = {rules.Blocker.NOTHING_ASKED} if strategy.number > 1 else set()
    if find_sole_reading(strategy=strategy) is not None:
        excused.add(rules.Blocker.WAITING_FOR_SECOND_READER)
    return excused


def _not_weighed(exercises: list[ExerciseRow], overview: Overview) -> list[int]:
    """Return the exercises that lack more than the signing off of themes, which is said apart."""
    unsigned = {item.exercise_id for item in overview.themes if not item.is_signed_off}
    ids = [row.exercise_id for row in exercises if row.exercise_id not in unsigned]
    return engagement.list_not_weighed(exercise_ids=ids, today=timezone.localdate())


def count_ways_to_reply(*, strategy: Strategy) -> dict[ReplyChannel, int]:
    """
    Return to how many each channel would carry a reply, whose reader was checked.

    Kept for a minute or two where nothing was said since: contacts may be a little older.
    """
    asked = engagement.read_asked(answered_exercises(strategy).select_related("system"))
    digest = hashlib.sha256(asked.print.encode()).hexdigest()
    key = f"strategy.ways:{strategy.pk}:{digest}"
    counts: Counter[ReplyChannel] | None = cache.get(key)
    if counts is None:
        counts = Counter()
        for exercise in asked.exercises:
            counts.update(_count_ways(exercise))
        cache.set(key, counts, WAYS_KEPT_FOR)
    return {channel: counts[channel] for channel in ReplyChannel}


def _count_ways(exercise: Exercise) -> Counter[ReplyChannel]:
    counts: Counter[ReplyChannel] = Counter()
    alike = engagement.list_alike(exercise=exercise)
    kept = engagement.kept_in(exercise_ids=[exercise.pk])
    found = list(kept.filter(pk__in=alike).select_related("network"))
    for each, to in zip(
        found,
        engagement.list_to_reply(system=exercise.system, contributions=found),
        strict=True,
    ):
        channel = rules.choose_channel(
            email=to.contributor.email,
            address_lines=to.contributor.address_lines,
            carried_by=to.carried_by,
        )
        counts[channel] += alike[each.pk]
    speeches = kept.filter(network__isnull=False).values_list("pk", flat=True)
    counts.update(
        rules.choose_channel(
            email=member.email, address_lines=member.address_lines, carried_by=member.network
        )
        for member in engagement.list_members_to_reply(
            exercise=exercise, contribution_ids=list(speeches)
        )
    )
    return counts
