"""Make a theme a part of a wider one, and take it out again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from regard.domains.engagement.actions.deciding import (
    CannotEditThemes,
    live_themes,
    lock_theme,
    refuse_if,
)
from regard.domains.engagement.models import Theme
from regard.domains.engagement.rules import themes as rules
from regard.domains.engagement.rules.proposals import MACHINE
from regard.foundation.audit import ledger

if TYPE_CHECKING:
    from datetime import datetime


@transaction.atomic
def nest_theme(*, theme: Theme, whole: Theme | None, by: str, at: datetime) -> Theme:
    """
    Make a theme a part of a wider one, or with None of no other.

    What is in it then counts in the wider one too, and once. Each keeps its own outcome.

    :raises CannotEditThemes: if the wider one is a part of a third, or not of the exercise, or
        the theme has parts of its own; or if nothing would change.
    """
    theme = lock_theme(theme)
    if theme.parent == whole:
        raise CannotEditThemes("That is where it is already")
    if whole is not None:
        whole = _find_fit(theme, whole)
    before = theme.parent
    theme.parent = whole
    theme.save(update_fields=["parent", "updated_at"])
    both = [each.pk for each in (theme, whole) if each]
    Theme.objects.filter(pk__in=both, named_by=MACHINE).update(named_by=by)
    about = whole or before
    detail: dict[str, object] = {
        "theme": about.pk if about else None,
        "title": about.title if about else "",
        "part": theme.title,
        "is_in": whole is not None,
        "from": [before.pk] if before and whole else [],
    }
    ledger.record(event="theme.nested", subject=theme, by=by, at=at, detail=detail)
    return theme


def _find_fit(theme: Theme, whole: Theme) -> Theme:
    """Return the wider theme as it is now, if the theme may be a part of it."""
    found = live_themes(theme.exercise_id).filter(pk=whole.pk).first()
    if found is None:
        raise CannotEditThemes("There is no such theme here, or it was merged into another")
    refuse_if(
        rules.reason_not_to_nest(
            has_parts=Theme.objects.filter(parent=theme).exists(),
            is_itself=found.pk == theme.pk,
            whole=found.title,
            is_part=found.parent_id is not None,
        )
    )
    return found
