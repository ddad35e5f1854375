"""What was assessed that people need, and where the strategy answers it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from regard.domains.strategy import actions
from regard.domains.strategy.rules.needs import Answering, Found
from regard.domains.strategy.types import NeedTopic

from .clock import as_at
from .corpus import read
from .timeline import Timeline

if TYPE_CHECKING:
    from regard.domains.strategy.models import Strategy


def assess(*, strategy: Strategy, by: str, timeline: Timeline) -> None:
    """Keep each need, and say which passages of the draft answer it, or why none does."""
    words, at = read("needs"), timeline.when("needs_assessed", hour=11)
    with as_at(at):
        for each in words["needs"]:
            found = _found(each, words["sources"][each["source"]], timeline)
            need = actions.add_need(system=strategy.system, found=found, by=by, at=at)
            answering = Answering(
                refs=frozenset(each.get("refs", ())),
                how=each.get("how", ""),
                aside=each.get("aside", ""),
            )
            actions.answer_need(strategy=strategy, need=need, answering=answering, by=by, at=at)
        for ref, why in words["based"].items():
            actions.base_passage(
                strategy=strategy, ref=ref, numbers=(), no_need_because=why, by=by, at=at
            )


def _found(words: dict[str, Any], source: tuple[str, str, int], timeline: Timeline) -> Found:
    name, address, days = source
    return Found(
        title=words["title"],
        topic=NeedTopic(words["topic"]),
        words=words["words"],
        who=words.get("who", ""),
        source=f"{name}, {words['part']}",
        source_url=address,
        dated_on=timeline.today - timedelta(days=days),
    )
