"""The items of an agenda and their one-page briefs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from regard.domains.governance import actions, queries
from regard.domains.governance.forms.agendas import BRIEF_HINT, BriefForm, ItemForm
from regard.domains.governance.permissions import Permission
from regard.domains.governance.presenters import agendas as words
from regard.domains.governance.presenters import meetings
from regard.domains.governance.queries import agendas
from regard.foundation.accounts.requests import Request, sent
from regard.foundation.authority import Caller, is_allowed
from regard.foundation.base.errors import Refusal

from .meeting_pages import below, find_meeting

if TYPE_CHECKING:
    from regard.domains.governance.models import AgendaItem, Meeting
    from regard.domains.register.models import System

TO_RUN = Permission.RUN_MEETINGS


@require_GET
def item(request: Request, system: str, meeting_id: int, item_id: int) -> HttpResponse:
    here, found = find_meeting(request, system, meeting_id)
    return item_page(request, here, found, item_id, caller=request.caller)


@require_http_methods(["GET", "POST"])
def new_item(request: Request, system: str, meeting_id: int) -> HttpResponse:
    here, found = find_meeting(request, system, meeting_id, to=TO_RUN)
    form = ItemForm(
        sent(request),
        topics=agendas.list_topics_to_choose(system=here),
        initial={"minutes_long": 15},
    )
    if form.is_valid():
        with form.showing_refusals():
            made = actions.add_item(
                meeting=found, details=form.details(), by=request.caller.by, at=timezone.now()
            )
            messages.success(request, "It is on the agenda. Write its brief now, or later.")
            return redirect("governance:edit_brief", system, meeting_id, made.pk)
    context = below(request, here, title="Add an item", meeting=found) | {
        "form": form,
        "label": "Add it",
        "back": reverse("governance:meeting", args=(system, meeting_id)),
    }
    return render(request, "governance/meeting_form.jinja", context)


@require_http_methods(["GET", "POST"])
def edit_item(request: Request, system: str, meeting_id: int, item_id: int) -> HttpResponse:
    here, found, one = _find(request, system, meeting_id, item_id)
    before = actions.details_of(one)
    form = ItemForm(
        sent(request),
        topics=agendas.list_topics_to_choose(system=here),
        initial={name: getattr(before, name) for name in ItemForm.base_fields}
        | {"topic": str(one.topic_id or "")},
    )
    if form.is_valid() and _is_saved(request, one, form, form.details(before)):
        return redirect("governance:item", system, meeting_id, item_id)
    context = below(request, here, title="Change this item", meeting=found) | {
        "form": form,
        "label": "Save",
        "back": reverse("governance:item", args=(system, meeting_id, item_id)),
    }
    return render(request, "governance/meeting_form.jinja", context)


@require_http_methods(["GET", "POST"])
def edit_brief(request: Request, system: str, meeting_id: int, item_id: int) -> HttpResponse:
    here, found, one = _find(request, system, meeting_id, item_id)
    before = actions.details_of(one)
    form = BriefForm(
        sent(request), initial={name: getattr(before, name) for name in BriefForm.base_fields}
    )
    if form.is_valid() and _is_saved(request, one, form, form.details(before)):
        return redirect("governance:item", system, meeting_id, item_id)
    context = below(request, here, title=f"Brief: {one.title}", meeting=found) | {
        "form": form,
        "lede": f"What a member reads the evening before. {BRIEF_HINT}",
        "label": "Save the brief",
        "back": reverse("governance:item", args=(system, meeting_id, item_id)),
    }
    return render(request, "governance/meeting_form.jinja", context)


@require_POST
def move_item(request: Request, system: str, meeting_id: int, item_id: int) -> HttpResponse:
    _, _, one = _find(request, system, meeting_id, item_id)
    is_up = request.POST.get("to") == "up"
    actions.move_item(item=one, is_up=is_up, by=request.caller.by, at=timezone.now())
    where = reverse("governance:meeting", args=(system, meeting_id))
    return redirect(f"{where}#item-{item_id}")


@require_http_methods(["GET", "POST"])
def remove_item(request: Request, system: str, meeting_id: int, item_id: int) -> HttpResponse:
    here, found, one = _find(request, system, meeting_id, item_id)
    back = reverse("governance:item", args=(system, meeting_id, item_id))
    if request.method == "POST":
        actions.remove_item(item=one, by=request.caller.by, at=timezone.now())
        messages.success(request, f"“{one.title}” is off the agenda.")
        return redirect("governance:meeting", system=system, meeting_id=meeting_id)
    context = below(request, here, title="Take this item off the agenda?", meeting=found) | {
        "lede": f"“{one.title}” goes, with its brief and its papers.",
        "label": "Take it off",
        "kind": "warning",
        "back": back,
    }
    return render(request, "governance/meeting_form.jinja", context)


def item_page(
    request: Request,
    system: System,
    found: Meeting,
    item_id: int,
    *,
    caller: Caller,
    token: str = "",
) -> HttpResponse:
    """
    Return the one-page brief of an item with its papers.

    :param caller: as whom it is read: the visitor, or whoever holds the link.
    :param token: of the link by which it is read; empty: by none.
    """
    row = queries.get_item_row(meeting=found, item_id=item_id, caller=caller)
    way = words.Way(system.slug, found.pk, token)
    context = below(request, system, title=row.title, meeting=found) | {
        "lede": f"Item {row.number}. {words.said_of(row)}",
        "item": row,
        "brief": words.brief_parts(row),
        "brief_note": words.brief_words(row.brief),
        "tags": words.tags_of(row),
        "when": meetings.when_words(queries.get_meeting_row(meeting=found, caller=caller)),
        "runs": not token and is_allowed(caller, TO_RUN, found),
        "way": way,
        "size": words.size_words,
    }
    if token:
        mine = reverse("governance:my_meetings", kwargs={"token": token})
        context["crumbs"] = [("Your meetings", mine), (str(found), way.meeting())]
    return render(request, "governance/item.jinja", context)


def _find(
    request: Request, system: str, meeting_id: int, item_id: int
) -> tuple[System, Meeting, AgendaItem]:
    """Return an item to change, with where it is, as `get_item`."""
    here, found = find_meeting(request, system, meeting_id, to=TO_RUN)
    caller = request.caller
    return here, found, queries.get_item(meeting=found, item_id=item_id, caller=caller, to=TO_RUN)


def _is_saved(
    request: Request,
    one: AgendaItem,
    form: ItemForm | BriefForm,
    details: actions.ItemDetails,
) -> bool:
    """Save what is said of an item, and test whether that could be; else the form says why."""
    try:
        actions.edit_item(item=one, details=details, by=request.caller.by, at=timezone.now())
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, "Saved.")
    return True
