"""Keeping a line of minutes as a contribution."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from regard.domains.engagement.actions.kept_lines import SaidInMinutes, keep_minute_line
from regard.domains.engagement.forms.kept_lines import KeepLineForm
from regard.domains.engagement.queries.kept_lines import list_taking, may_keep_lines
from regard.domains.engagement.rules.kept_lines import said_by_words, speaker_of
from regard.domains.engagement.types import Speaker, Visibility
from regard.domains.governance import queries as governance
from regard.domains.governance.types import Constituency
from regard.domains.register import queries as register
from regard.foundation.accounts.requests import Request, sent
from regard.foundation.base.errors import NotFound

if TYPE_CHECKING:
    from regard.domains.governance.models import MinuteLine


@require_http_methods(["GET", "POST"])
def keep_line(request: Request, system: str, line_id: int) -> HttpResponse:
    """Say which question a line answers and who said it; keep it, word for word."""
    found = register.get_system(slug=system, caller=request.caller)
    line = governance.get_line_to_keep(line_id=line_id, caller=request.caller)
    if line.meeting.system_id != found.pk:
        raise NotFound("There is no such line of minutes")
    said_on, today = timezone.localdate(line.meeting.starts_at), timezone.localdate()
    may_keep = may_keep_lines(system=found, caller=request.caller)
    taking = list_taking(system=found, said_on=said_on, today=today) if may_keep else []
    reason = governance.reason_not_to_keep(line=line)
    form = KeepLineForm(sent(request), taking=taking, initial=_initial(line))
    may_take = may_keep and not reason
    if request.method == "POST" and may_take and form.is_valid():
        with form.showing_refusals():
            kept = keep_minute_line(
                line=line, said=_said(form), by=request.caller.by, at=timezone.now()
            )
            messages.success(request, f"Kept as contribution {kept.receipt}.")
            return redirect(_minutes_url(line))
    context = {
        "system": found,
        "section": "governance",
        "title": "Keep a line as a contribution",
        "crumbs": [(f"Minutes: {line.meeting.body.name}", _minutes_url(line))],
        "line": line,
        "said_on": said_on,
        "who": _who(line),
        "form": form,
        "reason": reason,
        "may_keep": may_keep,
        "taking": taking,
        "back": _minutes_url(line),
    }
    return render(request, "engagement/keep_line.jinja", context)


def _initial(line: MinuteLine) -> dict[str, object]:
    is_public = line.meeting.minutes_public_at is not None
    return {
        "speaker": speaker_of(Constituency(line.seat.speaks_for) if line.seat else None),
        "name": _who(line),
        "visibility": Visibility.NAMED if is_public and _who(line) else Visibility.TEAM,
    }


def _who(line: MinuteLine) -> str:
    sitters = {seat.pk: name for seat, name in governance.list_seats_to_name(meeting=line.meeting)}
    return said_by_words(
        seat=line.seat.name if line.seat else "",
        sitter=sitters.get(line.seat_id or 0, ""),
        said_by=line.said_by,
    )


def _said(form: KeepLineForm) -> SaidInMinutes:
    return SaidInMinutes(
        question_id=form.question_id(),
        speaker=Speaker(form.cleaned_data["speaker"]),
        visibility=form.shown_as(),
        name=form.cleaned_data["name"],
    )


def _minutes_url(line: MinuteLine) -> str:
    where = {"system": line.meeting.system.slug, "meeting_id": line.meeting_id}
    return f"{reverse('governance:minutes', kwargs=where)}#line-{line.pk}"
