"""Points put where they belong, many at a time: those that stand alone, and the doubtful."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from regard.domains.engagement import presenters, queries
from regard.domains.engagement.queries.marked import SAID, read_mark
from regard.foundation.accounts.requests import Request

from .reading import find_said, find_to_decide, may_decide, under_themes
from .sorting_acts import sort, sort_form

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regard.domains.engagement.models import Exercise

POINTS_ON_A_PAGE = 20


@require_http_methods(["GET", "POST"])
def alone(request: Request, system: str, slug: str) -> HttpResponse:
    """Show every point that is in no theme, in full."""
    exercise = find_said(request, system, slug)
    mark = read_mark(exercise=exercise, of=SAID)
    rows = queries.list_themes(exercise=exercise, mark=mark)
    form = sort_form(request, themes=rows, place="alone")
    if request.method == "POST":
        find_to_decide(request, system, slug)
        done = sort(request, form, exercise=exercise, theme=None)
        if done:
            messages.success(request, done)
            return redirect(request.get_full_path())
    shows_who = queries.may_see_who(exercise=exercise, caller=request.caller)
    tally = queries.get_tally(exercise=exercise, mark=mark)
    context = under_themes(exercise, title="Said once, and worth reading") | {
        "lede": presenters.alone_lede(tally, shows_who=shows_who),
        "empty": presenters.ALONE_EMPTY,
        "form": form,
    }
    copies = queries.count_lone_arguments(exercise=exercise, mark=mark)
    shown = _points(request, exercise, place="alone", copies=copies)
    return render(request, "engagement/themes_points.jinja", context | shown)


@require_http_methods(["GET", "POST"])
def unsure(request: Request, system: str, slug: str) -> HttpResponse:
    """Show the points that the machine put in a theme without being sure."""
    exercise = find_to_decide(request, system, slug)
    mark = read_mark(exercise=exercise, of=SAID)
    rows = queries.list_themes(exercise=exercise, mark=mark)
    form = sort_form(request, themes=rows, place="unsure")
    if request.method == "POST":
        done = sort(request, form, exercise=exercise, theme=None)
        if done:
            messages.success(request, done)
            return redirect(request.get_full_path())
    context = under_themes(exercise, title="Where do these belong?") | {
        "lede": presenters.unsure_lede(queries.get_tally(exercise=exercise, mark=mark).unsure),
        "empty": presenters.UNSURE_EMPTY,
        "titles": {row.theme_id: row.title for row in rows},
        "form": form,
    }
    shown = _points(request, exercise, place="unsure", copies={})
    return render(request, "engagement/themes_points.jinja", context | shown)


@require_http_methods(["GET", "POST"])
def again(request: Request, system: str, slug: str) -> HttpResponse:
    """Show the points that were put into a theme before it changed its meaning."""
    exercise = find_to_decide(request, system, slug)
    mark = read_mark(exercise=exercise, of=SAID)
    rows = queries.list_themes(exercise=exercise, mark=mark)
    form = sort_form(request, themes=rows, place="again")
    if request.method == "POST":
        done = sort(request, form, exercise=exercise, theme=None)
        if done:
            messages.success(request, done)
            return redirect(request.get_full_path())
    context = under_themes(exercise, title="Do these still belong here?") | {
        "lede": presenters.again_lede(queries.get_tally(exercise=exercise, mark=mark).again),
        "empty": presenters.AGAIN_EMPTY,
        "titles": {row.theme_id: row.title for row in rows},
        "form": form,
    }
    shown = _points(request, exercise, place="again", copies={})
    return render(request, "engagement/themes_points.jinja", context | shown)


def _points(
    request: Request, exercise: Exercise, *, place: str, copies: Mapping[int, int]
) -> dict[str, object]:
    """Return a page of the points of a kind, one of `presenters.WAYS`, for its template."""
    after = presenters.number_or_none(request.GET.get("after", ""))
    points = queries.list_points(
        exercise=exercise,
        lone=place == "alone",
        unsure=place == "unsure",
        again=place == "again",
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
