"""Points put where they belong, many at a time: those that stand alone, and the doubtful."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from regard.domains.engagement import actions, presenters, queries
from regard.domains.engagement.forms import SortForm
from regard.domains.engagement.rules.themes import Way
from regard.domains.engagement.rules.words import count
from regard.foundation.accounts.requests import Request, sent

from .reading import find_said, find_to_decide, may_decide, under_themes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from regard.domains.engagement.models import Exercise, Theme
    from regard.domains.engagement.types import ThemeRow

POINTS_ON_A_PAGE = 20


@require_http_methods(["GET", "POST"])
def alone(request: Request, system: str, slug: str) -> HttpResponse:
    """Show every point that is in no theme, in full."""
    exercise = find_said(request, system, slug)
    rows = queries.list_themes(exercise=exercise)
    form = sort_form(request, themes=rows, place="alone")
    if request.method == "POST":
        find_to_decide(request, system, slug)
        done = sort(request, form, exercise=exercise, theme=None)
        if done:
            messages.success(request, done)
            return redirect(request.get_full_path())
    shows_who = queries.may_see_who(exercise=exercise, caller=request.caller)
    tally = queries.get_tally(exercise=exercise)
    context = under_themes(exercise, title="Said once, and worth reading") | {
        "lede": presenters.alone_lede(tally, shows_who=shows_who),
        "empty": presenters.ALONE_EMPTY,
        "form": form,
    }
    copies = queries.count_lone_arguments(exercise=exercise)
    shown = _points(request, exercise, place="alone", copies=copies)
    return render(request, "engagement/themes_points.jinja", context | shown)


@require_http_methods(["GET", "POST"])
def unsure(request: Request, system: str, slug: str) -> HttpResponse:
    """Show the points that the machine put in a theme without being sure."""
    exercise = find_to_decide(request, system, slug)
    rows = queries.list_themes(exercise=exercise)
    form = sort_form(request, themes=rows, place="unsure")
    if request.method == "POST":
        done = sort(request, form, exercise=exercise, theme=None)
        if done:
            messages.success(request, done)
            return redirect(request.get_full_path())
    context = under_themes(exercise, title="Where do these belong?") | {
        "lede": presenters.unsure_lede(sum(row.unsure for row in rows)),
        "empty": presenters.UNSURE_EMPTY,
        "titles": {row.theme_id: row.title for row in rows},
        "form": form,
    }
    shown = _points(request, exercise, place="unsure", copies={})
    return render(request, "engagement/themes_points.jinja", context | shown)


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
    way, point_ids = form.cleaned_data["to"], form.cleaned_data["points"]
    by, at = request.caller.by, timezone.now()
    number = count(len(point_ids), "point")
    if way == Way.KEEP:
        actions.keep_points(exercise=exercise, point_ids=point_ids, in_theme=theme, by=by, at=at)
        return f"{number} confirmed."
    if way == Way.ALONE:
        _move(exercise, point_ids, None, out_of=theme, by=by)
        return f"{number} left to stand alone."
    if way == Way.MOVE:
        to = queries.get_theme(exercise=exercise, theme_id=int(form.cleaned_data["theme"]))
        _move(exercise, point_ids, to, out_of=theme, by=by)
        return f"{number} moved to “{to.title}”."
    title = form.cleaned_data["title"]
    if theme is not None:
        actions.split_theme(theme=theme, point_ids=point_ids, title=title, by=by, at=at)
    else:
        actions.make_theme(exercise=exercise, point_ids=point_ids, title=title, by=by, at=at)
    return f"{number} put into a new theme, “{title}”."


def _move(
    exercise: Exercise, point_ids: list[int], to: Theme | None, *, out_of: Theme | None, by: str
) -> None:
    actions.move_points(
        exercise=exercise,
        point_ids=point_ids,
        theme=to,
        out_of=out_of,
        by=by,
        at=timezone.now(),
    )


def _points(
    request: Request, exercise: Exercise, *, place: str, copies: Mapping[int, int]
) -> dict[str, object]:
    """Return a page of the points that stand alone, or that are in doubt, for its template."""
    after = presenters.number_or_none(request.GET.get("after", ""))
    points = queries.list_points(
        exercise=exercise,
        lone=place == "alone",
        unsure=place == "unsure",
        after=after,
        limit=POINTS_ON_A_PAGE + 1,
        shows_who=queries.may_see_who(exercise=exercise, caller=request.caller),
    )
    shown = points[:POINTS_ON_A_PAGE]
    return {
        "quotes": presenters.quotes_of(shown, copies=copies),
        "next_url": f"?after={shown[-1].point_id}" if len(points) > len(shown) else None,
        "first_url": request.path if after else None,
        "may_decide": may_decide(request, exercise),
    }
