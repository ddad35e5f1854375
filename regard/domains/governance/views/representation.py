"""Who speaks for whom: the table of bodies, the seats to fill, and by what each is judged."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from regard.domains.governance.permissions import Permission
from regard.domains.governance.presenters import checks as table
from regard.domains.governance.presenters import filling, representation_files, representation_of
from regard.domains.governance.presenters import representation as words
from regard.domains.governance.queries import representation as queries
from regard.domains.register import queries as register
from regard.domains.register.types import AreaLevel, NetworkMix
from regard.foundation.accounts.requests import Request, read_day
from regard.foundation.authority import is_allowed
from regard.foundation.base.errors import NotFound
from regard.foundation.files import streams

from .pages import page_of

if TYPE_CHECKING:
    from regard.domains.governance.types import ToFill
    from regard.domains.register.models import System

FIRST = 6
"""Seats to fill that the first page names. All have a page of their own."""

A_PAGE = 40
"""Seats to fill on a page of that list."""


@require_GET
def representation(request: Request, system: str) -> HttpResponse:
    here = register.get_system(slug=system, caller=request.caller)
    today = timezone.localdate()
    on = read_day(request, today)
    level = _read_level(request.GET)
    found = queries.get_representation(system=here, on=on)
    to_fill = queries.list_seats_to_fill(picture=found.now)
    notes = _notes(to_fill, on)
    columns = words.columns(found)
    shown = [body for body in found.now.bodies if level in {None, body.level}]
    first = _fill_rows(request, here, found.networks, to_fill[:FIRST], notes)
    context = _page(request, here, "Who speaks for whom") | {
        "lede": words.lede(found),
        "on": on,
        "today": today,
        "before": found.before.on,
        "figures": words.figures(found, len(to_fill)),
        "columns": columns,
        "rows": words.matrix(
            found, shown=shown, checks=[check for check, _ in columns], notes=notes
        ),
        "levels": words.levels(
            found.now, here=request.path, chosen=level, extra=_day_words(on, today)
        ),
        "level": level,
        "first": first,
        "next_words": filling.next_words(to_fill[0], first[0]) if first else "",
        "how_many": len(to_fill),
        "has_register": bool(found.mix),
        "query": _query(on, today),
    }
    return render(request, "governance/representation.jinja", context)


@require_GET
def representation_csv(request: Request, system: str) -> HttpResponseBase:
    here = register.get_system(slug=system, caller=request.caller)
    on = read_day(request, timezone.localdate())
    found = queries.get_representation(system=here, on=on)
    return streams.answer(
        "csv",
        name=f"{system}-representation-{on}",
        sheet="Representation",
        header=representation_files.HEADER,
        rows=representation_files.rows(found),
    )


@require_GET
def representation_checks(request: Request, system: str) -> HttpResponse:
    here = register.get_system(slug=system, caller=request.caller)
    context = _page(request, here, "What is checked, and who says so", below=True) | {
        "lede": table.lede(),
        "groups": table.groups(),
        "grid": table.provider_grid(),
        "holders": [group for group, _ in table.GROUPS],
        "voices": table.voice_rows(),
        "sources": table.source_rows(),
    }
    return render(request, "governance/representation_checks.jinja", context)


@require_GET
def seats_to_fill(request: Request, system: str) -> HttpResponse:
    here = register.get_system(slug=system, caller=request.caller)
    today = timezone.localdate()
    on = read_day(request, today)
    whom = request.GET.get("for", "")
    found, networks = queries.get_picture(system=here, on=on)
    every = queries.list_seats_to_fill(picture=found)
    rows = [row for row in every if filling.is_about(row, whom)]
    page = _read_page(request.GET)
    shown = rows[(page - 1) * A_PAGE : page * A_PAGE]
    extra = {"for": whom} if whom in filling.WHOM else {}
    context = _page(request, here, "Seats to fill", below=True) | {
        "lede": filling.lede(every, len(found.bodies)),
        "on": on,
        "today": today,
        "choices": filling.choices(
            every, here=request.path, chosen=whom, extra=_day_words(on, today)
        ),
        "rows": _fill_rows(request, here, networks, shown, _notes(shown, on)),
        "how_many": len(rows),
        "first_number": (page - 1) * A_PAGE + 1,
        "next_url": _paged(request, page + 1, on, today, extra)
        if len(rows) > page * A_PAGE
        else None,
        "first_url": _paged(request, 1, on, today, extra) if page > 1 else None,
        "query": _query(on, today),
    }
    return render(request, "governance/seats_to_fill.jinja", context)


@require_GET
def representation_of_body(request: Request, system: str, slug: str) -> HttpResponse:
    here = register.get_system(slug=system, caller=request.caller)
    today = timezone.localdate()
    on = read_day(request, today)
    found = queries.get_representation_on(system=here, slug=slug, on=on)
    if not found.now.bodies:
        raise NotFound("There was no such body here on that day")
    (one,) = found.now.bodies
    to_fill = queries.list_seats_to_fill(picture=found.now)
    notes = _notes(to_fill, on)
    context = _page(request, here, f"Who speaks on {one.name}", below=True) | {
        "lede": representation_of.lede(one, found),
        "body": one,
        "about": words.about(one),
        "on": on,
        "today": today,
        "before": found.before.on,
        "checks": representation_of.check_rows(one, found, notes),
        "tables": representation_of.mix_tables(one, found, _place_names(here)),
        "rows": _fill_rows(request, here, found.networks, to_fill, notes),
        "query": _query(on, today),
    }
    return render(request, "governance/representation_of.jinja", context)


def _page(request: Request, here: System, title: str, *, below: bool = False) -> dict[str, object]:
    address = reverse("governance:representation", kwargs={"system": here.slug})
    return page_of(
        request, here, title, crumbs=[("Who speaks for whom", address)] if below else []
    ) | {
        "here": request.path,
    }


def _fill_rows(
    request: Request,
    here: System,
    networks: Sequence[NetworkMix],
    rows: list[ToFill],
    notes: words.Notes,
) -> list[filling.FillRow]:
    return filling.fill_rows(
        rows,
        system=here.slug,
        networks=networks,
        notes=notes,
        may_edit=is_allowed(request.caller, Permission.EDIT_SEATS, here),
    )


def _notes(rows: list[ToFill], on: date) -> words.Notes:
    return queries.list_seat_notes(
        seat_ids=[row.seat.seat_id for row in rows if row.seat is not None], on=on
    )


def _place_names(here: System) -> dict[int, str]:
    return {place.pk: place.name for place in register.list_places(system=here)}


def _read_level(query: QueryDict) -> AreaLevel | None:
    asked = query.get("level", "")
    return AreaLevel(asked) if asked in set(AreaLevel) else None


def _read_page(query: QueryDict) -> int:
    text = query.get("page", "1")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def _day_words(on: date, today: date) -> str:
    return "" if on == today else urlencode({"on": on.isoformat()})


def _query(on: date, today: date) -> str:
    return f"?{_day_words(on, today)}" if on != today else ""


def _paged(request: Request, page: int, on: date, today: date, extra: dict[str, str]) -> str:
    day = {} if on == today else {"on": on.isoformat()}
    return f"{request.path}?{urlencode(day | extra | {'page': str(page)})}"
