"""What people did to a theme, from the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from regard.domains.engagement.models import Theme
from regard.foundation.accounts.models import Person
from regard.foundation.audit.models import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable

NAMES = {"command": "The command line", "machine": "The machine"}


@dataclass(frozen=True)
class Deed:
    """
    One entry of the ledger, about one theme.

    Attributes:
        is_own: whether it was done to this theme, and not to another that it touched.
        by_name: the name of whoever did it, as it is today.
    """

    event: str
    is_own: bool
    by_name: str
    at: datetime
    detail: dict[str, Any]


def list_history(*, theme: Theme) -> list[Deed]:
    """
    Return what was done to a theme whose reader was checked, the newest first. Three queries.

    What took points out of it is written under the theme or exercise that they went to, so all
    entries of the exercise's themes are read; there are tens of them.
    """
    themes = Theme.objects.filter(exercise=theme.exercise_id).values_list("pk", flat=True)
    subjects = [f"engagement.Theme:{theme_id}" for theme_id in themes]
    subjects.append(f"engagement.Exercise:{theme.exercise_id}")
    entries = [
        entry
        for entry in Entry.objects.filter(
            subject__in=subjects, event__startswith="theme."
        ).order_by("-at", "-pk")
        if entry.subject == f"engagement.Theme:{theme.pk}" or theme.pk in _others(entry)
    ]
    names = list_names(bys=[entry.by for entry in entries])
    return [
        Deed(entry.event, _is_own(entry, theme), names[entry.by], entry.at, entry.detail)
        for entry in entries
    ]


def list_names(*, bys: Iterable[str]) -> dict[str, str]:
    """Return the name of everyone whom the ledger names so, e.g. "person:12". One query."""
    wanted = set(bys)
    numbers = [int(by[7:]) for by in wanted if by.startswith("person:") and by[7:].isdigit()]
    people = dict(Person.objects.filter(pk__in=numbers).values_list("pk", "name"))
    known = NAMES | {f"person:{pk}": name for pk, name in people.items()}
    return {by: known.get(by, "Someone who has left") for by in wanted}


def _is_own(entry: Entry, theme: Theme) -> bool:
    if entry.event == "theme.points_coded":
        return theme.pk in entry.detail["themes"]
    return entry.subject == f"engagement.Theme:{theme.pk}"


def _others(entry: Entry) -> set[int]:
    """Return the other themes that an entry is about."""
    detail = entry.detail
    return {*detail.get("themes", []), *detail.get("from", []), detail.get("theme")} - {None}
