"""What arrived by email or as a document: the list, and bringing more."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from regard.domains.engagement.actions.arriving import receive_documents
from regard.domains.engagement.actions.keeping_emails import choose_how_emails_are_kept
from regard.domains.engagement.forms.arrivals import BringForm, EmailsForm
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.presenters.arrivals import TAGS, arrivals_lede, state_words
from regard.domains.engagement.queries.arrivals import (
    count_arrivals,
    list_arrivals,
    list_open_to_arrivals,
)
from regard.domains.engagement.queries.mailboxes import get_public_address
from regard.domains.engagement.types import ArrivalState
from regard.domains.engagement.types.arrivals import ArrivalFilter
from regard.domains.register import queries as register
from regard.foundation.accounts.callers import require
from regard.foundation.accounts.requests import Request, sent

from .finding import address, below, find_exercise

if TYPE_CHECKING:
    from django.http import QueryDict

    from regard.domains.engagement.actions.arriving import Brought
    from regard.domains.engagement.models import Exercise
    from regard.domains.register.models import System

PAGE = 25


@require_GET
def arrivals(request: Request, system: str) -> HttpResponse:
    found = register.get_system(slug=system, caller=request.caller)
    counts = count_arrivals(system=found, caller=request.caller)
    exercises = list_open_to_arrivals(system=found)
    which = _filter(request.GET, exercises)
    before = request.GET.get("before", "")
    rows = list_arrivals(
        system=found,
        which=which,
        caller=request.caller,
        before=int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None,
        limit=PAGE + 1,
    )
    shown, here = rows[:PAGE], reverse("engagement:arrivals", args=[found.slug])
    asked = {name: value for name, value in request.GET.items() if value and name != "before"}
    context = _under(found, title="What arrived") | {
        "lede": arrivals_lede(counts),
        "counts": counts,
        "rows": shown,
        "tags": TAGS,
        "state_words": state_words,
        "which": which,
        "states": list(ArrivalState),
        "exercises": exercises,
        "here": here,
        "bring_url": reverse("engagement:bring_documents", args=[found.slug]),
        "next_url": f"{here}?{urlencode(asked | {'before': str(shown[-1].arrival_id)})}"
        if len(rows) > PAGE
        else None,
        "first_url": f"{here}?{urlencode(asked)}" if before else None,
    }
    return render(request, "engagement/arrivals.jinja", context)


@require_http_methods(["GET", "POST"])
def bring_documents(request: Request, system: str) -> HttpResponse:
    """Take documents that somebody brings; what cannot be taken is said by name."""
    found = register.get_system(slug=system, caller=request.caller)
    require(request.caller, Permission.ENTER_CONTRIBUTIONS, found)
    exercises = {each.slug: each for each in list_open_to_arrivals(system=found)}
    choices = [(slug, each.title) for slug, each in exercises.items()]
    form = BringForm(sent(request), request.FILES or None, exercises=choices)
    if request.method == "POST" and form.is_valid():
        brought = receive_documents(
            system=found,
            exercise=exercises.get(form.cleaned_data["exercise"]),
            uploads=form.cleaned_data["documents"],
            by=request.caller.by,
            at=timezone.now(),
        )
        if not brought.arrivals:
            for name, reason in brought.refused:
                form.add_error("documents", f"“{name}”: {reason}")
        else:
            return _after(request, found, brought)
    context = _under(found, title="Bring documents") | {
        "form": form,
        "back": reverse("engagement:arrivals", args=[found.slug]),
    }
    context["crumbs"] = [*_crumbs(found), ("What arrived", context["back"])]
    return render(request, "engagement/bring_documents.jinja", context)


@require_http_methods(["GET", "POST"])
def answers_by_email(request: Request, system: str, slug: str) -> HttpResponse:
    """Say where an exercise is answered by email, and how replies are kept."""
    found = find_exercise(request, system, slug, to=Permission.RUN_EXERCISES)
    form = EmailsForm(sent(request), initial={"keeps_emails": found.keeps_emails})
    if request.method == "POST" and form.is_valid():
        choose_how_emails_are_kept(
            exercise=found,
            keeps_emails=form.cleaned_data["keeps_emails"],
            by=request.caller.by,
            at=timezone.now(),
        )
        messages.success(request, "Saved")
        return redirect(address("answers_by_email", found))
    context = below(found, title="Answers by email") | {
        "form": form,
        "public_address": get_public_address(exercise=found),
        "list_url": f"{reverse('engagement:arrivals', args=[system])}?exercise={found.slug}",
        "back": address("exercise", found),
    }
    return render(request, "engagement/answers_by_email.jinja", context)


def under_arrivals(system: System, *, title: str) -> dict[str, object]:
    """Return what the layout needs for a page of one thing that arrived."""
    here = reverse("engagement:arrivals", args=[system.slug])
    return _under(system, title=title) | {"crumbs": [*_crumbs(system), ("What arrived", here)]}


def _under(system: System, *, title: str) -> dict[str, object]:
    return {"system": system, "section": "asked", "title": title, "crumbs": _crumbs(system)}


def _crumbs(system: System) -> list[tuple[str, str]]:
    return [("What we ask", reverse("engagement:exercises", args=[system.slug]))]


def _after(request: Request, system: System, brought: Brought) -> HttpResponse:
    for name, reason in brought.refused:
        messages.warning(request, f"“{name}” was not kept. {reason}")
    kept = len(brought.arrivals)
    messages.success(request, f"{kept} kept as {'it' if kept == 1 else 'they'} came.")
    if brought.job:
        return redirect("jobs:job", job_id=brought.job.pk)
    return redirect("engagement:arrivals", system=system.slug)


def _filter(given: QueryDict, exercises: list[Exercise]) -> ArrivalFilter:
    state = given.get("state", "")
    numbers = {each.slug: each.pk for each in exercises}
    return ArrivalFilter(
        state=ArrivalState(state) if state in set(ArrivalState) else None,
        exercise_id=numbers.get(given.get("exercise", "")),
        words=given.get("words", "").replace("\x00", "").strip()[:200],
    )
