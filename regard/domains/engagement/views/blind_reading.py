"""Reading a sample blind: one point after another, without anybody's marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from regard.domains.engagement.actions import blind_reading as actions
from regard.domains.engagement.forms.blind import MarksForm
from regard.domains.engagement.presenters import blind as presenters
from regard.domains.engagement.presenters.ticks import KEYS
from regard.domains.engagement.queries import blind_reading as queries
from regard.domains.engagement.queries.blind import list_sample_themes
from regard.domains.engagement.rules.blind import next_place
from regard.domains.engagement.types import Stance
from regard.foundation.accounts.requests import Request, sent

from .finding import address, below, find_exercise

if TYPE_CHECKING:
    from regard.domains.engagement.models import BlindReader, Exercise


@require_GET
def own_sample(request: Request, system: str, slug: str) -> HttpResponse:
    """Go to what the caller was asked to read, or say that there is nothing."""
    exercise = find_exercise(request, system, slug)
    sample_id = queries.find_own_sample(exercise=exercise, caller=request.caller)
    if sample_id is not None:
        return redirect(address("read_sample", exercise, sample_id=sample_id))
    context = below(exercise, title="Nothing for you to read yet")
    return render(request, "engagement/blind_nothing.jinja", context)


@never_cache
@require_http_methods(["GET", "POST"])
def read_sample(request: Request, system: str, slug: str, sample_id: int) -> HttpResponse:
    """Say what is asked and how far it is; sent as a form, hand it in."""
    exercise = find_exercise(request, system, slug)
    reader = queries.get_reader(exercise=exercise, sample_id=sample_id, caller=request.caller)
    if request.method == "POST":
        actions.hand_in(reader=reader, by=request.caller.by, at=timezone.now())
        messages.success(request, "Thank you. You have handed in your reading.")
        return redirect(address("read_sample", exercise, sample_id=sample_id))
    progress = queries.get_progress(reader=reader)
    place = next_place(progress.unread, after=0)
    sample = reader.sample
    context = below(exercise, title="Read a sample") | {
        "lede": presenters.left_words(len(progress.unread)) if not reader.handed_in_at else "",
        "progress": progress,
        "progress_words": presenters.reading_words(progress.read, progress.places),
        "next_url": place and _at("read_sample_point", exercise, reader, place),
        "first_url": _at("read_sample_point", exercise, reader, min(progress.places, default=1)),
        "hand_in_url": address("read_sample", exercise, sample_id=sample_id),
        "settle_url": address("settle_sample", exercise, sample_id=sample_id),
        "is_open": sample.finished_at is None and sample.stopped_at is None,
        "is_handed_in": reader.handed_in_at is not None,
        "themes": presenters.tick_rows(list_sample_themes(sample_id=sample_id), marks={}),
    }
    return render(request, "engagement/blind_begin.jinja", context)


@never_cache
@require_http_methods(["GET", "POST"])
def read_sample_point(
    request: Request, system: str, slug: str, sample_id: int, nth: int
) -> HttpResponse:
    """Show a point within its answer, with the themes to tick; then go on to the next."""
    exercise = find_exercise(request, system, slug)
    reader = queries.get_reader(exercise=exercise, sample_id=sample_id, caller=request.caller)
    words = queries.get_words(exercise=exercise, sample_id=sample_id, place=nth)
    form = MarksForm(sent(request))
    if request.method == "POST" and request.POST.get("do") == "skip":
        return redirect(_after(exercise, reader, nth))
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals():
            actions.keep_reading(
                reader=reader,
                place=nth,
                marks=form.cleaned_data["marks"],
                is_theme_missing=bool(form.cleaned_data["missing"]),
                by=request.caller.by,
                at=timezone.now(),
            )
            return redirect(_after(exercise, reader, nth))
    progress = queries.get_progress(reader=reader)
    own = queries.get_own_marks(reader=reader, place=nth)
    marks, is_missing = own or ({}, False)
    if form.is_bound:
        marks = form.cleaned_data.get("marks", {})
        is_missing = bool(form.cleaned_data.get("missing"))
    before = [each for each in progress.places if each < nth]
    context = below(exercise, title="Which themes is this in?") | {
        "words": words,
        "excerpt": presenters.excerpt_of(words),
        "form": form,
        "rows": presenters.tick_rows(list_sample_themes(sample_id=sample_id), marks=marks),
        "is_missing": is_missing,
        "is_read": own is not None,
        "stances": list(Stance),
        "progress": progress,
        "progress_words": presenters.reading_words(progress.read, progress.places),
        "back_url": before and _at("read_sample_point", exercise, reader, max(before)),
        "stop_url": address("read_sample", exercise, sample_id=sample_id),
        "keys": KEYS,
    }
    return render(request, "engagement/blind_read.jinja", context)


def _after(exercise: Exercise, reader: BlindReader, place: int) -> str:
    """Return the address of the next point that is not read, or where it is handed in."""
    unread = queries.get_progress(reader=reader).unread
    after = next_place(unread, after=place)
    if after is None or list(unread) == [place]:
        return address("read_sample", exercise, sample_id=reader.sample_id)
    return _at("read_sample_point", exercise, reader, after)


def _at(name: str, exercise: Exercise, reader: BlindReader, place: int) -> str:
    return address(name, exercise, sample_id=reader.sample_id, nth=place)
