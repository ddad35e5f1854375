"""Telling what one is seeing: by anyone, by who works in care, and behind a service's link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from django_ratelimit.core import is_ratelimited

from regard.domains.engagement import actions, queries
from regard.domains.engagement.actions import seeing
from regard.domains.engagement.forms import name_of
from regard.domains.engagement.forms.seeing import TellAsStaffForm, TellByLinkForm, TellForm
from regard.domains.engagement.queries.hand_overs import open_answer
from regard.domains.engagement.queries.mailboxes import get_public_address
from regard.domains.engagement.queries.other_ways import get_other_ways
from regard.domains.engagement.queries.seeing import get_seeing
from regard.domains.engagement.types import Speaker
from regard.domains.engagement.types.seeing import Where
from regard.domains.register import queries as register
from regard.foundation.accounts.requests import Request, sent
from regard.foundation.base.errors import TooMany

from .board import places_of

if TYPE_CHECKING:
    from regard.domains.engagement.forms.answers import AnswersForm
    from regard.domains.engagement.models import Contribution, Exercise, Question
    from regard.domains.engagement.types import Said
    from regard.domains.register.models import Location, System

MOST_TRIES = "30/h"
"""From one address of the network. A head office with many services fits; a flood does not."""

MATCHES = 8


@require_http_methods(["GET", "POST"])
def tell(request: Request, system: str) -> HttpResponse:
    """Take down what anybody tells, without a link and without signing in."""
    found = register.get_system(slug=system, caller=request.caller)
    exercise = get_seeing(system=found)
    form = TellForm(
        sent(request),
        questions=_questions(exercise),
        places=_places(found),
        matches=_matches(request, found),
    )
    if _is_sent(request, form):
        where = form.where() or _where_of(found, _location(request, found, form.location_id()))
        kept = _keep(request, form, exercise, form.said(), where)
        if kept is not None:
            return redirect(f"{queries.get_receipt_path(contribution=kept)}?kept")
    context = _page(found, title="Tell us what you are seeing") | {
        "form": form,
        "staff_url": reverse("engagement:tell_as_staff", args=[system]),
        "write_to": get_public_address(exercise=exercise),
    }
    return render(request, "engagement/tell.jinja", context)


@never_cache
@require_http_methods(["GET", "POST"])
def tell_as_staff(request: Request, system: str) -> HttpResponse:
    """Take down what somebody who works in care tells, with nothing that leads to them."""
    found = register.get_system(slug=system, caller=request.caller)
    exercise = get_seeing(system=found)
    form = TellAsStaffForm(sent(request), questions=_questions(exercise), places=_places(found))
    if _is_sent(request, form):
        kept = _keep(request, form, exercise, form.said(), form.where())
        if kept is not None:
            return redirect(f"{queries.get_receipt_path(contribution=kept)}?kept")
    context = _page(found, title="You work in care: tell us what you are seeing")
    return render(request, "engagement/tell_as_staff.jinja", context | {"form": form})


@never_cache
@require_http_methods(["GET", "POST"])
def tell_by_link(request: Request, token: str) -> HttpResponse:
    """Take down what a service tells behind the link by which it is asked other things."""
    opened = open_answer(token=token, at=timezone.now())
    location: Location = opened.invitation.location
    system: System = opened.invitation.exercise.system
    exercise = get_seeing(system=system)
    form = TellByLinkForm(sent(request), questions=_questions(exercise))
    if form.is_valid():
        said = form.said(location_id=location.pk)
        kept = _keep(request, form, exercise, said, _where_of(system, location), by=opened.by)
        if kept is not None:
            return redirect(f"{queries.get_receipt_path(contribution=kept)}?kept")
    context = _page(system, title="Tell us what you are seeing") | {
        "form": form,
        "location": location,
        "back": reverse("engagement:answer", args=[token]),
    }
    return render(request, "engagement/tell.jinja", context)


def _keep(
    request: Request,
    form: AnswersForm,
    exercise: Exercise,
    said: Said,
    where: Where,
    *,
    by: str = "",
) -> Contribution | None:
    """Keep it; None if it is refused, and then the form says why."""
    try:
        return seeing.tell(
            exercise=exercise,
            said=said,
            where=where,
            by=by or request.caller.by,
            at=timezone.now(),
        )
    except actions.CannotKeep as refused:
        for question_id, reason in refused.reasons.items():
            form.add_error(name_of(question_id) if question_id else None, reason)
    return None


def _is_sent(request: Request, form: AnswersForm) -> bool:
    """
    Test whether something was sent that can be kept.

    :raises TooMany: if this address has sent too much within the hour.
    """
    if request.method != "POST":
        return False
    if is_ratelimited(request, group="engagement.tell", key="ip", rate=MOST_TRIES, increment=True):
        raise TooMany(
            "Much has come from your network within the last hour. Please try again in an hour, "
            "or ring the partnership."
        )
    return form.is_valid()


def _questions(exercise: Exercise) -> list[tuple[int, Question]]:
    return list(enumerate(queries.list_questions(exercise=exercise), start=1))


def _places(system: System) -> list[tuple[int, str]]:
    return list(places_of(system).items())


def _matches(request: Request, system: System) -> list[tuple[int, str]]:
    words = request.POST.get("service", "").strip()[:200]
    if not words or request.POST.get("speaker") != Speaker.PROVIDER:
        return []
    found = register.search_locations(system=system, words=words, limit=MATCHES)
    return [
        (location.pk, ", ".join(part for part in (location.name, location.city) if part))
        for location in found
    ]


def _location(request: Request, system: System, location_id: int | None) -> Location | None:
    if location_id is None:
        return None
    return register.get_location(system=system, location_id=location_id, caller=request.caller)


def _where_of(system: System, location: Location | None) -> Where:
    """Return where a service is and of which kind, if it is of one kind only."""
    if location is None:
        return Where()
    placement = register.get_placement(system=system, location=location)
    services = register.list_location_services(location=location)
    kinds = {service.service_type for service in services if service.ended_on is None}
    place_id = placement.place_id if placement else None
    return Where(place_id, kinds.pop() if len(kinds) == 1 else "")


def _page(system: System, *, title: str) -> dict[str, object]:
    return {
        "system": system,
        "section": "asked",
        "title": title,
        "crumbs": [("What we are seeing", reverse("engagement:seeing", args=[system.slug]))],
        "ways": get_other_ways(system=system),
    }
