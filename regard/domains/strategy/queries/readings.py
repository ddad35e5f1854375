"""All that the public pages of a strategy are made of."""

from dataclasses import dataclass
from importlib.metadata import version

from django.core.cache import cache

from regard.domains.engagement.types import ExerciseRow, PointRow
from regard.domains.strategy.models import Strategy
from regard.domains.strategy.types import Sheet

from .outcomes import get_sheet
from .readers import list_quotes
from .strategies import list_exercises

KEPT_FOR = 600
"""Seconds. What is published never changes, so this only keeps the cache small."""

VERSION = version("regard")
"""Another version of Regard may not understand what this one kept."""


@dataclass(frozen=True)
class Reading:
    """
    What was asked and said and what became of it, in words fit for anyone.

    Attributes:
        quotes: for each theme, the words that show best what it is about.
    """

    exercises: list[ExerciseRow]
    sheet: Sheet
    quotes: dict[int, list[PointRow]]


def get_reading(*, strategy: Strategy) -> Reading:
    """Return what its pages are made of, whose reader was checked. Kept once it is published."""
    if strategy.published_at is None:
        return _read(strategy)
    when = f"{strategy.created_at.timestamp()}:{strategy.published_at.timestamp()}"
    key = f"strategy.reading:{VERSION}:{strategy.pk}:{when}"
    kept: Reading | None = cache.get(key)
    if kept is None:
        kept = _read(strategy)
        cache.set(key, kept, KEPT_FOR)
    return kept


def _read(strategy: Strategy) -> Reading:
    return Reading(
        exercises=list_exercises(strategy=strategy),
        sheet=get_sheet(strategy=strategy, shows_who=False),
        quotes=list_quotes(strategy=strategy, shows_who=False, each=1),
    )
