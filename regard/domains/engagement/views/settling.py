"""Settling what readers of a sample put differently. A machine's marks are not shown here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from regard.domains.engagement.actions.blind_reading import settle_point as settle
from regard.domains.engagement.forms.blind import MarksForm
from regard.domains.engagement.presenters import blind as presenters
from regard.domains.engagement.queries.blind import list_read_points, list_sample_themes
from regard.domains.engagement.queries.blind_reading import get_settler, get_words
from regard.domains.engagement.rules.blind import agreed, differ, next_place
from regard.domains.engagement.types import Stance
from regard.foundation.accounts.requests import Request, sent
from regard.foundation.base.errors import NotFound

from .finding import address, below, find_exercise

if TYPE_CHECKING:
    from regard.domains.engagement.models import Exercise
    from regard.domains.engagement.types.blind import ReadPoint


@never_cache
@require_GET
def settle_sample(request: Request, system: str, slug: str, sample_id: int) -> HttpResponse:
    """Go to the first point that is not settled, or say that all are."""
    exercise = find_exercise(request, system, slug)
    sample = get_settler(exercise=exercise, sample_id=sample_id, caller=request.caller)
    points = list_read_points(sample_id=sample.pk)
    place = next_place(presenters.unsettled_places(points), after=0)
    is_over = sample.finished_at is not None or sample.stopped_at is not None
    if place is not None and not is_over:
        return redirect(address("settle_point", exercise, sample_id=sample_id, nth=place))
    context = below(exercise, title="Nothing to settle") | {
        "readers": len(points[0].readings) if points else 0,
        "differing": [each.place for each in points if differ(each.readings)],
        "is_over": is_over,
        "sample_id": sample_id,
    }
    return render(request, "engagement/settle_done.jinja", context)


@never_cache
@require_http_methods(["GET", "POST"])
def settle_point(
    request: Request, system: str, slug: str, sample_id: int, nth: int
) -> HttpResponse:
    """Show a point with what each reader said of it, and say where it belongs."""
    exercise = find_exercise(request, system, slug)
    sample = get_settler(exercise=exercise, sample_id=sample_id, caller=request.caller)
    points = list_read_points(sample_id=sample.pk)
    point = _find(points, nth)
    words = get_words(exercise=exercise, sample_id=sample_id, place=nth)
    form = MarksForm(sent(request))
    if request.method == "POST" and request.POST.get("do") == "skip":
        return redirect(_after(exercise, sample_id, points, nth))
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals():
            settle(
                sample_id=sample.pk,
                place=nth,
                marks=form.cleaned_data["marks"],
                by=request.caller.by,
                at=timezone.now(),
            )
            return redirect(_after(exercise, sample_id, points, nth))
    marks = agreed(point.readings) if point.settled is None else point.settled
    if form.is_bound:
        marks = form.cleaned_data.get("marks", {})
    unsettled = presenters.unsettled_places(points)
    context = below(exercise, title="Where does this belong?") | {
        "words": words,
        "excerpt": presenters.excerpt_of(words),
        "form": form,
        "rows": presenters.tick_rows(
            list_sample_themes(sample_id=sample_id), marks=marks, readings=point.readings
        ),
        "stances": list(Stance),
        "none_by": presenters.ticked_none(point.readings),
        "unsettled": len(unsettled),
        "differing": sum(differ(each.readings) for each in points),
        "keys": presenters.SETTLE_KEYS,
    }
    return render(request, "engagement/settle.jinja", context)


def _find(points: list[ReadPoint], place: int) -> ReadPoint:
    """:raises NotFound: if the readers did not put the point at this place differently."""
    found = [each for each in points if each.place == place and differ(each.readings)]
    if not found:
        raise NotFound("The readers did not put this point differently")
    return found[0]


def _after(exercise: Exercise, sample_id: int, points: list[ReadPoint], place: int) -> str:
    """Return the address of the next point to settle, after this one."""
    others = [each for each in presenters.unsettled_places(points) if each != place]
    after = next_place(others, after=place)
    if after is None:
        return address("settle_sample", exercise, sample_id=sample_id)
    return address("settle_point", exercise, sample_id=sample_id, nth=after)
