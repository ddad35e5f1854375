"""Reading one point after another, and saying which themes it is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from regard.domains.engagement import actions, queries
from regard.domains.engagement.forms.coding import CodeForm
from regard.domains.engagement.presenters import coding as presenters
from regard.domains.engagement.presenters import learning as learning_presenters
from regard.domains.engagement.presenters.quotes import quote
from regard.domains.engagement.presenters.ticks import KEYS
from regard.domains.engagement.types import Stance
from regard.foundation.accounts.requests import Request, sent
from regard.foundation.base.errors import NotFound

from .coding_trail import Trail
from .finding import address
from .reading import find_to_decide, under_themes

if TYPE_CHECKING:
    from regard.domains.engagement.models import Exercise
    from regard.domains.engagement.types import PointRow


@require_http_methods(["GET", "POST"])
def begin(request: Request, system: str, slug: str) -> HttpResponse:
    """Go to the point to be read next; sent as a form, begin again with what was skipped."""
    exercise = find_to_decide(request, system, slug)
    trail = Trail(request.session, exercise)
    if request.method == "POST":
        trail.forget_skipped()
        return redirect(address("code_points", exercise))
    by, now = request.caller.by, timezone.now()
    point_id = actions.hold_next_point(exercise=exercise, skipped=trail.skipped, by=by, at=now)
    if point_id is not None:
        return redirect(address("code_point", exercise, point_id=point_id))
    held = queries.count_held(exercise=exercise, by=by, at=now)
    title, words = presenters.nothing_left(len(trail.skipped), held=held)
    context = under_themes(exercise, title=title) | {
        "lede": words,
        "decided": queries.count_decided(exercise=exercise),
        "skipped": len(trail.skipped),
        "back_id": trail.before(None),
    }
    return render(request, "engagement/code_done.jinja", context)


@require_http_methods(["GET", "POST"])
def code(request: Request, system: str, slug: str, point_id: int) -> HttpResponse:
    """Show a point within its answer, with the themes to tick; then go on to the next."""
    exercise = find_to_decide(request, system, slug)
    point = find_point(request, exercise, point_id)
    trail = Trail(request.session, exercise)
    form = CodeForm(sent(request))
    if request.method == "POST" and request.POST.get("do") == "skip":
        trail.skip(point_id)
        return _go_on(request, exercise, trail, point_id)
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals():
            actions.code_point(
                exercise=exercise,
                point_id=point_id,
                stances=form.cleaned_data["stances"],
                title=form.cleaned_data["title"],
                by=request.caller.by,
                at=timezone.now(),
            )
            trail.pass_by(point_id)
            return _go_on(request, exercise, trail, point_id)
    is_free = actions.hold_point(point_id=point_id, by=request.caller.by, at=timezone.now())
    context = _context(exercise, point, form, trail) | {"is_held": not is_free}
    return render(request, "engagement/code.jinja", context)


@require_POST
def learn(request: Request, system: str, slug: str) -> HttpResponse:
    """Let the machine learn now from what people have read, rather than after the next few."""
    exercise = find_to_decide(request, system, slug)
    job = actions.learn_themes(exercise=exercise, by=request.caller.by, at=timezone.now())
    return redirect("jobs:job", job_id=job.pk)


def find_point(request: Request, exercise: Exercise, point_id: int) -> PointRow:
    """
    Return the point to be read.

    :raises NotFound: if the exercise has none of this number that the caller may read.
    """
    shows_who = queries.may_see_who(exercise=exercise, caller=request.caller)
    found = queries.list_points(exercise=exercise, ids=[point_id], shows_who=shows_who)
    if not found:
        raise NotFound("There is no such point here")
    return found[0]


def _go_on(request: Request, exercise: Exercise, trail: Trail, done_id: int) -> HttpResponse:
    """Let go of a point, and go to the next."""
    by = request.caller.by
    actions.let_go(point_id=done_id, by=by)
    point_id = actions.hold_next_point(
        exercise=exercise, skipped=trail.skipped, by=by, at=timezone.now()
    )
    if point_id is None:
        return redirect(address("code_points", exercise))
    return redirect(address("code_point", exercise, point_id=point_id))


def _context(
    exercise: Exercise, point: PointRow, form: CodeForm, trail: Trail
) -> dict[str, object]:
    rows = queries.list_themes(exercise=exercise)
    decided = queries.count_decided(exercise=exercise)
    chosen = form.cleaned_data.get("stances", {}) if form.is_bound else None
    return under_themes(exercise, title="Which themes is this in?") | {
        "point": point,
        "quote": quote(point, limit=presenters.IN_SIGHT),
        "form": form,
        "rows": presenters.code_rows(rows, point=point, chosen=chosen),
        "stances": list(Stance),
        "where": presenters.where_it_is(point),
        "why": learning_presenters.why_read(point, queries.get_why_read(point_id=point.point_id)),
        "learning": learning_presenters.learning_words(queries.get_learning(exercise=exercise)),
        "decided": decided,
        "decided_words": presenters.coding_words(decided),
        "back_id": trail.before(point.point_id),
        "keys": KEYS,
    }
