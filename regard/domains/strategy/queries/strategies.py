"""Strategies, for whoever may see them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, QuerySet

from regard.domains.engagement import queries as engagement
from regard.domains.engagement.types import ExerciseRow
from regard.domains.strategy.models import Strategy
from regard.domains.strategy.permissions import Permission
from regard.domains.strategy.types import StrategyStage
from regard.foundation.accounts.callers import require
from regard.foundation.authority import Caller, is_allowed
from regard.foundation.base.errors import NotFound

if TYPE_CHECKING:
    from regard.domains.engagement.models import Exercise
    from regard.domains.register.models import System


OF_WHAT_IS_PUBLISHED = frozenset({Permission.SEND_REPLIES})
"""What is done with the version that everybody reads, also while the next is written."""


def get_strategy(
    *,
    system: System,
    slug: str,
    caller: Caller,
    to: Permission | None = None,
    number: int | None = None,
) -> Strategy:
    """
    Return a version of a document for the caller to read or, with `to`, to do something with.

    To do something with it: the newest that the caller may read, so the draft while there is
    one. To read, or to see to its replies: the newest that is published, else the draft. The only
    way for a page or a command to reach one, so that none forgets the check.

    :param number: which version; None: as above.
    :raises NotFound: if there is none, or it is a draft that the caller may not read. They
        cannot tell which, so that a draft's existence does not leak.
    :raises NotAllowed: if the caller may read it but may not do `to` with it.
    """
    versions = Strategy.objects.filter(system=system, slug=slug).select_related("system")
    if number is not None:
        versions = versions.filter(number=number)
    seen = [each for each in versions.order_by("-number") if _is_visible(each, caller)]
    if not seen:
        raise NotFound("There is no strategy at this address")
    reads = to is None or to in OF_WHAT_IS_PUBLISHED
    found = next((each for each in seen if each.published_at), seen[0]) if reads else seen[0]
    if to is not None:
        require(caller, to, found)
    return found


def find_draft(*, strategy: Strategy, caller: Caller) -> Strategy | None:
    """Return the draft of the same document, if the caller may read it; None without one."""
    drafts = Strategy.objects.filter(
        system=strategy.system_id, slug=strategy.slug, stage=StrategyStage.DRAFT
    )
    draft = drafts.select_related("system").first()
    return draft if draft is not None and _is_visible(draft, caller) else None


def get_strategy_for_job(*, strategy_id: int) -> Strategy:
    """Return a strategy for a job, whose starter was checked."""
    return Strategy.objects.select_related("system").get(pk=strategy_id)


def list_strategies(*, system: System, caller: Caller) -> list[Strategy]:
    """
    Return what the caller may read: drafts first, then the newest published first.

    Of what is published, only the newest version of each document.
    """
    newer = Strategy.objects.filter(follows=OuterRef("pk"), stage=StrategyStage.PUBLISHED)
    found = Strategy.objects.filter(~Exists(newer), system=system)
    if not is_allowed(caller, Permission.VIEW_DRAFT, system):
        found = found.filter(stage=StrategyStage.PUBLISHED)
    return list(found.order_by("stage", "-published_at", "-pk"))


def list_exercises(*, strategy: Strategy) -> list[ExerciseRow]:
    """
    Return the exercises that a strategy answers, whose reader was checked.

    Once it is published, without what came after: that is answered beside it.
    """
    rows = engagement.list_rows(engagement.read_asked(answered_exercises(strategy)))
    if strategy.stage == StrategyStage.DRAFT:
        return rows
    late = engagement.count_late(exercise_ids=[row.exercise_id for row in rows])
    return [_without(row, *late.get(row.exercise_id, (0, 0))) for row in rows]


def _without(row: ExerciseRow, contributions: int, points: int) -> ExerciseRow:
    return replace(
        row, contributions=row.contributions - contributions, points=row.points - points
    )


def answered_exercises(strategy: Strategy) -> QuerySet[Exercise]:
    """Return the exercises that a strategy answers, in the order in which they closed."""
    exercises: QuerySet[Exercise] = strategy.exercises.order_by("closes_on", "pk")  # type: ignore[assignment]  # the field names its model by a string
    return exercises


def list_answered_exercises(*, strategy: Strategy) -> list[Exercise]:
    """Return the exercises that a strategy, whose reader was checked, answers. One query."""
    return list(answered_exercises(strategy))


def _is_visible(strategy: Strategy, caller: Caller) -> bool:
    if strategy.stage == StrategyStage.PUBLISHED:
        return True
    return is_allowed(caller, Permission.VIEW_DRAFT, strategy)
