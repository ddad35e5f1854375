"""Minutes: read, written line by line, agreed and published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from regard.domains.governance import actions, queries
from regard.domains.governance.forms.minutes import AgreeForm, LineForm
from regard.domains.governance.permissions import Permission
from regard.domains.governance.presenters import meeting_parts, minute_slots
from regard.domains.governance.presenters import minute_steps as steps
from regard.domains.governance.presenters import minutes as words
from regard.domains.governance.presenters.minutes_file import minutes_blocks
from regard.domains.governance.types import MeetingState
from regard.foundation.accounts.requests import Request, sent
from regard.foundation.authority import is_allowed
from regard.foundation.base.errors import Refusal
from regard.foundation.documents import render_pdf

from .minuting import below_minutes, find_minutes, minutes_url, to_minutes

if TYPE_CHECKING:
    from regard.domains.governance.models import Meeting
    from regard.domains.governance.queries.minutes import ItemMinutes, Minutes
    from regard.domains.register.models import System


@require_GET
def minutes(request: Request, system: str, meeting_id: int) -> HttpResponse:
    """Show minutes to read; to who writes them, and until they are agreed, to write."""
    here, meeting = find_minutes(request, system, meeting_id)
    may_write = is_allowed(request.caller, Permission.RUN_MEETINGS, meeting)
    if may_write and meeting.state != MeetingState.AGREED:
        return _write(request, here, meeting, None, _at(request.GET.get("at", "")))
    return _read(request, here, meeting)


@require_POST
def add_line(request: Request, system: str, meeting_id: int) -> HttpResponse:
    """Add a line at the item that was being written, and go on there."""
    here, meeting = find_minutes(request, system, meeting_id, to=Permission.RUN_MEETINGS)
    at = _at(request.POST.get("at", ""))
    form = LineForm(request.POST, seats=queries.list_seats_to_name(meeting=meeting))
    if form.is_valid():
        items = {item.pk: item for item in queries.list_items_to_write(meeting=meeting)}
        item = items.get(at or 0)
        with form.showing_refusals("text"):
            actions.add_line(
                meeting=meeting,
                facts=form.facts(item),
                by=request.caller.by,
                at=timezone.now(),
            )
            return to_minutes(meeting, at)
    return _write(request, here, meeting, form, at)


@require_http_methods(["GET", "POST"])
def agree_minutes(request: Request, system: str, meeting_id: int) -> HttpResponse:
    here, meeting = find_minutes(request, system, meeting_id, to=Permission.RUN_MEETINGS)
    today = timezone.localdate()
    form = AgreeForm(sent(request), initial={"agreed_on": today})
    if form.is_valid():
        with form.showing_refusals():
            actions.agree_minutes(
                meeting=meeting, **form.cleaned_data, by=request.caller.by, at=timezone.now()
            )
            messages.success(request, "The minutes are agreed, and stay as they are.")
            return redirect(minutes_url(meeting))
    held_on = timezone.localdate(meeting.starts_at)
    title = "Agree the minutes"
    context = below_minutes(request, here, meeting, title=title) | {
        "form": form,
        "words": "Once agreed they never change. A correction goes into the minutes of the next "
        "meeting.",
        "reasons": queries.list_agree_blockers(
            meeting=meeting, agreed_on=max(held_on, today), today=today
        ),
        "label": "They are agreed",
    }
    return render(request, "governance/minutes_agree.jinja", context)


@require_POST
def publish_minutes(request: Request, system: str, meeting_id: int) -> HttpResponse:
    _, meeting = find_minutes(request, system, meeting_id, to=Permission.RUN_MEETINGS)
    try:
        actions.publish_minutes(meeting=meeting, by=request.caller.by, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "The minutes are published. Everyone can read them here.")
    return redirect(minutes_url(meeting))


@require_GET
def minutes_pdf(request: Request, system: str, meeting_id: int) -> HttpResponse:
    """Send the minutes as tagged PDF, as far as the reader may read them."""
    _, meeting = find_minutes(request, system, meeting_id)
    title = words.title_of(meeting)
    blocks = minutes_blocks(
        meeting,
        queries.get_minutes(meeting=meeting, caller=request.caller),
        queries.list_attendance(meeting=meeting, caller=request.caller),
    )
    pdf = render_pdf(title=title, blocks=blocks)
    response = HttpResponse(pdf, content_type="application/pdf")
    name = f"minutes-{meeting.body.slug}-{timezone.localdate(meeting.starts_at)}"
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


def _read(request: Request, here: System, meeting: Meeting) -> HttpResponse:
    found = queries.get_minutes(meeting=meeting, caller=request.caller)
    rows = queries.list_attendance(meeting=meeting, caller=request.caller)
    may_write = is_allowed(request.caller, Permission.RUN_MEETINGS, meeting)
    has_said = any(row.attended is not None for row in rows)
    title = words.title_of(meeting)
    context = below_minutes(request, here, meeting, title=title, is_below=False) | {
        "lede": words.read_lede(meeting, found),
        "minutes": found,
        "presence": words.presence(rows),
        "words": words,
        "may_write": may_write,
        "keep_url": minute_slots.keep_url,
        "kept_urls": minute_slots.kept_urls(here, found.lines, request.caller),
        "step": steps.of_minutes(meeting, found, has_attendance=has_said) if may_write else None,
        "pages": meeting_parts.list_pages(meeting=meeting, caller=request.caller),
    }
    return render(request, "governance/minutes.jinja", context)


def _write(
    request: Request, here: System, meeting: Meeting, form: LineForm | None, at: int | None
) -> HttpResponse:
    found = queries.get_minutes(meeting=meeting, caller=request.caller)
    rows = queries.list_attendance(meeting=meeting, caller=request.caller)
    has_said = any(row.attended is not None for row in rows)
    title = words.title_of(meeting)
    writing = _writing(found, at)
    context = below_minutes(request, here, meeting, title=title, is_below=False) | {
        "lede": words.write_lede(found),
        "minutes": found,
        "presence": words.presence(rows),
        "words": words,
        "form": form or LineForm(seats=queries.list_seats_to_name(meeting=meeting)),
        "writing": writing,
        "is_written": meeting.state in {MeetingState.CALLED, MeetingState.HELD},
        "keep_url": minute_slots.keep_url,
        "kept_urls": minute_slots.kept_urls(here, found.lines, request.caller),
        "step": steps.of_minutes(meeting, found, has_attendance=has_said),
        "pages": meeting_parts.list_pages(meeting=meeting, caller=request.caller),
    }
    return render(request, "governance/minutes_write.jinja", context)


def _writing(minutes: Minutes, at: int | None) -> int:
    """Return the item that is being written: the one asked for, else the first without a line."""
    items = [item for item in minutes.items if not item.is_shut]
    if at == 0 or at in {item.item_id for item in items}:
        return at or 0
    empty: list[ItemMinutes] = [item for item in items if not item.lines]
    if empty:
        return empty[0].item_id
    return items[-1].item_id if items else 0


def _at(text: str) -> int | None:
    """Return the item that an address or form names; 0: before the first; None: none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
