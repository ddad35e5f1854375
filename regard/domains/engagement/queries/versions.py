"""What a theme was before, and what was put into it then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q

from regard.domains.engagement.models import Coding, Theme, ThemeVersion

from .history import list_names


@dataclass(frozen=True)
class VersionRow:
    """
    A theme as it read from a moment on.

    Attributes:
        by_name: who signed it off or changed it, by their name of today.
        because: why it changed; empty where it was only signed off.
    """

    number: int
    title: str
    summary: str
    at: datetime
    by_name: str
    because: str


def list_versions(*, theme: Theme) -> list[VersionRow]:
    """Return what a theme was whose reader was checked, the newest first. Two queries."""
    found = list(ThemeVersion.objects.filter(theme=theme).order_by("-number"))
    names = list_names(bys=[version.by for version in found])
    return [
        VersionRow(each.number, each.title, each.summary, each.at, names[each.by], each.because)
        for each in found
    ]


def count_again(*, theme: Theme) -> int:
    """Return how many points were put into a theme before it changed its meaning. One query."""
    if theme.look_again_from is None:
        return 0
    return Coding.objects.filter(to_look_at_again(), theme=theme).count()


def to_look_at_again() -> Q:
    """Return what is true of the codings that were made before their theme changed."""
    return Q(placed_at__lt=F("theme__look_again_from"))
