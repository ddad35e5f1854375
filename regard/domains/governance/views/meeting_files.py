"""Meetings to take along: packs as PDF, and calendars."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from regard.domains.governance import queries
from regard.domains.governance.permissions import Permission
from regard.domains.governance.presenters.agendas import Way
from regard.domains.governance.presenters.calendar_files import CONTENT_TYPE, write_calendar
from regard.domains.governance.presenters.packs import Pack, make_pack
from regard.domains.governance.queries import MeetingRow
from regard.domains.register import queries as register
from regard.foundation.accounts.callers import Anyone
from regard.foundation.accounts.requests import Request
from regard.foundation.authority import Caller, is_allowed
from regard.foundation.base.errors import NotFound

from .asked import find
from .meeting_pages import find_meeting

if TYPE_CHECKING:
    from regard.domains.governance.models import Meeting

BEHIND = timedelta(days=92)
"""How far back a calendar goes: who looks for older meetings looks here."""


@require_GET
def pack(request: Request, system: str, meeting_id: int) -> HttpResponse:
    _, found = find_meeting(request, system, meeting_id)
    return pack_file(found, Way(system, meeting_id), caller=request.caller)


@require_GET
def meeting_calendar(request: Request, system: str, meeting_id: int) -> HttpResponse:
    _, found = find_meeting(request, system, meeting_id)
    row = queries.get_meeting_row(meeting=found, caller=request.caller)
    return calendar_file(row.title, [row], system=system)


@require_GET
def calendar(request: Request, system: str) -> HttpResponse:
    """Return every meeting of a system that everyone may know of: calendars do not sign in."""
    here = register.get_system(slug=system, caller=request.caller)
    since = timezone.localdate() - BEHIND
    rows = queries.list_meetings(system=here, caller=Anyone(), since=since)
    return calendar_file(f"{here.partnership_name}: meetings", rows, system=system)


@require_GET
def body_calendar(request: Request, system: str, body: str) -> HttpResponse:
    here, found = find(request, system, body)
    since = timezone.localdate() - BEHIND
    rows = queries.list_meetings(system=here, caller=Anyone(), since=since, body=found)
    return calendar_file(found.name, rows, system=system)


def pack_file(found: Meeting, way: Way, *, caller: Caller) -> HttpResponse:
    """
    Return the pack of a meeting as its reader may see it.

    :raises NotFound: if they may not read its agenda.
    """
    if not queries.may_read_agenda(meeting=found, caller=caller):
        raise NotFound("The agenda of this meeting is not public yet")
    items = queries.list_items(meeting=found, caller=caller)
    now = timezone.now()
    made = make_pack(
        Pack(
            partnership=found.system.partnership_name,
            meeting=queries.get_meeting_row(meeting=found, caller=caller, items=len(items)),
            items=items,
            actions=queries.list_actions_of(
                body=found.body, caller=caller, on=timezone.localdate(now)
            ),
            way=way,
            is_whole=is_allowed(caller, Permission.VIEW_PRIVATE, found),
        ),
        at=now,
    )
    name = f"{found.body.slug}-{timezone.localdate(found.starts_at).isoformat()}.pdf"
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def calendar_file(
    name: str, rows: Iterable[MeetingRow], *, system: str, token: str = ""
) -> HttpResponse:
    """
    Return meetings as a calendar.

    :param token: of the link of who reads it; empty: anybody.
    """

    def url_of(row: MeetingRow) -> str:
        way = Way(system, row.meeting_id, token)
        return way.in_full(way.meeting())

    made = write_calendar(name=name, rows=rows, url_of=url_of)
    response = HttpResponse(made, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = 'attachment; filename="meetings.ics"'
    return response
