"""What every page of what was said begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from regard.domains.engagement import queries
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.types import Stage
from regard.foundation.accounts.callers import require
from regard.foundation.accounts.requests import Request
from regard.foundation.authority import is_allowed

from .finding import address, find_exercise

if TYPE_CHECKING:
    from regard.domains.engagement.models import Exercise, Theme


def find_said(request: Request, system: str, slug: str) -> Exercise:
    """
    Return an exercise of which the caller may read what was said.

    :raises NotFound: if there is none that they may see.
    :raises NotAllowed: if it is not answered yet, and they may not read before that.
    """
    found = find_exercise(request, system, slug)
    if not queries.may_read_words(exercise=found, caller=request.caller):
        require(request.caller, Permission.VIEW_CONTRIBUTIONS, found)
    return found


def find_to_decide(request: Request, system: str, slug: str) -> Exercise:
    """
    Return an exercise of which the caller may decide on themes.

    :raises NotFound: if there is none that they may see.
    :raises NotAllowed: if they may not.
    """
    return find_exercise(request, system, slug, to=Permission.EDIT_THEMES)


def may_decide(request: Request, exercise: Exercise) -> bool:
    """Test whether the caller may still change the exercise's themes."""
    is_final = exercise.stage == Stage.ANSWERED
    return not is_final and is_allowed(request.caller, Permission.EDIT_THEMES, exercise)


def under_said(exercise: Exercise, *, title: str) -> dict[str, object]:
    """Return what the layout needs for the page of what was said in an exercise."""
    return {
        "system": exercise.system,
        "section": "said",
        "title": title,
        "exercise": exercise,
        "crumbs": [
            ("What you said", reverse("engagement:said", args=[exercise.system.slug])),
            (exercise.title, address("exercise", exercise)),
        ],
    }


def under_themes(exercise: Exercise, *, title: str) -> dict[str, object]:
    """Return what the layout needs for a page below an exercise's themes."""
    context = under_said(exercise, title=title)
    said = reverse("engagement:said", args=[exercise.system.slug])
    crumbs = [("What you said", said), (exercise.title, address("themes", exercise))]
    return context | {"crumbs": crumbs}


def under_theme(theme: Theme, exercise: Exercise, *, title: str) -> dict[str, object]:
    """Return what the layout needs for a page on which a theme is decided on."""
    said = reverse("engagement:said", args=[exercise.system.slug])
    crumbs = [
        ("What you said", said),
        (exercise.title, address("themes", exercise)),
        (theme.title, address("theme", exercise, theme_id=theme.pk)),
    ]
    return under_said(exercise, title=title) | {"theme": theme, "crumbs": crumbs}
