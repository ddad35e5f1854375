"""What is done with points that were ticked on a page of points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from regard.domains.engagement import actions, presenters, queries
from regard.domains.engagement.forms import SortForm
from regard.domains.engagement.forms.changes import read_why
from regard.domains.engagement.presenters.stances import read_stance
from regard.domains.engagement.rules.themes import Way
from regard.domains.engagement.rules.words import count
from regard.foundation.accounts.requests import Request, sent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regard.domains.engagement.models import Exercise, Theme
    from regard.domains.engagement.types import ThemeRow


def sort_form(request: Request, *, themes: Sequence[ThemeRow], place: str) -> SortForm:
    """Return the form under a page of points; `place` is one of `presenters.WAYS`."""
    ways = presenters.WAYS[place]
    return SortForm(sent(request), ways=ways, themes=themes)


def sort(
    request: Request, form: SortForm, *, exercise: Exercise, theme: Theme | None
) -> str | None:
    """
    Do with the ticked points what was chosen, and say what was done.

    :param theme: the theme that they are all in; None where they may be in several.
    :return: None if the form does not stand, or it was refused; then the form says why.
    """
    if not form.is_valid():
        return None
    try:
        return _sort(request, form, exercise, theme)
    except actions.CannotEditThemes as refusal:
        form.add_error(None, str(refusal))
        return None


def _sort(request: Request, form: SortForm, exercise: Exercise, theme: Theme | None) -> str:
    chosen = form.cleaned_data
    way, point_ids = chosen["to"], chosen["points"]
    by, at = request.caller.by, timezone.now()
    number, stance = count(len(point_ids), "point"), read_stance(chosen["stance"])
    if way == Way.KEEP:
        actions.keep_points(
            exercise=exercise, point_ids=point_ids, in_theme=theme, stance=stance, by=by, at=at
        )
        return f"{number} confirmed."
    if way == Way.ALONE:
        actions.move_points(
            exercise=exercise, point_ids=point_ids, theme=None, out_of=theme, by=by, at=at
        )
        return f"{number} taken out of “{theme.title}”." if theme else f"{number} left alone."
    if way in {Way.MOVE, Way.ALSO}:
        return f"{number} {_put(request, form, exercise, theme)}"
    made = {"point_ids": point_ids, "title": chosen["title"], "stance": stance}
    if theme is not None:
        actions.split_theme(theme=theme, **made, change=read_why(form), by=by, at=at)
    else:
        actions.make_theme(exercise=exercise, **made, by=by, at=at)
    return f"{number} put into a new theme, “{chosen['title']}”."


def _put(request: Request, form: SortForm, exercise: Exercise, theme: Theme | None) -> str:
    """Put the points into themes, out of where they were or beside it, and say so."""
    chosen = form.cleaned_data
    moves = chosen["to"] == Way.MOVE
    theme_ids = [int(each) for each in chosen["themes"]]
    actions.code_points(
        exercise=exercise,
        point_ids=chosen["points"],
        stances=dict.fromkeys(theme_ids, read_stance(chosen["stance"])),
        out_of=queries.list_within(theme=theme) if moves else (),
        by=request.caller.by,
        at=timezone.now(),
    )
    into = [queries.get_theme(exercise=exercise, theme_id=each).title for each in theme_ids]
    titles = " and ".join(f"“{title}”" for title in into)
    return f"moved to {titles}." if moves else f"put into {titles} as well."
