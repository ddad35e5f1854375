"""Making two points of one, or one of two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from regard.domains.engagement import actions, presenters, queries
from regard.domains.engagement.forms.themes import SplitPointForm
from regard.domains.engagement.presenters.coding import IN_SIGHT, neighbours_of
from regard.domains.engagement.presenters.quotes import quote
from regard.foundation.accounts.requests import Request

from .coding import find_point
from .finding import address
from .reading import find_to_decide, under_themes

if TYPE_CHECKING:
    from regard.domains.engagement.models import Exercise


@require_http_methods(["GET", "POST"])
def borders(request: Request, system: str, slug: str, point_id: int) -> HttpResponse:
    """Show a point in its answer, and let it be split, or joined with the one beside it."""
    exercise = find_to_decide(request, system, slug)
    point = find_point(request, exercise, point_id)
    form = SplitPointForm(request.POST if request.POST.get("do") == "split" else None)
    if request.method == "POST":
        done = _join(request, exercise, point_id) or _split(request, form, exercise, point_id)
        if done is not None:
            return redirect(address("code_point", exercise, point_id=done))
    beside = queries.list_points(
        exercise=exercise,
        ids=queries.list_beside(exercise=exercise, point_id=point_id),
        shows_who=queries.may_see_who(exercise=exercise, caller=request.caller),
    )
    context = under_themes(exercise, title="Where does this point begin and end?") | {
        "point": point,
        "quote": quote(point, limit=IN_SIGHT),
        "form": form,
        "neighbours": neighbours_of(point, beside),
        "here": address("borders", exercise, point_id=point_id),
        "back": address("code_point", exercise, point_id=point_id),
    }
    return render(request, "engagement/borders.jinja", context)


def _split(
    request: Request, form: SplitPointForm, exercise: Exercise, point_id: int
) -> int | None:
    """Return the first of two points; None if it was not asked for, or the form says why not."""
    if not form.is_valid():
        return None
    with form.showing_refusals("begins"):
        first, _ = actions.split_point(
            exercise=exercise,
            point_id=point_id,
            begins=form.cleaned_data["begins"],
            by=request.caller.by,
            at=timezone.now(),
        )
        messages.success(request, "They are two points now, each in the same themes.")
        return first.pk
    return None


def _join(request: Request, exercise: Exercise, point_id: int) -> int | None:
    with_id = presenters.number_or_none(request.POST.get("join", ""))
    if with_id is None:
        return None
    joined = actions.join_points(
        exercise=exercise,
        point_id=point_id,
        with_id=with_id,
        by=request.caller.by,
        at=timezone.now(),
    )
    messages.success(request, "They are one point now, in the themes of both.")
    return joined.pk
