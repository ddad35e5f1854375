"""The pages on which bodies are added, changed and ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from regard.domains.governance import actions, queries
from regard.domains.governance.actions import BodyFacts, Ending
from regard.domains.governance.forms.bodies import (
    NO_SUCCESSOR,
    BeginBodiesForm,
    BodyForm,
    EndBodyForm,
    NewBodyForm,
)
from regard.domains.governance.permissions import Permission
from regard.domains.governance.rules.usual_bodies import propose_bodies
from regard.domains.governance.types import BodyKind, SuccessionKind
from regard.domains.register import queries as register
from regard.domains.register.types import AreaLevel
from regard.foundation.accounts.requests import Request, sent
from regard.foundation.base.errors import Refusal
from regard.foundation.design.forms import Form

from .asked import address, below, find

if TYPE_CHECKING:
    from collections.abc import Callable

    from regard.domains.governance.models import Body
    from regard.domains.register.models import System

Made = TypeVar("Made")

AS_THEY_ARE = (
    "name", "kind", "about", "run_by", "contact", "website", "is_open", "meetings_a_year",
    "minutes_each", "minutes_before", "papers_each", "days_before", "valid_from",
)  # fmt: skip
"""Fields that a form and a body call the same."""


@require_http_methods(["GET", "POST"])
def new_body(request: Request, system: str) -> HttpResponse:
    here = register.get_system(slug=system, caller=request.caller, to=Permission.EDIT_BODIES)
    form = NewBodyForm(sent(request), areas=_areas(here), parents=_others(here))
    if request.method == "POST" and form.is_valid():
        facts = _facts(request, here, form)
        made = _try(
            form,
            lambda: actions.add_body(
                system=here, facts=facts, by=request.caller.by, at=timezone.now()
            ),
        )
        if made is not None:
            messages.success(request, f"Added {made.name}.")
            return redirect(address(made))
    above = (("Who decides", reverse("governance:bodies", kwargs={"system": system})),)
    context = below(request, here, title="Add a body", above=above) | {
        "form": form,
        "label": "Add it",
        "back": reverse("governance:bodies", kwargs={"system": system}),
    }
    return render(request, "governance/body_form.jinja", context)


@require_http_methods(["GET", "POST"])
def begin_bodies(request: Request, system: str) -> HttpResponse:
    """Offer the bodies that every system has, but for those that are on record."""
    here = register.get_system(slug=system, caller=request.caller, to=Permission.EDIT_BODIES)
    board = register.get_board(system=here)
    there = {row.name for row in queries.list_bodies(system=here, on=timezone.localdate())}
    proposals = {
        each.key: each
        for each in propose_bodies(
            system=here.name,
            partnership=here.partnership_name,
            board=board.name if board else "",
            councils=register.list_council_names(system=here),
        )
        if each.name not in there
    }
    offered = [(key, f"{each.name}: {each.about}") for key, each in proposals.items()]
    form = BeginBodiesForm(sent(request), proposed=offered)
    if request.method == "POST" and form.is_valid():
        chosen = [proposals[key] for key in form.cleaned_data["bodies"]]
        made = _try(
            form,
            lambda: actions.begin_bodies(
                system=here, proposals=chosen, by=request.caller.by, at=timezone.now()
            ),
        )
        if made is not None:
            messages.success(request, f"Added {len(made)} bodies, with the law they rest on.")
            return redirect("governance:bodies", system=system)
    above = (("Who decides", reverse("governance:bodies", kwargs={"system": system})),)
    context = below(request, here, title="Begin with the usual bodies", above=above) | {
        "form": form,
        "has_any": bool(offered),
        "back": reverse("governance:bodies", kwargs={"system": system}),
    }
    return render(request, "governance/body_begin.jinja", context)


@require_http_methods(["GET", "POST"])
def edit_body(request: Request, system: str, body: str) -> HttpResponse:
    here, found = find(request, system, body, to=Permission.EDIT_BODIES)
    networks = register.list_networks(system=here)
    form = BodyForm(
        sent(request),
        areas=_areas(here),
        parents=_others(here, found),
        networks=[(row.slug, row.name) for row in networks],
        initial=_initial(found),
    )
    if request.method == "POST" and form.is_valid():
        facts = _facts(request, here, form)
        made = _try(
            form,
            lambda: actions.edit_body(
                body=found, facts=facts, by=request.caller.by, at=timezone.now()
            ),
        )
        if made is not None:
            messages.success(request, "Saved.")
            return redirect(address(found))
    context = below(request, here, title=f"Change {found.name}", body=found) | {
        "form": form,
        "label": "Save",
        "back": address(found),
    }
    return render(request, "governance/body_form.jinja", context)


@require_http_methods(["GET", "POST"])
def end_body(request: Request, system: str, body: str) -> HttpResponse:
    here, found = find(request, system, body, to=Permission.EDIT_BODIES)
    others = _others(here, found)
    into = request.GET.get("into", "")
    initial: dict[str, object] = {"on": timezone.localdate()}
    if into in dict(others):
        initial |= {"kind": SuccessionKind.MERGED.value, "successors": [into]}
    form = EndBodyForm(sent(request), others=others, initial=initial)
    if request.method == "POST" and form.is_valid():
        ending = _ending(request, here, form)
        made = _try(
            form,
            lambda: actions.end_body(
                body=found, ending=ending, by=request.caller.by, at=timezone.now()
            ),
        )
        if made is not None:
            messages.success(request, f"The end of {found.name} is on record.")
            return redirect(address(found))
    context = below(request, here, title=f"End {found.name}?", body=found) | {
        "form": form,
        "below": queries.list_below(body=found, on=timezone.localdate()),
        "back": address(found),
    }
    return render(request, "governance/body_end.jinja", context)


def _try(form: Form, act: Callable[[], Made]) -> Made | None:
    """Return what the act made; None where it was refused, with the reason on the form."""
    try:
        return act()
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return None


def _areas(system: System) -> list[tuple[str, str]]:
    """Return what a body of the system can be for: values and names, the widest first."""
    today = timezone.localdate()
    councils = register.list_council_names(system=system)
    places = [
        (each.slug, f"{AreaLevel(each.level).label}: {each.name}")
        for each in register.places_as_at(system=system, on=today)
    ]
    return [
        ("", "Choose one"),
        (AreaLevel.SYSTEM.value, f"The whole of {system.name}"),
        (AreaLevel.REGION.value, f"{system.name} and beyond"),
        *((f"council-{pk}", f"Council: {name}") for pk, name in councils),
        *((f"place-{slug}", name) for slug, name in places),
    ]


def _others(system: System, body: Body | None = None) -> list[tuple[str, str]]:
    """Return address ends and names of the bodies of today, but for one."""
    rows = queries.list_bodies(system=system, on=timezone.localdate())
    return [(row.slug, row.name) for row in rows if body is None or row.body_id != body.pk]


def _initial(body: Body) -> dict[str, object]:
    area = body.level
    if body.council_id:
        area = f"council-{body.council_id}"
    elif body.place:
        area = f"place-{body.place.slug}"
    return {name: getattr(body, name) for name in AS_THEY_ARE} | {
        "area": area,
        "parent": body.parent.slug if body.parent else "",
        "network": body.network.slug if body.network else "",
    }


def _facts(request: Request, system: System, form: NewBodyForm) -> BodyFacts:
    """Return what was said of a body, its area, parent and network found by their addresses."""
    said = form.cleaned_data
    caller = request.caller
    what, _, which = said["area"].partition("-")
    place = council = None
    level = AreaLevel(what)
    if level is AreaLevel.COUNCIL:
        council = register.get_council(system=system, council_id=int(which))
    elif level is AreaLevel.PLACE:
        place = register.get_drawn_place(system=system, slug=which, caller=caller)
        level = AreaLevel(place.level)
    parent, network = said["parent"], said.get("network")
    as_they_are = {name: said[name] for name in AS_THEY_ARE if name in said}
    return BodyFacts(
        **as_they_are | {"kind": BodyKind(said["kind"])},
        level=level,
        place=place,
        council=council,
        parent=queries.get_body(system=system, slug=parent, caller=caller) if parent else None,
        network=register.get_network(system=system, slug=network, caller=caller)
        if network
        else None,
    )


def _ending(request: Request, system: System, form: EndBodyForm) -> Ending:
    said = form.cleaned_data
    successors = tuple(
        queries.get_body(system=system, slug=slug, caller=request.caller)
        for slug in said["successors"]
    )
    if said["kind"] == NO_SUCCESSOR:
        return Ending(on=said["on"], why=said["why"].strip())
    kind = SuccessionKind(said["kind"])
    return Ending(on=said["on"], why=said["why"].strip(), successors=successors, kind=kind)
