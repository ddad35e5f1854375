"""What we are seeing: for everyone in figures, for the team in people's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from regard.domains.engagement import queries
from regard.domains.engagement.actions import seeing as actions
from regard.domains.engagement.forms.seeing import SeenForm, UpshotForm
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.presenters import seeing as presenters
from regard.domains.engagement.presenters.care import triage_words
from regard.domains.engagement.queries import seeing as seen_queries
from regard.domains.engagement.queries.arrivals import count_waiting
from regard.domains.engagement.queries.mailboxes import get_public_address
from regard.domains.engagement.queries.safeguarding import count_concerns
from regard.domains.engagement.rules.seeing import list_moved
from regard.domains.engagement.types import Stage, ThemeState
from regard.domains.register import queries as register
from regard.foundation.accounts.callers import require
from regard.foundation.accounts.requests import Request, sent
from regard.foundation.authority import is_allowed
from regard.foundation.base.errors import NotFound

from .board import places_of
from .finding import address

if TYPE_CHECKING:
    from regard.domains.engagement.models import Exercise
    from regard.domains.engagement.types import ThemeRow
    from regard.domains.register.models import System

PAGE = 25


@require_GET
def seeing(request: Request, system: str) -> HttpResponse:
    """Show what people told, in quarters that are over, and how to tell something."""
    found = register.get_system(slug=system, caller=request.caller)
    exercise = seen_queries.find_seeing(system=found)
    may_run = is_allowed(request.caller, Permission.RUN_EXERCISES, found)
    context: dict[str, object] = {
        "system": found,
        "section": "asked",
        "title": "What we are seeing",
        "crumbs": _crumbs(found),
        "exercise": exercise,
        "may_run": may_run,
    }
    if exercise is None:
        context["lede"] = "Nobody can tell what they are seeing here yet."
    else:
        context |= _figures(request, exercise) | _team(request, exercise)
        context["write_to"] = get_public_address(exercise=exercise)
    return render(request, "engagement/seeing.jinja", context)


@require_POST
def begin_seeing(request: Request, system: str) -> HttpResponse:
    found = register.get_system(slug=system, caller=request.caller, to=Permission.RUN_EXERCISES)
    try:
        actions.begin_seeing(system=found, by=request.caller.by, at=timezone.now())
    except actions.CannotBegin as refusal:
        messages.info(request, str(refusal))
    else:
        messages.success(request, "Anybody can tell you what they are seeing from now on.")
    return redirect("engagement:seeing", system=system)


@require_GET
def seen(request: Request, system: str) -> HttpResponse:
    """List what was told, the newest first, for those who read it."""
    exercise = _to_read(request, system)
    places, themes = places_of(exercise.system), queries.list_themes(exercise=exercise)
    form = SeenForm(
        request.GET,
        places=list(places.items()),
        themes=[(row.theme_id, row.title) for row in themes],
    )
    after = request.GET.get("after", "")
    rows = seen_queries.list_seen(
        exercise=exercise,
        which=form.which(),
        shows_who=queries.may_see_who(exercise=exercise, caller=request.caller),
        after=int(after) if after.isascii() and after.isdigit() and len(after) < 19 else None,
        limit=PAGE + 1,
    )
    asked = form.asked()
    next_url = ""
    if len(rows) > PAGE:
        rows = rows[:PAGE]
        next_url = f"?{urlencode({**asked, 'after': rows[-1].contribution_id})}"
    context = _under(exercise.system, title="What people told") | {
        "exercise": exercise,
        "form": form,
        "is_narrowed": bool(asked),
        "tellings": presenters.tellings(rows, places=places, types=presenters.service_types()),
        "next_url": next_url,
        "first_url": f"?{urlencode(asked)}" if after else "",
    }
    return render(request, "engagement/seen.jinja", context)


@require_http_methods(["GET", "POST"])
def upshot(request: Request, system: str, seen_theme_id: int) -> HttpResponse:
    """Say what came of a theme, to everyone who spoke of it."""
    found = register.get_system(slug=system, caller=request.caller, to=Permission.RUN_EXERCISES)
    exercise = seen_queries.get_seeing(system=found)
    theme = queries.get_theme(exercise=exercise, theme_id=seen_theme_id)
    if theme.state != ThemeState.SIGNED_OFF:
        raise NotFound("Sign the theme off first: only then can it be answered")
    form = UpshotForm(sent(request))
    if form.is_valid():
        with form.showing_refusals("words"):
            actions.tell_upshot(
                theme=theme,
                words=form.cleaned_data["words"],
                by=request.caller.by,
                at=timezone.now(),
            )
            messages.success(request, "It is on the page, and those with an address are told.")
            return redirect("engagement:seeing", system=system)
    context = _under(found, title="What came of it?") | {
        "form": form,
        "theme": theme,
        "told": len(seen_queries.list_told_of(theme=theme)),
        "upshots": seen_queries.list_upshots(exercise=exercise).get(theme.pk, []),
        "back": reverse("engagement:seeing", args=[system]),
    }
    return render(request, "engagement/seen_upshot.jinja", context)


def _figures(request: Request, exercise: Exercise) -> dict[str, object]:
    """Return what everyone sees; who reads the words is shown small counts too."""
    reads = is_allowed(request.caller, Permission.VIEW_CONTRIBUTIONS, exercise)
    today = timezone.localdate()
    counts = seen_queries.count_seen(exercise=exercise, today=today)
    rows = [
        row
        for row in queries.list_themes(exercise=exercise)
        if reads or row.state is ThemeState.SIGNED_OFF
    ]
    moved = list_moved(counts, theme_ids=[row.theme_id for row in rows])
    titles = {row.theme_id: row.title for row in rows}
    return {
        "lede": presenters.seeing_lede(counts, moved, today=today),
        "counts": counts,
        "drawing": presenters.kinds_drawing(counts, hides_few=not reads),
        "quarters_head": presenters.QUARTERS_HEAD,
        "quarters": presenters.quarter_rows(counts, hides_few=not reads),
        "moved_head": presenters.MOVED_HEAD,
        "moved": presenters.moved_rows(moved, titles=titles, hides_few=not reads),
        "places_head": presenters.PLACES_HEAD,
        "places": presenters.place_rows(
            counts, places=places_of(exercise.system), hides_few=not reads
        ),
        "themes": _answered(exercise, rows),
        "takes": exercise.stage == Stage.OPEN,
        "hides_few": not reads,
    }


def _answered(exercise: Exercise, rows: list[ThemeRow]) -> list[tuple[ThemeRow, object]]:
    """Return the themes that are signed off, with what came of each."""
    upshots = seen_queries.list_upshots(exercise=exercise)
    return [
        (row, upshots.get(row.theme_id, [])) for row in rows if row.state is ThemeState.SIGNED_OFF
    ]


def _team(request: Request, exercise: Exercise) -> dict[str, object]:
    caller = request.caller
    may_enter = is_allowed(caller, Permission.ENTER_CONTRIBUTIONS, exercise)
    arrived = reverse("engagement:arrivals", args=[exercise.system.slug])
    return {
        "may_read": is_allowed(caller, Permission.VIEW_CONTRIBUTIONS, exercise),
        "may_enter": may_enter,
        "arrived_url": f"{arrived}?exercise={exercise.slug}&state=waiting",
        "waiting": count_waiting(exercise=exercise, caller=caller) if may_enter else 0,
        "enter_url": address("enter", exercise),
        "themes_url": address("themes", exercise),
        "at_risk": triage_words(
            count_concerns(system=exercise.system, caller=caller, at=timezone.now())
        ),
    }


def _to_read(request: Request, system: str) -> Exercise:
    """:raises NotAllowed: if the caller does not read what was said."""
    found = register.get_system(slug=system, caller=request.caller)
    require(request.caller, Permission.VIEW_CONTRIBUTIONS, found)
    return seen_queries.get_seeing(system=found)


def _crumbs(system: System) -> list[tuple[str, str]]:
    return [("What we ask", reverse("engagement:exercises", args=[system.slug]))]


def _under(system: System, *, title: str) -> dict[str, object]:
    here = ("What we are seeing", reverse("engagement:seeing", args=[system.slug]))
    return {
        "system": system,
        "section": "asked",
        "title": title,
        "crumbs": [*_crumbs(system), here],
    }
