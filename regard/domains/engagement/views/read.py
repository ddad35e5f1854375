"""Reading a long answer: all of it, with its points in their places."""

from __future__ import annotations

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from regard.domains.engagement import queries
from regard.domains.engagement.actions.moderation import record_original_read
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.presenters.reading_page import (
    contents,
    reading_lede,
    shown_answers,
)
from regard.domains.engagement.queries.campaign_marks import list_campaigns_of
from regard.domains.engagement.queries.reading import get_reading
from regard.domains.engagement.queries.sealing import may_open_files, require_files
from regard.foundation.accounts.callers import require
from regard.foundation.accounts.requests import Request
from regard.foundation.base.errors import NotFound

from .finding import address, below, find_exercise


@require_GET
def read(request: Request, system: str, slug: str, receipt: str) -> HttpResponse:
    found = find_exercise(request, system, slug)
    if not queries.may_read_words(exercise=found, caller=request.caller):
        require(request.caller, Permission.VIEW_CONTRIBUTIONS, found)
    shows_who = queries.may_see_who(exercise=found, caller=request.caller)
    kept = queries.get_contribution(exercise=found, receipt=receipt, shows_who=shows_who)
    who = queries.list_speakers(exercise=found, contribution_ids=[kept.pk], shows_who=shows_who)
    reading = get_reading(contribution=kept)
    may_open = kept.file is not None and may_open_files(contribution=kept, caller=request.caller)
    is_pdf = may_open and kept.file is not None and kept.file.name.lower().endswith(".pdf")
    pdf_url = address("original_pages", found, receipt=kept.receipt) if is_pdf else ""
    pdf_url = address("original_pages", found, receipt=kept.receipt) if is_pdf else ""
    page = below(found, title=f"Answer {kept.receipt}, in full")
    context = page | {
        "who": who[kept.pk],
        "lede": reading_lede(reading),
        "answers": shown_answers(reading, pdf_url=pdf_url),
        "contents": contents(reading),
        "kept": kept,
        "campaigns": list_campaigns_of(contribution_id=kept.pk),
        "answer_url": address("contribution", found, receipt=kept.receipt),
        "pdf_url": pdf_url,
        "file_url": address("original", found, receipt=kept.receipt) if may_open else "",
    }
    return render(request, "engagement/read.jinja", context)


@require_GET
def original_pages(request: Request, system: str, slug: str, receipt: str) -> HttpResponseBase:
    """
    Show the PDF that an answer came in, so that "#page=7" opens it there.

    Only what begins as a PDF: anything else might run in the reader's browser, and is sent to
    be kept.
    """
    found = find_exercise(request, system, slug, to=Permission.VIEW_WHO)
    kept = queries.get_contribution(
        exercise=found, receipt=receipt, shows_who=True, sees_withheld=True
    )
    is_sealed = require_files(contribution=kept, caller=request.caller)
    if kept.file is None:
        raise NotFound("This answer came in no file")
    file = kept.file.path.open("rb")
    if b"%PDF-" not in file.read(1024):
        file.close()
        return redirect(address("original", found, receipt=kept.receipt))
    file.seek(0)
    if is_sealed:
        record_original_read(contribution=kept, by=request.caller.by, at=timezone.now())
    return FileResponse(file, filename=kept.file.name, content_type="application/pdf")
