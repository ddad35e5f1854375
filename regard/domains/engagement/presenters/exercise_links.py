"""What an exercise's page offers under "More": one line for each part of engagement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from regard.foundation.authority import Caller, is_allowed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regard.domains.engagement.models import Exercise
    from regard.domains.engagement.permissions import Permission

LINKS: Sequence[tuple[Permission | None, str, str, str]] = ()
"""
What it takes (None: anyone), the label, the address's name within engagement, and in a few words
what is there. The address takes the system and the exercise, as that of its own page does.
"""


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    words: str


def exercise_links(exercise: Exercise, caller: Caller) -> list[Link]:
    """Return those of LINKS that the caller may follow, in their order."""
    where = [exercise.system.slug, exercise.slug]
    return [
        Link(label, reverse(f"engagement:{name}", args=where), words)
        for permission, label, name, words in LINKS
        if permission is None or is_allowed(caller, permission, exercise)
    ]
