"""What the pages of a meeting have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from regard.domains.governance import queries
from regard.domains.governance.permissions import Permission
from regard.domains.governance.presenters import agendas, meeting_parts
from regard.domains.governance.presenters import meeting_steps as steps
from regard.domains.governance.presenters import meetings as words
from regard.domains.governance.queries.attendance import has_attendance
from regard.domains.register import queries as register
from regard.foundation.accounts.requests import Request
from regard.foundation.authority import Caller, is_allowed
from regard.foundation.design.words import date_words

from .pages import page_of

if TYPE_CHECKING:
    from regard.domains.governance.models import Meeting
    from regard.domains.register.models import System


def find_meeting(
    request: Request, system: str, meeting_id: int, *, to: Permission | None = None
) -> tuple[System, Meeting]:
    """
    Return the system and the meeting at an address, for the caller to see or do `to` with.

    :raises NotFound: if there is none, or they may not see it.
    :raises NotAllowed: if they may see it, and may not do `to`.
    """
    here = register.get_system(slug=system, caller=request.caller)
    found = queries.get_meeting(system=here, meeting_id=meeting_id, caller=request.caller, to=to)
    return here, found


def below(
    request: Request,
    system: System,
    *,
    title: str,
    meeting: Meeting | None = None,
    is_below: bool = False,
) -> dict[str, object]:
    """
    Return what the layout needs for the calendar, or a page below it or below a meeting.

    :param meeting: that the page is below; None: it is below none.
    :param is_below: of the calendar, and not the calendar itself.
    """
    where = {"system": system.slug}
    trail = []
    if meeting is not None or is_below:
        trail.append(("Meetings", reverse("governance:meetings", kwargs=where)))
    if meeting is not None:
        address = reverse("governance:meeting", kwargs=where | {"meeting_id": meeting.pk})
        name = meeting.title or meeting.body.name
        trail.append((f"{name}, {date_words(meeting.starts_at)}", address))
    return page_of(request, system, title, crumbs=trail) | {
        "meeting": meeting,
    }


def meeting_page(
    request: Request, system: System, found: Meeting, *, caller: Caller, token: str = ""
) -> HttpResponse:
    """
    Return the page of a meeting with its agenda.

    :param caller: as whom it is read: the visitor, or whoever holds the link.
    :param token: of the link by which it is read; empty: by none.
    """
    items = queries.list_items(meeting=found, caller=caller)
    row = queries.get_meeting_row(meeting=found, caller=caller, items=len(items))
    way = agendas.Way(system.slug, found.pk, token)
    runs = not token and is_allowed(caller, Permission.RUN_MEETINGS, found)
    context = below(request, system, title=row.title, is_below=True) | {
        "lede": f"{words.when_words(row)}. {agendas.agenda_lede(items)}".strip(),
        "meeting": found,
        "row": row,
        "tag_of": words.tag_of(row),
        "papers": words.note_of(row) if row.papers else "",
        "how_long": words.how_long(row),
        "may_read": queries.may_read_agenda(meeting=found, caller=caller),
        "lines": agendas.agenda_lines(row, items),
        "over": agendas.over_words(row, items),
        "balance": agendas.balance_rows(agendas.balance_of(items)),
        "unready": {item.item_id: agendas.brief_words(item.brief) for item in items},
        "size": agendas.size_words,
        "way": way,
        "runs": runs,
        "pages": [] if token else meeting_parts.list_pages(meeting=found, caller=caller),
        "step": steps.of_meeting(row, items, has_attendance=has_attendance(meeting=found))
        if runs
        else None,
        "mine": reverse("governance:my_meetings", kwargs={"token": token}) if token else "",
    }
    if token:
        context["crumbs"] = [("Your meetings", context["mine"])]
    return render(request, "governance/meeting.jinja", context)
