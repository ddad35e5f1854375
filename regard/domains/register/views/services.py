"""The finder: a system's register, or all of England's, as a list, a table or a map."""

from typing import TYPE_CHECKING

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from regard.domains.register import presenters, queries
from regard.domains.register.forms import read_criteria, read_sort
from regard.domains.register.permissions import Permission
from regard.domains.register.types import Criteria, Sort, Stretch
from regard.foundation.accounts.requests import Request
from regard.foundation.authority import is_allowed
from regard.foundation.files import streams

if TYPE_CHECKING:
    from regard.domains.register.models import System

A_PAGE = 25
A_TABLE = 50
"""Services on a page: as a list, and as a table, whose rows are lower."""

SHEET = "Services"


@require_GET
def services(request: Request, system: str) -> HttpResponse:
    found = queries.get_system(slug=system, caller=request.caller)
    context = _context(request, found, "services")
    return render(request, "register/services.jinja", context | _reach(request, found))


@require_GET
def services_table(request: Request, system: str) -> HttpResponse:
    found = queries.get_system(slug=system, caller=request.caller)
    return render(
        request, "register/services_table.jinja", _context(request, found, "services_table")
    )


@require_GET
def services_map(request: Request, system: str) -> HttpResponse:
    found = queries.get_system(slug=system, caller=request.caller)
    return render(request, "register/services_map.jinja", _map_context(request, found))


@require_GET
def services_file(request: Request, system: str, kind: str) -> StreamingHttpResponse:
    """Send every service that the address asks for, without contacts."""
    found = queries.get_system(slug=system, caller=request.caller)
    return _file(request, found, kind, name=f"{system}-register")


@require_GET
def everywhere(request: Request) -> HttpResponse:
    return render(request, "register/services.jinja", _context(request, None, "services"))


@require_GET
def everywhere_table(request: Request) -> HttpResponse:
    context = _context(request, None, "services_table")
    return render(request, "register/services_table.jinja", context)


@require_GET
def everywhere_map(request: Request) -> HttpResponse:
    return render(request, "register/services_map.jinja", _map_context(request, None))


@require_GET
def everywhere_file(request: Request, kind: str) -> StreamingHttpResponse:
    """Send every service in England that the address asks for, without contacts."""
    return _file(request, None, kind, name="england-register")


def _context(request: Request, system: "System | None", view: str) -> dict[str, object]:
    criteria, sort = read_criteria(request.GET), read_sort(request.GET)
    before = "" if request.GET.get("page") == "last" else request.GET.get("before")
    finding = queries.find_services(
        system=system,
        criteria=criteria,
        wanted=queries.Wanted(
            stretch=Stretch(
                limit=A_PAGE if view == "services" else A_TABLE,
                after=request.GET.get("after"),
                before=before,
            ),
            sort=sort,
            in_full=request.GET.getlist("more"),
        ),
        caller=request.caller,
        today=timezone.localdate(),
    )
    return _around(request, system, view, finding)


def _around(
    request: Request, system: "System | None", view: str, finding: queries.Finding
) -> dict[str, object]:
    """Return what every view of the finder shows around its results."""
    criteria, sort = read_criteria(request.GET), read_sort(request.GET)
    links = presenters.Links(view, system, criteria, sort)
    is_narrowed = criteria != Criteria()
    more = request.GET.getlist("more")
    sorts = [each for each in Sort if each is not Sort.BEST or criteria.words]
    return {
        "system": system,
        "section": "register" if system else "",
        "parts": presenters.list_parts(system=system, caller=request.caller) if system else [],
        "title": "Who provides care here" if system else "Who provides care in England",
        "lede": presenters.found_lede(finding, is_narrowed=is_narrowed, on=criteria.as_at),
        "finding": finding,
        "rows": finding.page.rows,
        "view": view,
        "here": links.to(),
        "bare": presenters.address_of(view, system),
        "views": [(label, links.to(name), name == view) for name, label in presenters.VIEWS],
        "sorts": [(each.label, links.to(sort=each.value), each is finding.sort) for each in sorts],
        "groups": presenters.groups_of(finding.facets, links, more),
        "chips": presenters.chips_of(finding, links),
        "stretch": presenters.stretch_words(finding),
        "next_url": links.to(after=finding.page.after) if finding.page.after else None,
        "last_url": links.to(page="last") if finding.page.after else None,
        "previous_url": links.to(before=finding.page.before) if finding.page.before else None,
        "literal_url": links.to(literal="yes"),
        "england_url": presenters.address_of(
            view, None, presenters.query_of(Criteria(words=criteria.words))
        )
        if system and criteria.words
        else "",
        "hidden": [pair for pair in presenters.pairs_of(criteria) if pair[0] not in TYPED],
        "sort": sort,
        "criteria": criteria,
        "is_narrowed": is_narrowed,
        "query": presenters.query_of(criteria),
        "may_load": system is not None and is_allowed(request.caller, Permission.LOAD, system),
        "may_save": system is not None
        and is_allowed(request.caller, Permission.EDIT_SEGMENTS, system),
        "files": presenters.files_of(
            system, presenters.query_of(criteria, sort=sort.value if sort else None)
        ),
    }


TYPED = {"words", "at", "literal"}
"""What the form has fields for, or begins anew; the rest of a search stays as it is."""


def _reach(request: Request, system: "System") -> dict[str, object]:
    """Return what the first page says of reach, where nothing narrows it."""
    reach = queries.get_reach(system=system)
    shown: dict[str, object] = {"reach": reach, "figures": presenters.reach_figures(reach)}
    if read_criteria(request.GET) == Criteria():
        shown["lede"] = presenters.lede(reach) if reach.services else ""
    return shown


def _map_context(request: Request, system: "System | None") -> dict[str, object]:
    criteria = read_criteria(request.GET)
    today = timezone.localdate()
    finding, points = queries.find_points(
        system=system,
        criteria=criteria,
        in_full=request.GET.getlist("more"),
        caller=request.caller,
        today=today,
    )
    outlines = queries.list_finder_outlines(system=system, on=criteria.as_at or today)
    return _around(request, system, "services_map", finding) | {
        "points": points,
        "drawing": presenters.finder_map(points, outlines, system),
        "map_words": presenters.map_words(points),
        "areas": presenters.areas_of(finding),
    }


def _file(
    request: Request, system: "System | None", kind: str, *, name: str
) -> StreamingHttpResponse:
    rows = queries.stream_services(
        system=system,
        criteria=read_criteria(request.GET),
        sort=read_sort(request.GET),
        caller=request.caller,
        today=timezone.localdate(),
    )
    return streams.answer(
        kind,
        name=name,
        sheet=SHEET,
        header=presenters.COLUMNS,
        rows=(presenters.cells(row) for row in rows),
    )
