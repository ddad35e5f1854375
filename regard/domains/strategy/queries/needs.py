"""Assessed needs, and what documents make of them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from regard.domains.strategy.models import Need, NeedAside, NeedPassage, Passage, Strategy
from regard.domains.strategy.rules.needs import topics_missing
from regard.domains.strategy.types import (
    Meeting,
    NeedAnswer,
    NeedLine,
    NeedMatrix,
    NeedRow,
    NeedTopic,
    PassageKind,
    PassageLine,
    StrategyStage,
)
from regard.foundation.base.errors import NotFound

if TYPE_CHECKING:
    from regard.domains.register.models import System


def list_needs(*, system: System) -> list[NeedRow]:
    """Return every need of a system by topic, those that count no more last. Open to all."""
    order = list(NeedTopic)
    rows = [as_need(need) for need in Need.objects.filter(system=system).order_by("number")]
    return sorted(rows, key=lambda row: (bool(row.retired_on), order.index(row.topic)))


def get_need(*, system: System, number: int) -> Need:
    """
    Return one need. Open to all.

    :raises NotFound: if the system has none of this number.
    """
    found = Need.objects.filter(system=system, number=number).select_related("system").first()
    if found is None:
        raise NotFound(f"There is no need N{number} here")
    return found


def list_answers_to_needs(*, system: System) -> dict[int, list[NeedAnswer]]:
    """
    Return, by need, what the newest published version of each document makes of it.

    Open to all. Three queries.
    """
    newer = Strategy.objects.filter(follows=OuterRef("pk"), stage=StrategyStage.PUBLISHED)
    newest = Strategy.objects.filter(
        ~Exists(newer), system=system, stage=StrategyStage.PUBLISHED
    ).order_by("-published_at")
    documents = {each.pk: each for each in newest}
    met, aside = _met(list(documents)), _aside(list(documents))
    answers: dict[int, list[NeedAnswer]] = defaultdict(list)
    for strategy_id, document in documents.items():
        ours = {need for strategy, need in [*met, *aside] if strategy == strategy_id}
        for need in ours:
            answers[need].append(
                NeedAnswer(
                    strategy_slug=document.slug,
                    strategy_title=document.title,
                    met_by=tuple(met.get((strategy_id, need), ())),
                    aside=aside.get((strategy_id, need), ""),
                )
            )
    return answers


def get_need_matrix(*, strategy: Strategy) -> NeedMatrix:
    """
    Return all needs against all passages of a version whose reader was checked. Four queries.

    A need that was retired before the version was published, or by today of a draft, or that was
    recorded after it, counts only where the version answers it.
    """
    found = [as_need(need) for need in Need.objects.filter(system=strategy.system_id)]
    met, aside = _met([strategy.pk]), _aside([strategy.pk])
    lines = [
        NeedLine(
            need=row,
            met_by=tuple(met.get((strategy.pk, row.need_id), ())),
            aside=aside.get((strategy.pk, row.need_id), ""),
        )
        for row in found
    ]
    order = list(NeedTopic)
    lines = [line for line in lines if line.met_by or _counts(line.need, strategy)]
    lines.sort(key=lambda line: (order.index(line.need.topic), line.need.number))
    topics = [line.need.topic for line in lines]
    return NeedMatrix(
        needs=tuple(lines),
        passages=tuple(_passages(strategy, {row.need_id: row for row in found})),
        topics_missing=topics_missing(topics),
    )


def list_needs_of_passage(*, passage: Passage) -> list[NeedRow]:
    """Return the needs that a passage answers, whose reader was checked. One query."""
    found = Need.objects.filter(passages__passage=passage).order_by("number")
    return [as_need(need) for need in found]


def _counts(need: NeedRow, strategy: Strategy) -> bool:
    """Return whether a version has to say something of a need: one that it could have known."""
    if strategy.published_at is None:
        return need.retired_on is None
    if need.recorded_at > strategy.published_at:
        return False
    on = strategy.published_at.date()
    return need.dated_on <= on and (need.retired_on is None or need.retired_on > on)


def _passages(strategy: Strategy, needs: dict[int, NeedRow]) -> list[PassageLine]:
    behind: dict[int, list[NeedRow]] = defaultdict(list)
    links = NeedPassage.objects.filter(strategy=strategy).order_by("need__number")
    for passage_id, need_id in links.values_list("passage_id", "need_id"):
        behind[passage_id].append(needs[need_id])
    fields = ("pk", "ref", "key", "heading", "kind", "no_need_because")
    return [
        PassageLine(
            ref=ref,
            key=key,
            heading=heading,
            kind=PassageKind(kind),
            needs=tuple(behind.get(pk, ())),
            no_need_because=because,
        )
        for pk, ref, key, heading, kind, because in strategy.passages.order_by(
            "position", "pk"
        ).values_list(*fields)
    ]


def _met(strategy_ids: list[int]) -> dict[tuple[int, int], list[Meeting]]:
    """Return the passages that answer each need, by version and need."""
    links = NeedPassage.objects.filter(strategy__in=strategy_ids).order_by("passage__position")
    met: dict[tuple[int, int], list[Meeting]] = defaultdict(list)
    for strategy, need, how, ref, key, heading in links.values_list(
        "strategy_id",
        "need_id",
        "how",
        "passage__ref",
        "passage__key",
        "passage__heading",
    ):
        met[strategy, need].append(Meeting(ref=ref, key=key, heading=heading, how=how))
    return met


def _aside(strategy_ids: list[int]) -> dict[tuple[int, int], str]:
    left = NeedAside.objects.filter(strategy__in=strategy_ids)
    return {(each.strategy_id, each.need_id): each.why for each in left}


def as_need(need: Need) -> NeedRow:
    return NeedRow(
        need_id=need.pk,
        number=need.number,
        title=need.title,
        words=need.words,
        who=need.who,
        topic=NeedTopic(need.topic),
        source=need.source,
        source_url=need.source_url,
        dated_on=need.dated_on,
        retired_on=need.retired_on,
        retired_because=need.retired_because,
        recorded_at=need.created_at,
    )
