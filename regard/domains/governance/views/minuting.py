"""What the pages of minutes have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from regard.domains.governance import queries
from regard.domains.governance.permissions import Permission
from regard.domains.governance.presenters import minutes as words
from regard.domains.governance.types import MeetingState
from regard.domains.register import queries as register
from regard.foundation.accounts.requests import Request

from .pages import page_of

if TYPE_CHECKING:
    from regard.domains.governance.models import Meeting
    from regard.domains.register.models import System


def find_minutes(
    request: Request, system: str, meeting_id: int, *, to: Permission | None = None
) -> tuple[System, Meeting]:
    """
    Return the system and the meeting whose minutes are at an address, to read or do `to` with.

    :raises NotFound: if there are none, or the caller may not read them.
    :raises NotAllowed: if they may read them, and may not do `to`.
    """
    here = register.get_system(slug=system, caller=request.caller)
    meeting = queries.get_minuted_meeting(
        system=here, meeting_id=meeting_id, caller=request.caller, to=to
    )
    return here, meeting


def below_minutes(
    request: Request, system: System, meeting: Meeting, *, title: str, is_below: bool = True
) -> dict[str, object]:
    """Return what the layout needs for the minutes of a meeting, or a page below them."""
    where = {"system": system.slug}
    address = reverse("governance:meeting", kwargs=where | {"meeting_id": meeting.pk})
    trail = [
        ("Meetings", reverse("governance:meetings", kwargs=where)),
        (meeting.title or meeting.body.name, address),
    ]
    if is_below:
        trail.append(("Minutes", minutes_url(meeting)))
    return page_of(request, system, title, crumbs=trail) | {
        "meeting": meeting,
        "back": minutes_url(meeting),
        "tag_of": words.STATE_TAGS[MeetingState(meeting.state)],
    }


def minutes_url(meeting: Meeting, item_id: int | None = None) -> str:
    """Return the address of the minutes of a meeting, at one of its items."""
    where = {"system": meeting.system.slug, "meeting_id": meeting.pk}
    url = reverse("governance:minutes", kwargs=where)
    return f"{url}?at={item_id or 0}#item-{item_id or 0}" if item_id is not None else url


def to_minutes(meeting: Meeting, item_id: int | None) -> HttpResponse:
    """Return to the minutes, where somebody was writing."""
    return redirect(minutes_url(meeting, item_id or 0))
