"""What passages mean, and for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from regard.domains.register import queries as register
from regard.domains.strategy.models import Commitment, Meaning, Strategy
from regard.domains.strategy.rules import meanings as rules
from regard.domains.strategy.types import ForYou, MeaningRow, StrategyStage
from regard.foundation.authority import Caller
from regard.foundation.base.errors import NotFound

from .commitments import rows_of

if TYPE_CHECKING:
    from regard.domains.register.models import System


def list_meanings(*, strategy: Strategy) -> list[MeaningRow]:
    """Return what a version means, by passage; its reader was checked. One query."""
    found = Meaning.objects.filter(strategy=strategy).order_by("passage__position", "pk")
    return _rows(found)


def get_meaning(*, strategy: Strategy, meaning_id: int) -> Meaning:
    """
    Return one meaning of a version whose reader was checked.

    :raises NotFound: if it has none of this number.
    """
    found = Meaning.objects.filter(strategy=strategy, pk=meaning_id).select_related("passage")
    meaning = found.first()
    if meaning is None:
        raise NotFound("There is nothing of this number here")
    return meaning


def get_for_you(*, system: System, location_id: int, caller: Caller) -> ForYou:
    """
    Return what the newest published version of every document means for one service.

    Open to all, as what is published and the register are. Five or so queries.

    :raises NotFound: if the system has no such location.
    """
    location = register.get_location(system=system, location_id=location_id, caller=caller)
    services = register.list_services_of(system=system, location_id=location.pk)
    published = _published(system).order_by("passage__position", "pk")
    rows = [row for row in _rows(published) if rules.touches(row.criteria, services)]
    keys = {(row.strategy_slug, row.passage_key) for row in rows}
    promised = Commitment.objects.filter(
        system=system,
        strategy__stage=StrategyStage.PUBLISHED,
        passage__key__in={key for _, key in keys},
    )
    return ForYou(
        location_id=location.pk,
        name=location.name,
        kinds=tuple(service.service_type.label for service in services),
        meanings=tuple(rules.order(rows)),
        promises=tuple(
            row
            for row in rows_of(promised.order_by("due_on", "number"))
            if (row.strategy_slug, row.passage_key) in keys
        ),
    )


def count_published_meanings(*, system: System) -> tuple[int, int]:
    """Return how many meanings are published, and how many of them ask for something."""
    counts = _published(system).aggregate(all=Count("pk"), to_do=Count("pk", filter=~Q(to_do="")))
    return counts["all"], counts["to_do"]


def _published(system: System) -> QuerySet[Meaning]:
    """Return the meanings of the newest published version of every document."""
    newer = Strategy.objects.filter(follows=OuterRef("strategy"), stage=StrategyStage.PUBLISHED)
    return Meaning.objects.filter(
        ~Exists(newer), strategy__system=system, strategy__stage=StrategyStage.PUBLISHED
    )


def _rows(found: QuerySet[Meaning]) -> list[MeaningRow]:
    return [
        MeaningRow(
            meaning_id=each.pk,
            strategy_slug=each.strategy.slug,
            strategy_title=each.strategy.title,
            passage_ref=each.passage.ref,
            passage_key=each.passage.key,
            passage_heading=each.passage.heading,
            criteria=register.read_criteria(each.criteria),
            whom=each.whom,
            for_owners=each.for_owners,
            for_staff=each.for_staff,
            for_people=each.for_people,
            to_do=each.to_do,
            do_by=each.do_by,
        )
        for each in found.select_related("strategy", "passage")
    ]
