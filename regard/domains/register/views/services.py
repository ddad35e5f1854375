"""The register of a system: find, narrow, take away."""

import io

import xlsxwriter
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from regard.domains.register import presenters, queries
from regard.domains.register.forms import read_criteria
from regard.domains.register.permissions import Permission
from regard.domains.register.types import Criteria, Sector, ServiceRow, ServiceType, SizeBand
from regard.foundation.accounts.requests import Request
from regard.foundation.authority import is_allowed
from regard.foundation.files.tables import csv_text

A_PAGE = 25


@require_GET
def services(request: Request, system: str) -> HttpResponse:
    found = queries.get_system(slug=system, caller=request.caller)
    criteria = read_criteria(request.GET)
    is_narrowed = criteria != Criteria()
    reach = queries.get_reach(system=found)
    page = queries.list_services(
        system=found,
        criteria=criteria,
        after=request.GET.get("after"),
        before=request.GET.get("before"),
        limit=A_PAGE,
    )
    if is_narrowed:
        lede = presenters.narrowed_lede(
            *queries.count_matches(system=found, criteria=criteria), reach
        )
    else:
        lede = presenters.lede(reach)
    here = reverse("register:services", kwargs={"system": system})
    context = {
        "system": found,
        "section": "register",
        "title": "Who provides care here",
        "lede": lede if reach.services else "",
        "reach": reach,
        "figures": presenters.reach_figures(reach),
        "rows": page.rows,
        "here": here,
        "next_url": _address(here, criteria, after=page.after),
        "previous_url": _address(here, criteria, before=page.before),
        "criteria": criteria,
        "is_narrowed": is_narrowed,
        "query": presenters.query_of(criteria),
        "places": queries.list_places(system=found),
        "service_types": list(ServiceType),
        "size_bands": list(SizeBand),
        "sectors": list(Sector),
        "may_load": is_allowed(request.caller, Permission.LOAD, found),
    }
    return render(request, "register/services.jinja", context)


@require_GET
def services_csv(request: Request, system: str) -> HttpResponse:
    """Send every service that the address asks for, without contacts, as CSV."""
    rows = (presenters.cells(row) for row in _all_rows(request, system))
    response = HttpResponse(
        csv_text(presenters.COLUMNS, rows), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{system}-register.csv"'
    return response


@require_GET
def services_xlsx(request: Request, system: str) -> HttpResponse:
    """Send every service that the address asks for, without contacts, as XLSX."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Register")
        sheet.freeze_panes(1, 0)
        for column, words in enumerate(presenters.COLUMNS):
            sheet.write_string(0, column, words, book.add_format({"bold": True}))
        for line, row in enumerate(_all_rows(request, system), start=1):
            for column, words in enumerate(presenters.cells(row)):
                sheet.write_string(line, column, words)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    response = HttpResponse(out.getvalue(), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{system}-register.xlsx"'
    return response


def _all_rows(request: Request, system: str) -> list[ServiceRow]:
    found = queries.get_system(slug=system, caller=request.caller)
    return queries.list_audience(system=found, criteria=read_criteria(request.GET))


def _address(here: str, criteria: Criteria, **more: str | None) -> str | None:
    if not any(more.values()):
        return None
    return f"{here}?{presenters.query_of(criteria, **more)}"
