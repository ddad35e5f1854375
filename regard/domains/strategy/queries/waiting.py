"""Whose voice came after what answers it was published, and waits for its outcome (ADR 28)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from regard.domains.engagement import queries as engagement
from regard.domains.engagement.types import PointRow
from regard.domains.strategy import rules
from regard.domains.strategy.models import LateOutcome, Outcome, Strategy, StrategyExercise
from regard.domains.strategy.types import LateVoice, StrategyStage
from regard.foundation.base.errors import NotFound

from .strategies import answered_exercises

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from django.db.models import QuerySet


def published_versions(strategy: Strategy) -> QuerySet[Strategy]:
    """Return the published versions of a document, of which this is one version."""
    versions = Strategy.objects.filter(system=strategy.system_id, slug=strategy.slug)
    return versions.filter(stage=StrategyStage.PUBLISHED)


def answered_ids(strategy: Strategy) -> list[int]:
    """Return the exercises that the published versions of a document answer."""
    asked = StrategyExercise.objects.filter(strategy__in=published_versions(strategy))
    return list(asked.order_by("exercise").values_list("exercise", flat=True))


def list_waiting_ids(*, strategy: Strategy) -> dict[int, int]:
    """
    Return the points that no version of a document answers, with their contribution.

    Of its published versions' exercises: what came after these were answered. One that has its
    outcome in a draft waits on, until the draft is published. Seven queries at most, where the
    points in no theme are kept (`engagement.queries.in_full`).
    """
    lone = engagement.list_alone_in(exercise_ids=answered_ids(strategy))
    published = Outcome.objects.filter(
        strategy__in=published_versions(strategy), point__isnull=False
    )
    waiting = lone - set(published.values_list("point", flat=True)) if lone else set()
    if not waiting:
        return {}
    late = LateOutcome.objects.filter(point__in=waiting)
    return engagement.list_who_said(ids=waiting - set(late.values_list("point", flat=True)))


def list_waiting(
    *, strategy: Strategy, shows_who: bool, ids: Collection[int] | None = None
) -> list[PointRow]:
    """
    Return the points that no published version of a document answers, oldest first.

    The reader was checked. A number of queries that depends on how many exercises it answers.

    :param shows_who: as in `engagement.queries.list_points`; with it, also what is withheld,
        without its words.
    :param ids: if the caller has read `list_waiting_ids` already.
    """
    waiting = list_waiting_ids(strategy=strategy) if ids is None else ids
    return _read(published_versions(strategy), waiting, shows_who=shows_who) if waiting else []


def list_carried(*, strategy: Strategy, ids: Collection[int], shows_who: bool) -> list[PointRow]:
    """Return those of these points that were said in exercises of versions before this one."""
    before = published_versions(strategy).filter(number__lt=strategy.number)
    return _read(before, ids, shows_who=shows_who) if ids else []


def _read(
    versions: QuerySet[Strategy], ids: Collection[int], *, shows_who: bool
) -> list[PointRow]:
    found: list[PointRow] = []
    for version in versions:
        for exercise in answered_exercises(version):
            found += engagement.list_points(exercise=exercise, ids=ids, shows_who=shows_who)
            if shows_who:
                found += engagement.list_withheld(exercise=exercise, ids=ids)
    return sorted(found, key=lambda row: row.point_id)


def list_late_voices(*, strategy: Strategy, shows_who: bool, today: date) -> list[LateVoice]:
    """Return what waits for a late outcome, and whether it has waited for too long."""
    rows = list_waiting(strategy=strategy, shows_who=shows_who)
    return [
        LateVoice(
            point=row,
            strategy_number=strategy.number,
            since=row.said_on,
            is_overdue=rules.is_overdue(said_on=row.said_on, today=today),
        )
        for row in rows
    ]


def list_same_as(*, strategy: Strategy) -> list[Outcome]:
    """
    Return the outcomes of themes that a late voice can be answered by, newest version first.

    Of each the kind and the theme's title are read, as there may be thousands; the rest when
    it is asked for.
    """
    found = Outcome.objects.filter(
        Q(theme__isnull=False), strategy__in=published_versions(strategy)
    )
    told = found.select_related("theme").only("kind", "theme__title")
    return list(told.order_by("-strategy__number", "pk"))


def get_newest_published(*, strategy: Strategy) -> Strategy | None:
    """Return the newest published version of a document, whose reader was checked."""
    return published_versions(strategy).select_related("system").order_by("-number").first()


def get_answered_point(*, strategy: Strategy, point_id: int, shows_who: bool) -> PointRow:
    """
    Return a point that a document has answered, for a reader who was checked.

    :raises NotFound: if it has answered no such point.
    """
    if point_id not in list_waiting_ids(strategy=strategy):
        for row in _read(published_versions(strategy), {point_id}, shows_who=shows_who):
            return row
    raise NotFound("Nothing published answers such a point")
