"""Who came to a meeting, seat by seat."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from regard.domains.governance import actions, queries
from regard.domains.governance.forms.meetings import AttendanceForm
from regard.domains.governance.permissions import Permission
from regard.domains.governance.presenters import attendance as words
from regard.domains.governance.presenters import meeting_parts
from regard.foundation.accounts.requests import Request, sent

from .meeting_pages import below, find_meeting


@require_http_methods(["GET", "POST"])
def attendance(request: Request, system: str, meeting_id: int) -> HttpResponse:
    here, found = find_meeting(request, system, meeting_id, to=Permission.RUN_MEETINGS)
    rows = queries.list_attendance(meeting=found, caller=request.caller)
    form = AttendanceForm(sent(request), rows=rows)
    if form.is_valid():
        with form.showing_refusals():
            actions.record_attendance(
                meeting=found,
                seats=form.attended(),
                guests=form.guest_names(),
                by=request.caller.by,
                at=timezone.now(),
            )
            messages.success(request, "Saved.")
            return redirect("governance:attendance", system=system, meeting_id=meeting_id)
    context = below(request, here, title="Who came", meeting=found) | {
        "lede": words.attendance_lede(rows),
        "form": form,
        "vacant": words.vacant_seats(rows),
        "back": reverse("governance:meeting", args=(system, meeting_id)),
        "pages": meeting_parts.list_pages(meeting=found, caller=request.caller),
    }
    return render(request, "governance/attendance.jinja", context)
