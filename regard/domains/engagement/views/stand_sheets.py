"""How members stand, taken from a spreadsheet; and the list of them to fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from regard.domains.engagement.actions.collective import load_stands
from regard.domains.engagement.forms.collective import StandSheetForm
from regard.domains.engagement.presenters.collective import loaded_lede, sheet_rows
from regard.domains.engagement.queries import collective
from regard.domains.engagement.rules.stand_sheets import COLUMNS
from regard.domains.engagement.types import MemberStand
from regard.foundation.accounts.requests import Request, sent
from regard.foundation.files import streams
from regard.foundation.files.uploads import read_sent_table

from .finding import address
from .speaking import below_speaking, find_speaking, rows_of

if TYPE_CHECKING:
    from regard.domains.engagement.models import Contribution, Exercise
    from regard.domains.register.models import Network


@require_http_methods(["GET", "POST"])
def stand_sheet(request: Request, system: str, slug: str, network: str) -> HttpResponse:
    """Take a spreadsheet of how members stand, and say what came of it."""
    found, one = find_speaking(request, system, slug, network)
    if _draft(found, one) is None:
        return redirect(address("speak_for", found, network=one.slug))
    form = StandSheetForm(sent(request), request.FILES or None)
    context = below_speaking(found, one, title="Load how members stand from a spreadsheet")
    if form.is_valid():
        with form.showing_refusals("file"):
            loaded = load_stands(
                exercise=found,
                network=one,
                table=read_sent_table(form.cleaned_data["file"]),
                by=request.caller.by,
                at=timezone.now(),
            )
            context |= {"title": "What came of the spreadsheet", "lede": loaded_lede(loaded)}
            context |= {"loaded": loaded}
            return render(request, "engagement/stand_sheet_loaded.jinja", context)
    context |= {"form": form, "columns": COLUMNS, "stands": list(MemberStand)}
    return render(request, "engagement/stand_sheet.jinja", context)


@require_GET
def members_list(request: Request, system: str, slug: str, network: str) -> HttpResponseBase:
    """Send the members that are asked, with how each stands so far, to fill in."""
    found, one = find_speaking(request, system, slug, network)
    draft = _draft(found, one)
    if draft is None:
        return redirect(address("speak_for", found, network=one.slug))
    rows = sheet_rows(rows_of(request, found, one, draft))
    kind = request.GET.get("as", "")
    kind = kind if kind in streams.KINDS else "xlsx"
    return streams.answer(
        kind, name=f"members-{one.slug}", sheet="Members", header=COLUMNS, rows=rows
    )


def _draft(exercise: Exercise, network: Network) -> Contribution | None:
    """Return what is being written; None: nothing, or it is kept."""
    speech = collective.get_speech(exercise=exercise, network=network)
    return speech if speech is not None and speech.kept_at is None else None
