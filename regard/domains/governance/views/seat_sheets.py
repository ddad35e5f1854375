"""The page on which many seats are taken from a spreadsheet, and an empty one to begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from regard.domains.governance import actions
from regard.domains.governance.forms.seat_sheets import SeatSheetForm
from regard.domains.governance.permissions import Permission
from regard.domains.governance.presenters.seat_sheets import loaded_lede
from regard.domains.governance.rules import seat_sheets as sheets
from regard.domains.register import queries as register
from regard.foundation.accounts.requests import Request
from regard.foundation.files import streams
from regard.foundation.files.uploads import read_sent_table

from .pages import page_of
from .seating import address, to_seats

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from regard.domains.governance.actions import Loaded
    from regard.domains.register.models import System

EXAMPLE = (
    "Northmarch Care Partnership",
    "Home care providers’ seat",
    "Care providers",
    "Home care, Provider with one service",
    "",
    "Care association or forum",
    "Northmarch Care Association",
    "Votes",
    "no",
    "36",
    "Priya Raman",
    "Registered manager",
    "Harbour Home Care",
    "",
    "Care provider",
    "",
    "1/4/2026",
)
"""A row that shows how each column is filled in, in the order of `COLUMNS`."""


@require_http_methods(["GET", "POST"])
def seat_sheet(request: Request, system: str) -> HttpResponse:
    here = register.get_system(slug=system, caller=request.caller, to=Permission.EDIT_SEATS)
    is_sent = request.method == "POST"
    form = SeatSheetForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    context = page_of(request, here, "Load seats from a spreadsheet", crumbs=to_seats(here))
    if form.is_valid():
        with form.showing_refusals("file"):
            loaded = _load(request, here, form.cleaned_data["file"])
            context |= {"title": "What came of the spreadsheet", "lede": loaded_lede(loaded)}
            return render(
                request, "governance/seat_sheet_loaded.jinja", context | {"loaded": loaded}
            )
    context |= {
        "form": form,
        "columns": sheets.COLUMNS,
        "needed": sheets.NEEDED,
        "back": address(here, "seats"),
    }
    return render(request, "governance/seat_sheet.jinja", context)


@require_GET
def seat_sheet_empty(request: Request, system: str) -> HttpResponseBase:
    """Send a sheet with the columns' names, and one row that shows how they are filled in."""
    register.get_system(slug=system, caller=request.caller, to=Permission.EDIT_SEATS)
    return streams.answer(
        "csv", name="seats", sheet="Seats", header=sheets.COLUMNS, rows=[EXAMPLE]
    )


def _load(request: Request, here: System, file: UploadedFile) -> Loaded:
    return actions.load_seats(
        system=here, table=read_sent_table(file), by=request.caller.by, at=timezone.now()
    )
