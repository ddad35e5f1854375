"""
The meetings of somebody who sits on bodies, opened by a link of their own, without a password.

They read what members of those bodies may, for as long as they sit on them. Nothing of it is
kept by the browser, which may not be theirs alone.
"""

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from regard.domains.governance.presenters import meetings as words
from regard.domains.governance.presenters.agendas import Way
from regard.domains.governance.queries import holder_links as links
from regard.foundation.accounts.requests import Request
from regard.foundation.design.words import plural_words

from .agendas import item_page
from .meeting_files import BEHIND, calendar_file, pack_file
from .meeting_pages import meeting_page
from .papers import paper_file


@never_cache
@require_GET
def my_meetings(request: Request, token: str) -> HttpResponse:
    sitter = links.open_holder_link(token=token, at=timezone.now())
    rows = links.list_own_meetings(sitter=sitter, since=timezone.localdate())
    bodies = plural_words(len(sitter.bodies), "body", "bodies")
    context = {
        "system": sitter.holder.system,
        "section": "governance",
        "title": "Your meetings",
        "lede": f"{sitter.name}, you sit on {bodies}. "
        f"{plural_words(len(rows), 'meeting')} to come.",
        "months": words.list_months(rows),
        "token": token,
        "calendar": reverse("governance:my_calendar", kwargs={"token": token}),
    }
    return render(request, "governance/my_meetings.jinja", context)


@never_cache
@require_GET
def my_meeting(request: Request, token: str, meeting_id: int) -> HttpResponse:
    sitter = links.open_holder_link(token=token, at=timezone.now())
    found = links.get_own_meeting(sitter=sitter, meeting_id=meeting_id)
    return meeting_page(request, found.system, found, caller=sitter, token=token)


@never_cache
@require_GET
def my_item(request: Request, token: str, meeting_id: int, item_id: int) -> HttpResponse:
    sitter = links.open_holder_link(token=token, at=timezone.now())
    found = links.get_own_meeting(sitter=sitter, meeting_id=meeting_id)
    return item_page(request, found.system, found, item_id, caller=sitter, token=token)


@never_cache
@require_GET
def my_paper(request: Request, token: str, meeting_id: int, paper_id: int) -> FileResponse:  # noqa: ARG001 (a view's)
    sitter = links.open_holder_link(token=token, at=timezone.now())
    found = links.get_own_meeting(sitter=sitter, meeting_id=meeting_id)
    return paper_file(found, paper_id, caller=sitter)


@never_cache
@require_GET
def my_pack(request: Request, token: str, meeting_id: int) -> HttpResponse:  # noqa: ARG001 (a view's)
    sitter = links.open_holder_link(token=token, at=timezone.now())
    found = links.get_own_meeting(sitter=sitter, meeting_id=meeting_id)
    return pack_file(found, Way(found.system.slug, meeting_id, token), caller=sitter)


@never_cache
@require_GET
def my_calendar(request: Request, token: str) -> HttpResponse:  # noqa: ARG001 (a view's)
    sitter = links.open_holder_link(token=token, at=timezone.now())
    since = timezone.localdate() - BEHIND
    rows = links.list_own_meetings(sitter=sitter, since=since)
    system = sitter.holder.system.slug
    return calendar_file("Your meetings", rows, system=system, token=token)
