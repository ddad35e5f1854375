"""
Who has answered an exercise: the one test that every list of who has or has not goes by.

What is behind a shield names no service, so that its service is in each list as if it had not
answered: nobody can tell by its absence who spoke.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from regard.domains.engagement.models import Contribution

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet

    from regard.domains.engagement.models import Exercise


def has_answered() -> Exists:
    """Return the condition that a row's `location` has answered its `exercise`, anyhow."""
    return Exists(_told().filter(exercise=OuterRef("exercise"), location=OuterRef("location")))


def list_answered(*, exercise: Exercise, location_ids: Collection[int] | None = None) -> set[int]:
    """
    Return the locations that have answered. One query.

    :param location_ids: only of these; None: of all.
    """
    found = _told().filter(exercise=exercise, location__isnull=False)
    if location_ids is not None:
        found = found.filter(location__in=location_ids)
    return {number for number in found.values_list("location", flat=True) if number}


def _told() -> QuerySet[Contribution]:
    return Contribution.objects.filter(kept_at__isnull=False)
