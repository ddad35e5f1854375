"""Interests at an item: declared by everyone there, and then the item opens."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from regard.domains.governance import actions, queries
from regard.domains.governance.forms.minutes import DeclarationsForm
from regard.domains.governance.permissions import Permission
from regard.domains.governance.presenters import declaring as words
from regard.foundation.accounts.requests import Request, sent
from regard.foundation.base.errors import Refusal

from .minuting import below_minutes, find_minutes, to_minutes


@require_http_methods(["GET", "POST"])
def item_interests(request: Request, system: str, meeting_id: int, item_id: int) -> HttpResponse:
    """Show who came and what they declared at an item, and write it down."""
    here, meeting = find_minutes(request, system, meeting_id, to=Permission.RUN_MEETINGS)
    item = queries.get_item(meeting=meeting, item_id=item_id, caller=request.caller)
    rows = queries.list_declarations(item=item)
    form = DeclarationsForm(sent(request), rows=rows)
    if form.is_valid():
        seats = queries.list_seats_by_number(meeting=meeting)
        rest = form.rest(seats) if "rest" in request.POST else []
        with form.showing_refusals():
            actions.declare(
                item=item,
                declarations=[*form.facts(seats), *rest],
                by=request.caller.by,
                at=timezone.now(),
            )
            messages.success(request, "What they declared is written down.")
            return redirect(request.path)
    waiting = [row for row in rows if row.act is None]
    number = words.number_of(item, queries.list_items_to_write(meeting=meeting))
    title = f"Interests in “{item.title}”"
    context = below_minutes(request, here, meeting, title=title) | {
        "lede": words.declared_lede(item, rows),
        "form": form,
        "item": item,
        "number": number,
        "rows": rows,
        "can_open": bool(rows) and not waiting and item.opened_at is None,
    }
    return render(request, "governance/item_interests.jinja", context)


@require_POST
def open_item(request: Request, system: str, meeting_id: int, item_id: int) -> HttpResponse:
    _, meeting = find_minutes(request, system, meeting_id, to=Permission.RUN_MEETINGS)
    item = queries.get_item(meeting=meeting, item_id=item_id, caller=request.caller)
    try:
        actions.open_item(item=item, by=request.caller.by, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"The item “{item.title}” is open.")
    return to_minutes(meeting, item.pk)
