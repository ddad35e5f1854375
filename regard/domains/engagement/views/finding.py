"""What every page of an exercise begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from regard.domains.engagement import queries
from regard.domains.engagement.permissions import Permission
from regard.domains.register import queries as register
from regard.foundation.accounts.requests import Request

if TYPE_CHECKING:
    from regard.domains.engagement.models import Exercise


def find_exercise(
    request: Request, system: str, slug: str, *, to: Permission | None = None
) -> Exercise:
    """
    Return the exercise at an address, with its system, for the caller to see or do `to` with.

    :raises NotFound: if there is none that they may see.
    :raises NotAllowed: if they may not do it.
    """
    found = register.get_system(slug=system, caller=request.caller)
    return queries.get_exercise(system=found, slug=slug, caller=request.caller, to=to)


def address(name: str, exercise: Exercise, **kwargs: object) -> str:
    """Return the address of a page of an exercise, e.g. `address("questions", exercise)`."""
    where = {"system": exercise.system.slug, "slug": exercise.slug}
    return reverse(f"engagement:{name}", kwargs=where | kwargs)


def below(exercise: Exercise, *, title: str) -> dict[str, object]:
    """Return what the layout needs for a page below an exercise's own."""
    return {
        "system": exercise.system,
        "section": "asked",
        "title": title,
        "exercise": exercise,
        "crumbs": [
            ("What we ask", reverse("engagement:exercises", args=[exercise.system.slug])),
            (exercise.title, address("exercise", exercise)),
        ],
    }


def below_coverage(exercise: Exercise, *, title: str) -> dict[str, object]:
    """Return the same for a page below that of whose voice there is."""
    context = below(exercise, title=title)
    crumbs: list[tuple[str, str]] = context["crumbs"]  # type: ignore[assignment]
    return context | {"crumbs": [*crumbs, ("Whose voice we have", address("coverage", exercise))]}
