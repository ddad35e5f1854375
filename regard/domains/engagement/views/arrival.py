"""One thing that arrived: read it beside its original, and decide what becomes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from regard.domains.engagement import queries
from regard.domains.engagement.actions import arrivals as actions
from regard.domains.engagement.actions.moderation import record_original_read
from regard.domains.engagement.forms.arrivals import AddForm, SetAsideForm, TypeForm
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.presenters.arrivals import TAGS, facts, notes, state_words
from regard.domains.engagement.queries.arrivals import get_arrival, list_alike, list_parts
from regard.domains.engagement.queries.sealing import may_open_files, require_files
from regard.domains.engagement.types import ArrivalState
from regard.domains.register import queries as register
from regard.foundation.accounts.requests import Request, sent
from regard.foundation.base.errors import NotFound

from .arrivals import under_arrivals

if TYPE_CHECKING:
    from regard.domains.engagement.models import Arrival, Contribution


def find_arrival(request: Request, system: str, arrival_id: int) -> Arrival:
    """
    Return what arrived at an address, for the caller to decide on.

    :raises NotFound: if there is none that they may see.
    """
    found = register.get_system(slug=system, caller=request.caller)
    return get_arrival(system=found, arrival_id=arrival_id, caller=request.caller)


def place(name: str, arrival: Arrival) -> str:
    """Return the address of a page of something that arrived."""
    return reverse(f"engagement:{name}", args=[arrival.system.slug, arrival.pk])


def under(arrival: Arrival, *, title: str) -> dict[str, object]:
    """Return what the layout needs for a page below that of something that arrived."""
    context = under_arrivals(arrival.system, title=title)
    crumbs = context["crumbs"]
    above = list(crumbs) if isinstance(crumbs, list) else []
    return context | {
        "arrival": arrival,
        "crumbs": [*above, (_title(arrival), place("arrival", arrival))],
        "back": place("arrival", arrival),
        "original_url": place("arrival_original", arrival),
    }


@require_GET
def arrival(request: Request, system: str, arrival_id: int) -> HttpResponse:
    found = find_arrival(request, system, arrival_id)
    answer = found.contribution
    is_open = answer is None or may_open_files(contribution=answer, caller=request.caller)
    context = under_arrivals(found.system, title=_title(found)) | {
        "arrival": found,
        "state": ArrivalState(found.state),
        "tag": TAGS[ArrivalState(found.state)],
        "waits": found.state == ArrivalState.WAITING,
        "facts": facts(found),
        "notes": notes(found),
        "alike": list_alike(arrival=found),
        "parts": list_parts(arrival=found),
        "state_words": state_words,
        "tags": TAGS,
        "is_open": is_open,
        "original_url": place("arrival_original", found) if is_open else "",
        "keep_url": place("keep_arrival", found),
        "aside_url": place("set_arrival_aside", found),
        "type_url": place("type_arrival", found),
        "add_url": place("add_arrival", found),
        "back_url": place("take_arrival_back", found),
        "answer_url": _answer_url(answer) if answer else "",
        "answer": answer,
    }
    return render(request, "engagement/arrival.jinja", context)


@require_GET
def original(request: Request, system: str, arrival_id: int) -> HttpResponseBase:
    """Send the email or document as it came, to be kept and not to be run."""
    found = find_arrival(request, system, arrival_id)
    file, answer = found.original, found.contribution
    if answer is not None and require_files(contribution=answer, caller=request.caller):
        record_original_read(contribution=answer, by=request.caller.by, at=timezone.now())
    return FileResponse(file.path.open("rb"), as_attachment=True, filename=file.name)


@require_http_methods(["GET", "POST"])
def set_aside(request: Request, system: str, arrival_id: int) -> HttpResponse:
    found = find_arrival(request, system, arrival_id)
    form = SetAsideForm(sent(request))
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals():
            actions.set_aside(
                arrival=found,
                why=form.cleaned_data["why"],
                by=request.caller.by,
                at=timezone.now(),
            )
            messages.success(request, "Set aside. You can take it back on its page.")
            return redirect("engagement:arrivals", system=system)
    context = under(found, title="Set it aside") | {"form": form, "label": "Set it aside"}
    return render(request, "engagement/arrival_form.jinja", context)


@require_http_methods(["GET", "POST"])
def type_in(request: Request, system: str, arrival_id: int) -> HttpResponse:
    """Type in what a picture of text says, beside the original."""
    found = find_arrival(request, system, arrival_id)
    form = TypeForm(sent(request), initial={"words": found.words})
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals("words"):
            actions.type_words(
                arrival=found,
                words=form.cleaned_data["words"],
                by=request.caller.by,
                at=timezone.now(),
            )
            return redirect(place("arrival", found))
    context = under(found, title="Type in what it says") | {"form": form, "label": "Save"}
    return render(request, "engagement/arrival_form.jinja", context)


@require_http_methods(["GET", "POST"])
def add(request: Request, system: str, arrival_id: int) -> HttpResponse:
    """Put it beside an answer that was kept."""
    found = find_arrival(request, system, arrival_id)
    form = AddForm(sent(request), initial={"receipt": _receipt_of_whole(found)})
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals("receipt"):
            actions.add_to_answer(
                arrival=found,
                contribution=_answer(request, found, form.cleaned_data["receipt"]),
                by=request.caller.by,
                at=timezone.now(),
            )
            return redirect(place("arrival", found))
    context = under(found, title="Put it beside an answer") | {
        "form": form,
        "label": "Put it there",
    }
    return render(request, "engagement/arrival_form.jinja", context)


@require_POST
def take_back(request: Request, system: str, arrival_id: int) -> HttpResponse:
    found = find_arrival(request, system, arrival_id)
    actions.take_back(arrival=found, by=request.caller.by, at=timezone.now())
    messages.success(request, "It waits again.")
    return redirect(place("arrival", found))


def _title(arrival: Arrival) -> str:
    return arrival.subject or arrival.original.name


def _answer_url(answer: Contribution) -> str:
    where = [answer.exercise.system.slug, answer.exercise.slug, answer.receipt]
    return reverse("engagement:contribution", args=where)


def _receipt_of_whole(arrival: Arrival) -> str:
    """Return the receipt of what was kept of the email that this came with; empty if nothing."""
    whole = arrival.part_of or arrival.follows
    return whole.contribution.receipt if whole and whole.contribution else ""


def _answer(request: Request, arrival: Arrival, receipt: str) -> Contribution:
    """
    Return the answer of this number in the arrival's exercise, or in any that it may answer.

    :raises NotFound: if there is none.
    """
    exercises = queries.list_exercises(system=arrival.system, caller=request.caller)
    for row in exercises:
        exercise = queries.get_exercise(
            system=arrival.system,
            slug=row.slug,
            caller=request.caller,
            to=Permission.ENTER_CONTRIBUTIONS,
        )
        try:
            return queries.get_contribution(
                exercise=exercise, receipt=receipt.strip().upper(), shows_who=True
            )
        except NotFound:
            continue
    raise NotFound("There is no answer of this number here. Look at the receipt again.")
