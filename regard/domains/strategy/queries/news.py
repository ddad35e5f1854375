"""What a system published lately, for the week's ten lines."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from regard.domains.engagement.types.inviting import News
from regard.domains.strategy.models import Meaning, Strategy
from regard.domains.strategy.types import StrategyStage

if TYPE_CHECKING:
    from regard.domains.register.models import System


def list_published(system: System, since: date) -> list[News]:
    """
    Return what was published since a day. Three queries.

    What became of what was said is for those who were asked; what it means, for everyone.
    """
    found = Strategy.objects.filter(
        system=system, stage=StrategyStage.PUBLISHED, published_at__date__gte=since
    ).prefetch_related("exercises")
    answers = [
        News(
            key=f"strategy:{each.pk}",
            title=f"What became of what was said: {each.title}",
            url=reverse("strategy:strategy", args=[system.slug, each.slug]),
            on=timezone.localdate(each.published_at),
            exercise_ids=frozenset(exercise.pk for exercise in each.exercises.all()),
        )
        for each in found
        if each.published_at is not None
    ]
    means = set(Meaning.objects.filter(strategy__in=found).values_list("strategy_id", flat=True))
    return answers + [
        News(
            key=f"meaning:{each.pk}",
            title=f"What this means for you: {each.title}",
            url=reverse("strategy:find_for_you", args=[system.slug]),
            on=timezone.localdate(each.published_at),
            exercise_ids=frozenset(),
        )
        for each in found
        if each.pk in means and each.published_at is not None
    ]
