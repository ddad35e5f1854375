"""The pages of what taking part asks for, and of whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from regard.domains.governance.permissions import Permission
from regard.domains.governance.presenters import simplicity as words
from regard.domains.governance.queries import simplicity as queries
from regard.domains.register import queries as register
from regard.foundation.accounts.requests import Request
from regard.foundation.authority import is_allowed
from regard.foundation.files import streams

from .pages import page_of

if TYPE_CHECKING:
    from regard.domains.governance.queries.simplicity import LoadRow
    from regard.domains.register.models import System

A_PAGE = 50
"""Providers on a page."""


@require_GET
def simplicity(request: Request, system: str) -> HttpResponse:
    here = register.get_system(slug=system, caller=request.caller)
    today = timezone.localdate()
    picture = queries.get_picture(system=here)
    headlines = queries.list_headlines(picture=picture, today=today)
    now = headlines[-1]
    context = _below(request, here, "What taking part asks for") | {
        "lede": words.lede(now),
        "now": now,
        "figures": words.headline_figures(now),
        "trend": words.trend(headlines) if now.bodies else None,
        "trend_rows": words.trend_rows(headlines),
        "overlaps": [
            (each, words.overlap_words(each))
            for each in queries.list_overlaps(picture=picture, on=today)
        ],
        "topics": [
            (each, words.topic_words(each))
            for each in queries.list_shared_topics(system=here, on=today)
        ],
        "rows": [
            (row, words.attends_words(row), words.hours_words(row.hours))
            for row in queries.list_forums(system=here, picture=picture, on=today)
        ],
        "may_view": is_allowed(request.caller, Permission.VIEW_LOAD, here),
        "may_edit": is_allowed(request.caller, Permission.EDIT_BODIES, here),
    }
    return render(request, "governance/simplicity.jinja", context)


@require_GET
def simplicity_csv(request: Request, system: str) -> HttpResponseBase:
    here = register.get_system(slug=system, caller=request.caller)
    picture = queries.get_picture(system=here)
    rows = queries.list_forums(system=here, picture=picture, on=timezone.localdate())
    return streams.answer(
        "csv",
        name=f"{here.slug}-bodies-and-time",
        sheet="Bodies",
        header=words.FORUM_HEAD,
        rows=words.forum_cells(rows),
    )


@require_GET
def load_of_providers(request: Request, system: str) -> HttpResponse:
    here = register.get_system(slug=system, caller=request.caller, to=Permission.VIEW_LOAD)
    rows = _provider_rows(request, here)
    asked = request.GET.get("words", "").strip()
    shown = [row for row in rows if asked.casefold() in row.name.casefold()] if asked else rows
    context = _below(request, here, "What is asked of each provider", is_deep=True) | {
        "lede": _load_lede(rows, "provider"),
        "rows": shown[:A_PAGE],
        "more": len(shown) - A_PAGE,
        "words": asked,
        "csv": reverse("governance:load_of_providers_csv", kwargs={"system": here.slug}),
        "what": "Provider",
        "is_searched": True,
    }
    return render(request, "governance/load_of.jinja", context)


@require_GET
def load_of_providers_csv(request: Request, system: str) -> HttpResponseBase:
    here = register.get_system(slug=system, caller=request.caller, to=Permission.VIEW_LOAD)
    return _csv(here, "providers", _provider_rows(request, here))


@require_GET
def load_of_holders(request: Request, system: str) -> HttpResponse:
    here = register.get_system(slug=system, caller=request.caller, to=Permission.VIEW_LOAD)
    rows = _holder_rows(request, here)
    context = _below(request, here, "What is asked of each seat holder", is_deep=True) | {
        "lede": _load_lede(rows, "seat holder"),
        "rows": rows[:A_PAGE],
        "more": len(rows) - A_PAGE,
        "csv": reverse("governance:load_of_holders_csv", kwargs={"system": here.slug}),
        "what": "Seat holder",
        "is_searched": False,
    }
    return render(request, "governance/load_of.jinja", context)


@require_GET
def load_of_holders_csv(request: Request, system: str) -> HttpResponseBase:
    here = register.get_system(slug=system, caller=request.caller, to=Permission.VIEW_LOAD)
    return _csv(here, "seat-holders", _holder_rows(request, here))


def _provider_rows(request: Request, here: System) -> list[LoadRow]:
    return queries.list_provider_load(
        system=here,
        picture=queries.get_picture(system=here),
        caller=request.caller,
        on=timezone.localdate(),
    )


def _holder_rows(request: Request, here: System) -> list[LoadRow]:
    return queries.list_holder_load(
        system=here,
        picture=queries.get_picture(system=here),
        caller=request.caller,
        on=timezone.localdate(),
    )


def _csv(here: System, of: str, rows: list[LoadRow]) -> HttpResponseBase:
    return streams.answer(
        "csv",
        name=f"{here.slug}-asked-of-{of}",
        sheet="Asked",
        header=words.LOAD_HEAD,
        rows=words.load_cells(rows),
    )


def _load_lede(rows: list[LoadRow], what: str) -> str:
    if not rows:
        return f"No {what} is known here yet."
    most = rows[0]
    return (
        f"Most is asked of {most.name}: {words.hours_words(most.asked.hours)} a quarter, in "
        f"{most.asked.forums} {'body' if most.asked.forums == 1 else 'bodies'}."
    )


def _below(
    request: Request, here: System, title: str, *, is_deep: bool = False
) -> dict[str, object]:
    address = reverse("governance:simplicity", kwargs={"system": here.slug})
    return page_of(
        request, here, title, crumbs=[("What taking part asks for", address)] if is_deep else []
    )
