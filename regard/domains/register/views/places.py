"""A system's places: what is in each, today or as at any day."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from regard.domains.register import presenters, queries
from regard.domains.register.permissions import Permission
from regard.domains.register.types import AreaLevel
from regard.foundation.accounts.requests import Request
from regard.foundation.authority import is_allowed


@require_GET
def places(request: Request, system: str) -> HttpResponse:
    found = queries.get_system(slug=system, caller=request.caller)
    today = timezone.localdate()
    on = read_day(request.GET.get("on"))
    count = queries.count_places(system=found, on=on)
    drawing = presenters.places_map(
        system=found,
        count=count,
        outlines=queries.list_outlines(system=found, on=on or today),
        points=queries.list_points(system=found),
    )
    context = {
        "system": found,
        "section": "register",
        "title": "Places" if on is None else f"Places on {on:%-d %B %Y}",
        "lede": presenters.places_lede(count),
        "parts": presenters.list_parts(system=found, caller=request.caller),
        "count": count,
        "rows": [
            (row, presenters.bases_in_words(row.by), row.level == AreaLevel.NEIGHBOURHOOD)
            for row in count.rows
        ],
        "belongs": presenters.belonging_rows(count.belongs),
        "councils": presenters.council_rows(queries.list_council_shares(system=found)),
        "board": queries.get_board(system=found),
        "drawing": drawing,
        "on": on,
        "here": reverse("register:places", kwargs={"system": system}),
        "may_edit": is_allowed(request.caller, Permission.EDIT_PLACES, found),
    }
    return render(request, "register/places.jinja", context)


@require_GET
def place(request: Request, system: str, place: str) -> HttpResponse:
    found = queries.get_system(slug=system, caller=request.caller)
    drawn = queries.get_drawn_place(system=found, slug=place, caller=request.caller)
    count = queries.count_places(system=found)
    row = next((each for each in count.rows if each.place_id == drawn.pk), None)
    level = AreaLevel(drawn.level)
    outlines = queries.list_place_outlines(system=found, on=timezone.localdate(), level=level)
    context = {
        "system": found,
        "section": "register",
        "title": drawn.name,
        "crumbs": _crumbs(system),
        "place": drawn,
        "row": row,
        "since": presenters.dates_in_words(drawn.valid_from, drawn.valid_to),
        "bases": presenters.bases_in_words(row.by) if row else "–",
        "parts_of": [each for each in count.rows if each.parent_id == drawn.pk],
        "covers": [
            (each.what, presenters.dates_in_words(each.valid_from, each.valid_to))
            for each in queries.list_covers(place=drawn)
        ],
        "drawing": presenters.place_map(
            place=drawn,
            row=row,
            outlines=outlines,
            points=queries.list_points(system=found, place=drawn),
        ),
        "may_edit": drawn.valid_to is None
        and is_allowed(request.caller, Permission.EDIT_PLACES, found),
    }
    return render(request, "register/place.jinja", context)


def read_day(text: str | None) -> date | None:
    """Return the day that an address asks for; None if it asks for none that there is."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def _crumbs(system: str) -> list[tuple[str, str]]:
    return [
        ("Register", reverse("register:services", kwargs={"system": system})),
        ("Places", reverse("register:places", kwargs={"system": system})),
    ]
