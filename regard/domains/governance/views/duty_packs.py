"""The evidence pack: a page, a PDF and a spreadsheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from regard.domains.governance import queries
from regard.domains.governance.forms.duties import read_duty_filter
from regard.domains.governance.presenters import duties as words
from regard.domains.governance.presenters import duty_pack as pack_words
from regard.foundation.accounts.requests import Request
from regard.foundation.documents import render_pdf
from regard.foundation.files import streams

from .duty_asked import frame, get_here, read_on

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from regard.domains.governance.presenters.duty_pack import PackDuty
    from regard.domains.governance.queries import DutyHistory, DutyRow
    from regard.domains.governance.rules.duty_filter import DutyFilter
    from regard.domains.register.models import System

TITLE = "Evidence pack"


@dataclass(frozen=True)
class Pack:
    """What an evidence pack holds: of a whole system, or narrowed to a holder or a state."""

    system: System
    on: date
    wanted: DutyFilter
    all_rows: Sequence[DutyRow]
    duties: Mapping[str, Sequence[PackDuty]]
    histories: Mapping[int, DutyHistory]
    lede: str

    @property
    def name(self) -> str:
        return f"evidence-pack-{self.system.slug}-{self.on.isoformat()}"


@require_GET
def duty_pack(request: Request, system: str) -> HttpResponse:
    pack = _gather(request, system)
    context = frame(request, pack.system, TITLE, "duties") | {
        "lede": pack.lede,
        "duties": pack.duties,
        "promise": pack_words.PROMISE,
        "tags": words.TAGS,
        "holders": words.holders_of(pack.all_rows),
        "wanted": pack.wanted,
        "on": pack.on,
        "query": pack.wanted.query(),
    }
    return render(request, "governance/duty_pack.jinja", context)


@require_GET
def duty_pack_pdf(request: Request, system: str) -> HttpResponse:
    pack = _gather(request, system)
    whole = pack.wanted.holder or pack.system.partnership_name
    blocks = pack_words.pack_blocks(pack.duties, lede=pack.lede, whole=whole, on=pack.on)
    title = f"{TITLE}: {pack.system.name}"
    response = HttpResponse(
        render_pdf(title=title, blocks=blocks, at=timezone.now()), content_type="application/pdf"
    )
    response["Content-Disposition"] = f'attachment; filename="{pack.name}.pdf"'
    return response


@require_GET
def duty_pack_xlsx(request: Request, system: str) -> HttpResponseBase:
    pack = _gather(request, system)
    return streams.answer(
        "xlsx",
        name=pack.name,
        sheet="Evidence",
        header=pack_words.COLUMNS,
        rows=pack_words.pack_cells(pack.duties, pack.histories),
    )


def _gather(request: Request, system: str) -> Pack:
    """
    Return the pack that an address asks for.

    :raises NotAllowed: if the caller may not see duties.
    """
    here = get_here(request, system)
    on, today = read_on(request)
    wanted = read_duty_filter(request.GET, on=None if on == today else on)
    rows = queries.list_duty_rows(system=here, on=on, caller=request.caller)
    found = words.narrow(rows, wanted)
    histories = queries.list_histories(system=here, on=on)
    return Pack(
        system=here,
        on=on,
        wanted=wanted,
        all_rows=rows,
        duties=pack_words.pack_duties(slug=system, rows=found, histories=histories, on=on),
        histories=histories,
        lede=words.lede(found, on=on, today=today),
    )
