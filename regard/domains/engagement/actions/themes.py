"""Decide on themes. Every act is refused once the exercise is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from regard.domains.engagement.actions.deciding import (
    CannotEditThemes,
    live_themes,
    lock_theme,
    mark_decided,
    place_points,
    refuse_if,
    within,
)
from regard.domains.engagement.actions.merged_codings import merge_codings
from regard.domains.engagement.actions.versions import check_change, keep_change, keep_version
from regard.domains.engagement.models import Point, Theme
from regard.domains.engagement.queries.themes import list_used_themes
from regard.domains.engagement.rules import themes as rules
from regard.domains.engagement.types import ThemeState
from regard.foundation.audit import ledger

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from regard.domains.engagement.types import Change, Stance


@transaction.atomic
def rename_theme(
    *,
    theme: Theme,
    title: str,
    summary: str,
    change: Change | None = None,
    by: str,
    at: datetime,
) -> Theme:
    """
    Give a theme a name and a summary. One that was signed off stays so.

    :param change: why, which must be said once it was signed off; what it was stays readable.
    :raises CannotEditThemes: if the name is missing, too long or another theme's, or nobody
        says why it changes after it was signed off.
    """
    theme = lock_theme(theme)
    change = check_change(theme, change)
    others = live_themes(theme.exercise_id).exclude(pk=theme.pk).values_list("title", flat=True)
    refuse_if(rules.reason_not_to_name(title=title, others=list(others)))

    detail: dict[str, object] = {"from": theme.title, "to": title.strip()}
    theme.title, theme.summary, theme.named_by = title.strip(), summary.strip(), by
    theme.save(update_fields=["title", "summary", "named_by", "updated_at"])
    keep_change(theme, change, by=by, at=at)
    ledger.record(event="theme.renamed", subject=theme, by=by, at=at, detail=detail)
    return theme


@transaction.atomic
def merge_themes(
    *,
    into: Theme,
    themes: Collection[Theme],
    change: Change | None = None,
    by: str,
    at: datetime,
) -> Theme:
    """
    Put all points of some themes into another, and keep their rows as pointing to it.

    The one that stays is no longer signed off, as it says more than it did.

    :param change: why, which must be said once the one that stays was signed off.
    :raises CannotEditThemes: if none was chosen, one is already used in a strategy, or nobody
        says why it changes after it was signed off.
    """
    into = lock_theme(into)
    change = check_change(into, change)
    merged = list(
        live_themes(into.exercise_id).filter(pk__in=[t.pk for t in themes]).exclude(pk=into.pk)
    )
    used = list_used_themes(theme_ids=[theme.pk for theme in merged])
    titles = [theme.title for theme in merged if theme.pk in used]
    refuse_if(rules.reason_not_to_merge(count=len(merged), used=titles))

    ids = [theme.pk for theme in merged]
    moved = merge_codings(into.pk, ids, at=at)
    into.parent_id = None if into.parent_id in ids else into.parent_id
    parts = Theme.objects.filter(parent__in=merged).exclude(pk=into.pk)
    parts.update(parent=into.parent_id or into.pk)
    Theme.objects.filter(pk__in=ids).update(
        state=ThemeState.MERGED,
        merged_into=into,
        parent=None,
        signed_off_by="",
        signed_off_at=None,
        updated_at=at,
    )
    Theme.objects.filter(merged_into__in=merged).update(merged_into=into)
    detail: dict[str, object] = {
        "themes": ids,
        "titles": [theme.title for theme in merged],
        "points": moved,
    }
    mark_decided(into, by=by)
    keep_change(into, change, by=by, at=at)
    ledger.record(event="theme.merged", subject=into, by=by, at=at, detail=detail)
    return into


@transaction.atomic
def split_theme(  # noqa: PLR0913 (what goes, where to, why, by whom and when)
    *,
    theme: Theme,
    point_ids: Collection[int],
    title: str,
    stance: Stance | None = None,
    change: Change | None = None,
    by: str,
    at: datetime,
) -> Theme:
    """
    Make a new theme of some of a theme's points, and return it.

    The one they leave is no longer signed off, as it says less than it did.

    :param point_ids: points of the theme; others are passed over.
    :param stance: where they stand on what the new theme says; None: unclear.
    :param change: why, which must be said once the theme that they leave was signed off.
    :raises CannotEditThemes: if none or all of its points were chosen, or the name is missing,
        too long or another theme's, or nobody says why it changes after it was signed off.
    """
    theme = lock_theme(theme)
    change = check_change(theme, change)
    parts = within(theme)
    points = Point.objects.filter(themes__in=parts).distinct()
    chosen = list(points.filter(pk__in=point_ids).values_list("pk", flat=True))
    refuse_if(rules.reason_not_to_split(chosen=len(chosen), points=points.count()))
    others = live_themes(theme.exercise_id).values_list("title", flat=True)
    refuse_if(rules.reason_not_to_name(title=title, others=list(others)))

    new = Theme.objects.create(
        system_id=theme.system_id, exercise_id=theme.exercise_id, title=title.strip(), named_by=by
    )
    place_points(chosen, {new.pk: stance}, out_of=parts, by=by, at=at)
    mark_decided(theme, by=by)
    keep_change(theme, change, by=by, at=at)
    detail: dict[str, object] = {"theme": new.pk, "title": new.title, "points": chosen}
    ledger.record(event="theme.split", subject=theme, by=by, at=at, detail=detail)
    return new


@transaction.atomic
def sign_off_theme(*, theme: Theme, by: str, at: datetime) -> Theme:
    """
    Agree to a theme as it is.

    :raises CannotEditThemes: if there is nothing in it, or it is signed off already.
    """
    theme = lock_theme(theme)
    points = Point.objects.filter(themes__in=within(theme)).distinct().count()
    refuse_if(rules.reason_not_to_sign_off(state=ThemeState(theme.state), points=points))

    theme.state = ThemeState.SIGNED_OFF
    theme.signed_off_by, theme.signed_off_at = by, at
    if theme.named_by == "machine":
        theme.named_by = by
    theme.save()
    keep_version(theme, by=by, at=at)
    detail: dict[str, object] = {"title": theme.title, "points": points}
    ledger.record(event="theme.signed_off", subject=theme, by=by, at=at, detail=detail)
    return theme


@transaction.atomic
def take_back_sign_off(*, theme: Theme, by: str, at: datetime) -> Theme:
    """
    Let a theme be only proposed again. The ledger keeps who had signed it off.

    :raises CannotEditThemes: if it is not signed off.
    """
    theme = lock_theme(theme)
    if theme.state != ThemeState.SIGNED_OFF:
        raise CannotEditThemes("This theme is not signed off")

    detail: dict[str, object] = {"signed_off_by": theme.signed_off_by}
    mark_decided(theme, by=by)
    ledger.record(event="theme.sign_off_taken_back", subject=theme, by=by, at=at, detail=detail)
    return theme
