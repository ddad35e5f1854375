"""
Who is behind a shield: for a steward, and for the job that must not remind them.

A kept contribution behind a shield names nobody, so that no other query can tell. See
docs/adr/0023-who-spoke-behind-a-shield-is-kept-apart.md for what this can promise.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regard.domains.engagement.models import Contribution, Invitation, Shield
from regard.domains.engagement.permissions import Permission
from regard.foundation.analysis.disclosure import SMALLEST_SHOWN
from regard.foundation.authority import Caller, is_allowed

if TYPE_CHECKING:
    from collections.abc import Collection

    from regard.domains.engagement.models import Exercise


@dataclass(frozen=True)
class Behind:
    """Who spoke behind a shield. All but one may be empty."""

    service: str
    name: str
    email: str
    telephone: str
    address: str


def may_see_shielded(*, exercise: Exercise, caller: Caller) -> bool:
    return is_allowed(caller, Permission.VIEW_SHIELDED, exercise)


def get_behind(*, contribution: Contribution, caller: Caller) -> Behind | None:
    """Return who is behind a shield; None where there is none, or the caller may not know."""
    if not contribution.is_shielded or not may_see_shielded(
        exercise=contribution.exercise, caller=caller
    ):
        return None
    found = Shield.objects.filter(contribution=contribution).select_related("location").first()
    if found is None:
        return None
    return Behind(
        service=found.location.name if found.location else "",
        name=found.name,
        email=found.email,
        telephone=found.telephone,
        address=found.address,
    )


def count_shielded(*, exercise: Exercise) -> int | None:
    """Return how many spoke behind a shield; None where they are fewer than six. One query."""
    kept = Contribution.objects.filter(exercise=exercise, kept_at__isnull=False)
    found = kept.filter(is_shielded=True).count()
    return found if found >= SMALLEST_SHOWN else None


def list_shielded_invitations(*, invitation_ids: Collection[int]) -> set[int]:
    """
    Return which of these invitations are to services that have answered behind a shield.

    For the job that sends reminders, and for no page. One query.
    """
    asked = Invitation.objects.filter(pk__in=list(invitation_ids)).values_list(
        "pk", "exercise", "location"
    )
    here = {(exercise, location): pk for pk, exercise, location in asked}
    spoke = Shield.objects.filter(
        contribution__exercise__in={exercise for exercise, _ in here},
        location__in={location for _, location in here},
    ).values_list("contribution__exercise", "location")
    return {here[key] for key in spoke if key in here}
