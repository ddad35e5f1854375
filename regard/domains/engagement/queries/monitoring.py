"""
Who people are, told apart from what they said; the one place where a count joins the two.

What somebody tells of themselves is kept under a keyed hash of their contribution's number. The
key is worked out from the server's secret for this purpose alone, so nobody reads the one from
the other in the database. Only `get_equality` works the hashes out again, to count how many people
of a group spoke of a theme; no row of the one leaves together with a row of the other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from django.db.models import Count
from django.utils.crypto import salted_hmac

from regard.domains.engagement.models import (
    Contribution,
    Mitigation,
    MonitoringAnswer,
    Population,
    Theme,
)
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.rules import equality as rules
from regard.domains.engagement.rules.monitoring import PEOPLE, PREFER_NOT, PopulationLine
from regard.domains.engagement.types import Stage, ThemeState
from regard.domains.engagement.types.monitoring import Equality
from regard.foundation.accounts.callers import require
from regard.foundation.analysis.disclosure import is_small

if TYPE_CHECKING:
    from regard.domains.engagement.models import Exercise
    from regard.domains.register.models import System
    from regard.foundation.authority import Caller

PURPOSE = "regard.monitoring"
KEY_BYTES = 16


def monitoring_key(contribution_id: int) -> bytes:
    """Return the key under which what this contribution's writer told of themselves is kept."""
    digest = salted_hmac(PURPOSE, str(contribution_id), algorithm="sha256").digest()
    return digest[:KEY_BYTES]


def has_told(*, contribution: Contribution) -> bool:
    """Test whether somebody, who holds the contribution's own link, told of themselves."""
    return MonitoringAnswer.objects.filter(
        exercise=contribution.exercise_id, key=monitoring_key(contribution.pk)
    ).exists()


def require_equality(*, exercise: Exercise, caller: Caller) -> None:
    """
    Let the team read it, and everybody once the exercise is answered.

    :raises NotAllowed: for all others.
    """
    if exercise.stage != Stage.ANSWERED:
        require(caller, Permission.VIEW_COVERAGE, exercise)


def get_written(*, theme: Theme, characteristic: str, value: str) -> tuple[str, str]:
    """Return the effect and the mitigation written of a group; both empty where none is."""
    found = Mitigation.objects.filter(theme=theme, characteristic=characteristic, value=value)
    return found.values_list("effect", "words").first() or ("", "")


def list_populations(*, system: System) -> list[Population]:
    """Return what is loaded, by characteristic, the newest first. Anyone may read it."""
    found = Population.objects.filter(system=system)
    return list(found.order_by("characteristic", "-as_at", "value"))


def get_equality(*, exercise: Exercise) -> Equality:
    """Return who the people heard are and how themes weigh on them. Seven queries at most."""
    told = _count_told(exercise)
    people = Contribution.objects.filter(
        exercise=exercise, kept_at__isnull=False, speaker__in=PEOPLE
    ).count()
    tellers = MonitoringAnswer.objects.filter(exercise=exercise).values("key").distinct().count()
    populations = [
        PopulationLine(row.characteristic, row.value, row.people, row.source, row.as_at)
        for row in list_populations(system=exercise.system)
    ]
    characteristics = rules.compare_people(told, populations)
    themes = rules.weigh_themes(
        _list_themes(exercise),
        spoke=_count_themes(exercise) if told else {},
        told=told,
        written=_list_written(exercise),
    )
    return Equality(
        people=None if is_small(people) else people,
        told=None if is_small(tellers) else tellers,
        characteristics=characteristics,
        themes=themes,
        missing=rules.list_missing(characteristics, themes),
    )


def _count_told(exercise: Exercise) -> dict[tuple[str, str], int]:
    found = (
        MonitoringAnswer.objects.filter(exercise=exercise)
        .exclude(value=PREFER_NOT)
        .values_list("characteristic", "value")
        .annotate(n=Count("pk"))
        .order_by()
    )
    return {(characteristic, value): n for characteristic, value, n in found}


def _count_themes(exercise: Exercise) -> Counter[tuple[int, str, str]]:
    """Return how many people of each group spoke of each theme, or of a part of it."""
    spoke: dict[int, set[int]] = defaultdict(set)
    rows = (
        Theme.objects.filter(exercise=exercise, codings__point__contribution__speaker__in=PEOPLE)
        .values_list("pk", "parent_id", "codings__point__contribution_id")
        .distinct()
    )
    for theme_id, parent_id, contribution_id in rows:
        spoke[contribution_id].add(theme_id)
        if parent_id:
            spoke[contribution_id].add(parent_id)
    themes = {monitoring_key(contribution_id): found for contribution_id, found in spoke.items()}
    counts: Counter[tuple[int, str, str]] = Counter()
    answers = MonitoringAnswer.objects.filter(exercise=exercise).exclude(value=PREFER_NOT)
    for key, characteristic, value in answers.values_list("key", "characteristic", "value"):
        for theme_id in themes.get(bytes(key), ()):
            counts[theme_id, characteristic, value] += 1
    return counts


def _list_themes(exercise: Exercise) -> list[tuple[int, str]]:
    found = Theme.objects.filter(exercise=exercise, parent__isnull=True)
    found = found.exclude(state=ThemeState.MERGED)
    return list(found.order_by("title", "pk").values_list("pk", "title"))


def _list_written(exercise: Exercise) -> dict[tuple[int, str, str], tuple[str, str]]:
    return {
        (row.theme_id, row.characteristic, row.value): (row.effect, row.words)
        for row in Mitigation.objects.filter(theme__exercise=exercise)
    }
