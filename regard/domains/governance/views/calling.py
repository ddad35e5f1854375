"""Send out an agenda, and see whom it reached."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from regard.domains.governance import actions
from regard.domains.governance.forms.meetings import CallForm
from regard.domains.governance.permissions import Permission
from regard.domains.governance.presenters import meeting_parts
from regard.domains.governance.presenters import told as words
from regard.domains.governance.queries import told
from regard.domains.governance.types import MeetingState
from regard.foundation.accounts.requests import Request, sent

from .meeting_pages import below, find_meeting


@require_http_methods(["GET", "POST"])
def called(request: Request, system: str, meeting_id: int) -> HttpResponse:
    """Show who would be written to, and write to them; afterwards, what became of each email."""
    here, found = find_meeting(request, system, meeting_id, to=Permission.RUN_MEETINGS)
    can_publish = found.agenda_public_at is None
    form = CallForm(sent(request), initial={"publishes": found.is_public})
    if form.is_valid():
        with form.showing_refusals():
            with transaction.atomic():
                at = timezone.now()
                actions.call_meeting(meeting=found, by=request.caller.by, at=at)
                if form.cleaned_data["publishes"] and can_publish:
                    actions.publish_agenda(meeting=found, by=request.caller.by, at=at)
            messages.success(request, "The agenda is on its way.")
            return redirect("governance:called", system=system, meeting_id=meeting_id)
    members = told.list_members(meeting=found)
    rows = told.list_told(meeting=found, caller=request.caller)
    is_planned = found.state == MeetingState.PLANNED
    context = below(
        request, here, title="Send out the agenda" if is_planned else "Who was told", meeting=found
    ) | {
        "form": form,
        "can_publish": can_publish,
        "is_planned": is_planned,
        "lede": words.members_lede(members) if is_planned else words.told_lede(rows, members),
        "members": words.member_rows(members),
        "rows": words.told_rows(rows),
        "can_send": words.can_send(rows),
        "pages": meeting_parts.list_pages(meeting=found, caller=request.caller),
    }
    return render(request, "governance/called.jinja", context)


@require_POST
def send_again(request: Request, system: str, meeting_id: int) -> HttpResponse:
    _, found = find_meeting(request, system, meeting_id, to=Permission.RUN_MEETINGS)
    actions.send_again(meeting=found, by=request.caller.by, at=timezone.now())
    messages.success(request, "What did not go is on its way again.")
    return redirect("governance:called", system=system, meeting_id=meeting_id)
