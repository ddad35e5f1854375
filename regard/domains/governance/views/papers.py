"""Papers of an item: brought, opened by who may read them, taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from regard.domains.governance import actions, queries
from regard.domains.governance.forms.agendas import PaperForm
from regard.domains.governance.permissions import Permission
from regard.foundation.accounts.requests import Request, sent
from regard.foundation.authority import Caller
from regard.foundation.base.errors import NotFound

from .meeting_pages import below, find_meeting

if TYPE_CHECKING:
    from regard.domains.governance.models import Meeting


@require_http_methods(["GET", "POST"])
def new_paper(request: Request, system: str, meeting_id: int, item_id: int) -> HttpResponse:
    here, found = find_meeting(request, system, meeting_id, to=Permission.RUN_MEETINGS)
    item = queries.get_item(
        meeting=found, item_id=item_id, caller=request.caller, to=Permission.RUN_MEETINGS
    )
    form = PaperForm(sent(request), request.FILES if request.method == "POST" else None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        with form.showing_refusals("file"):
            actions.add_paper(
                item=item,
                title=form.cleaned_data["title"],
                upload=actions.Upload(chunks=file.chunks(), name=file.name, size=file.size),
                is_private=form.cleaned_data["is_private"],
                by=request.caller.by,
                at=timezone.now(),
            )
            messages.success(request, "The paper is there.")
            return redirect("governance:item", system, meeting_id, item_id)
    context = below(request, here, title="Add a paper", meeting=found) | {
        "form": form,
        "lede": f"To “{item.title}”.",
        "label": "Add it",
        "back": reverse("governance:item", args=(system, meeting_id, item_id)),
    }
    return render(request, "governance/meeting_form.jinja", context)


@require_GET
def paper(request: Request, system: str, meeting_id: int, paper_id: int) -> FileResponse:
    _, found = find_meeting(request, system, meeting_id)
    return paper_file(found, paper_id, caller=request.caller)


@require_http_methods(["GET", "POST"])
def remove_paper(request: Request, system: str, meeting_id: int, paper_id: int) -> HttpResponse:
    here, found = find_meeting(request, system, meeting_id, to=Permission.RUN_MEETINGS)
    one = queries.get_paper(
        meeting=found, paper_id=paper_id, caller=request.caller, to=Permission.RUN_MEETINGS
    )
    back = reverse("governance:item", args=(system, meeting_id, one.item_id))
    if request.method == "POST":
        actions.remove_paper(paper=one, by=request.caller.by, at=timezone.now())
        messages.success(request, f"“{one.title}” is taken away.")
        return redirect(back)
    context = below(request, here, title="Take this paper away?", meeting=found) | {
        "lede": f"“{one.title}” goes from the agenda.",
        "label": "Take it away",
        "kind": "warning",
        "back": back,
    }
    return render(request, "governance/meeting_form.jinja", context)


def paper_file(found: Meeting, paper_id: int, *, caller: Caller) -> FileResponse:
    """
    Return the file of a paper, to be saved and never opened within our pages.

    :raises NotFound: if there is none, they may not read it, or its file is missing.
    """
    one = queries.get_paper(meeting=found, paper_id=paper_id, caller=caller)
    try:
        opened = one.file.path.open("rb")
    except FileNotFoundError as missing:
        raise NotFound(
            "The file of this paper is missing. Tell whoever runs the site."
        ) from missing
    return FileResponse(opened, as_attachment=True, filename=one.file.name)
