"""What became of themes, for the pages of engagement."""

from collections.abc import Collection

from django.urls import reverse

from regard.domains.engagement.types import Fate
from regard.domains.strategy.models import Outcome
from regard.domains.strategy.types import OutcomeKind, StrategyStage


def find_fates(exercise_id: int, theme_ids: Collection[int]) -> dict[int, Fate]:
    """Return what became of these themes of an exercise, once that is public. One query."""
    found = Outcome.objects.filter(
        theme__in=theme_ids,
        theme__exercise=exercise_id,
        strategy__stage=StrategyStage.PUBLISHED,
    ).select_related("passage", "strategy__system")
    return {outcome.theme_id: _fate(outcome) for outcome in found if outcome.theme_id is not None}


def _fate(outcome: Outcome) -> Fate:
    kind, passage, strategy = OutcomeKind(outcome.kind), outcome.passage, outcome.strategy
    passed = f" Passed on to {outcome.passed_to}." if outcome.passed_to else ""
    where = {"system": strategy.system.slug, "slug": strategy.slug}
    return Fate(
        label=kind.label,
        kind=kind.tag,
        reason=f"{outcome.reason}{passed}",
        where=f"{strategy.title}, {passage.ref} {passage.heading}" if passage else "",
        url=reverse("strategy:passage_key", kwargs=where | {"key": passage.key})
        if passage
        else "",
    )
