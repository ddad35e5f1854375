"""What a theme was: kept when it is signed off, and at each change after that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regard.domains.engagement.actions.deciding import refuse_if
from regard.domains.engagement.models import Theme, ThemeVersion
from regard.domains.engagement.rules import themes as rules
from regard.domains.engagement.types import Change

if TYPE_CHECKING:
    from datetime import datetime


def keep_version(theme: Theme, *, because: str = "", by: str, at: datetime) -> ThemeVersion:
    """Write down the theme as it reads now, and return its new version."""
    return ThemeVersion.objects.create(
        theme=theme,
        number=theme.versions.count() + 1,
        title=theme.title,
        summary=theme.summary,
        at=at,
        by=by,
        because=because.strip(),
    )


def check_change(theme: Theme, change: Change | None) -> Change:
    """
    Return why a theme changes.

    :raises CannotEditThemes: if it was signed off once, and nobody says why.
    """
    change = change or Change()
    reason = rules.reason_not_to_change(versions=theme.versions.count(), because=change.because)
    refuse_if(reason)
    return change


def keep_change(theme: Theme, change: Change, *, by: str, at: datetime) -> None:
    """Write down a changed theme, if it was signed off once; it was saved already."""
    if not theme.versions.exists():
        return
    keep_version(theme, because=change.because, by=by, at=at)
    if change.looks_again:
        theme.look_again_from = at
        theme.save(update_fields=["look_again_from", "updated_at"])
