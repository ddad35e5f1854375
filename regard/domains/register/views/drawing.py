"""Drawing places: describe one, look at what would move, save it; and end one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from regard.domains.register import actions, presenters, queries
from regard.domains.register.forms import EndPlaceForm, NewPlaceForm, PlaceForm, place_digest
from regard.domains.register.permissions import Permission
from regard.domains.register.rules.places import PlaceDraft
from regard.domains.register.types import AreaLevel
from regard.foundation.accounts.requests import Request

if TYPE_CHECKING:
    from regard.domains.register.models import Place, System

Sent = Any
"""The fields or the files that a request sent; None where it sent none."""

Make = Callable[[Sent, Sent], PlaceForm]
"""Makes the form of what a request sent, or of nothing."""


@dataclass(frozen=True)
class Described:
    """
    A place as somebody would have it.

    Attributes:
        place: the one to change; None: a new one.
        on: since when; None: always.
    """

    system: System
    place: Place | None
    draft: PlaceDraft
    on: date | None

    def save(self, by: str, at: datetime) -> Place:
        if self.place is None:
            return actions.add_place(
                system=self.system, draft=self.draft, on=self.on, by=by, at=at
            )
        return actions.change_place(
            place=self.place, draft=self.draft, on=self.on or at.date(), by=by, at=at
        )


@require_http_methods(["GET", "POST"])
def new_place(request: Request, system: str) -> HttpResponse:
    found = queries.get_system(slug=system, caller=request.caller, to=Permission.EDIT_PLACES)
    parents = [(each.pk, each.name) for each in queries.list_places(system=found)]
    choices = _choices(found)

    def make(data: Sent, files: Sent) -> NewPlaceForm:
        initial = {"level": AreaLevel.PLACE.value, "on": timezone.localdate()}
        return NewPlaceForm(data, files, initial=initial, parents=parents, **choices)

    form = make(*_sent(request))
    if form.is_bound and form.is_valid():
        said = Described(found, None, form.new_draft(), form.since())
        return _look_or_save(request, said, form, make)
    return _page(request, found, None, {"form": form})


@require_http_methods(["GET", "POST"])
def edit_place(request: Request, system: str, place: str) -> HttpResponse:
    found = queries.get_system(slug=system, caller=request.caller, to=Permission.EDIT_PLACES)
    drawn = queries.get_drawn_place(
        system=found, slug=place, caller=request.caller, to=Permission.EDIT_PLACES
    )
    choices = _choices(found)
    initial = _initial(drawn)

    def make(data: Sent, files: Sent) -> PlaceForm:
        return PlaceForm(data, files, initial=initial, **choices)

    form = make(*_sent(request))
    if form.is_bound and form.is_valid():
        draft = form.draft(level=AreaLevel(drawn.level), parent_id=drawn.parent_id)
        said = Described(found, drawn, draft, form.cleaned_data["on"])
        return _look_or_save(request, said, form, make)
    return _page(request, found, drawn, {"form": form})


@require_http_methods(["GET", "POST"])
def end_place(request: Request, system: str, place: str) -> HttpResponse:
    found = queries.get_system(slug=system, caller=request.caller, to=Permission.EDIT_PLACES)
    drawn = queries.get_drawn_place(
        system=found, slug=place, caller=request.caller, to=Permission.EDIT_PLACES
    )
    is_sent = request.method == "POST"
    form = EndPlaceForm(request.POST if is_sent else None, initial={"on": timezone.localdate()})
    if is_sent and form.is_valid():
        on = form.cleaned_data["on"]
        try:
            actions.end_place(place=drawn, on=on, by=request.caller.by, at=timezone.now())
        except actions.CannotDrawPlace as refusal:
            form.add_error("on", str(refusal))
        else:
            messages.success(request, f"{drawn.name} ends on {on:%-d %B %Y}.")
            return redirect("register:places", system=system)
    context = {
        "system": found,
        "section": "register",
        "title": f"End {drawn.name}",
        "crumbs": _crumbs(system, drawn),
        "form": form,
        "place": drawn,
        "back": _address(system, drawn),
    }
    return render(request, "register/place_end.jinja", context)


def _look_or_save(request: Request, said: Described, form: PlaceForm, make: Make) -> HttpResponse:
    """Save what was looked at before; else show what it would do."""
    seen = place_digest(said.draft, said.on)
    is_seen = request.POST.get("seen") == seen
    try:
        if is_seen and request.POST.get("go") == "save":
            saved = said.save(request.caller.by, timezone.now())
            messages.success(request, f"{saved.name} is drawn.")
            return redirect("register:place", system=said.system.slug, place=saved.slug)
        preview = actions.preview_place(
            system=said.system,
            draft=said.draft,
            place=said.place,
            on=said.on,
            at=timezone.now(),
        )
    except actions.CannotDrawPlace as refusal:
        form.add_error(None, str(refusal))
        return _page(request, said.system, said.place, {"form": form})
    data = request.POST.copy()
    data["outline"] = form.outline_text()
    again = make(data, None)
    again.is_valid()
    shown = {
        "form": again,
        "seen": seen,
        "is_changed": request.POST.get("go") == "save",
        "preview_lede": presenters.preview_lede(preview, said.draft.name, said.on),
        "moves": presenters.preview_rows(preview),
        "twice": presenters.twice_in_words(preview.twice),
        "mended": said.draft.area.mended if said.draft.area else None,
    }
    return _page(request, said.system, said.place, shown)


def _page(
    request: Request,
    system: System,
    place: Place | None,
    more: dict[str, object],
) -> HttpResponse:
    context = {
        "system": system,
        "section": "register",
        "title": f"Change {place.name}" if place else "Draw a place",
        "crumbs": _crumbs(system.slug, place),
        "place": place,
        "back": _address(system.slug, place),
    }
    return render(request, "register/place_form.jinja", context | more)


def _choices(system: System) -> dict[str, list[tuple[int, str]]]:
    councils = queries.list_council_shares(system=system)
    return {
        "councils": [(council.council_id, council.name) for council in councils],
        "outlines": queries.list_loaded_outlines(system=system, on=timezone.localdate()),
    }


def _initial(place: Place) -> dict[str, object]:
    """Return what a place covers today, as the form asks for it."""
    covers = queries.list_covers_of_day(place=place, on=timezone.localdate())
    outlines = [queries.write_outline(cover) for cover in covers]
    return {
        "name": place.name,
        "councils": [str(cover.council_id) for cover in covers if cover.council_id],
        "districts": ", ".join(
            sorted(cover.postcode_district for cover in covers if cover.postcode_district)
        ),
        "postcodes": "\n".join(sorted(cover.postcode for cover in covers if cover.postcode)),
        "boundary": next(
            (
                str(cover.boundary_id)
                for cover, outline in zip(covers, outlines, strict=True)
                if cover.boundary_id and not outline
            ),
            "",
        ),
        "outline": next(filter(None, outlines), ""),
        "on": timezone.localdate(),
    }


def _sent(request: Request) -> tuple[Sent, Sent]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _crumbs(system: str, place: Place | None) -> list[tuple[str, str]]:
    crumbs = [
        ("Register", reverse("register:services", kwargs={"system": system})),
        ("Places", reverse("register:places", kwargs={"system": system})),
    ]
    return [*crumbs, (place.name, _address(system, place))] if place else crumbs


def _address(system: str, place: Place | None) -> str:
    if place is None:
        return reverse("register:places", kwargs={"system": system})
    return reverse("register:place", kwargs={"system": system, "place": place.slug})
