"""Actions: the list of all, and each followed to its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from regard.domains.governance import actions, queries
from regard.domains.governance.forms.following import (
    ChangeActionForm,
    FollowForm,
    NewActionForm,
    ReopenForm,
    initial_of,
)
from regard.domains.governance.permissions import Permission
from regard.domains.governance.presenters import following as words
from regard.domains.governance.queries.meeting_bodies import list_bodies_to_meet
from regard.domains.governance.types import ActionState
from regard.domains.register import queries as register
from regard.foundation.accounts.callers import require
from regard.foundation.accounts.requests import Request, sent
from regard.foundation.authority import is_allowed
from regard.foundation.files import streams

from .pages import page_of

if TYPE_CHECKING:
    from regard.domains.governance.models import Action
    from regard.domains.register.models import System

A_PAGE = 50


@require_GET
def actions_page(request: Request, system: str) -> HttpResponse:
    here = register.get_system(slug=system, caller=request.caller)
    today = timezone.localdate()
    narrow, start = _filter(request), _start(request)
    rows = queries.list_actions(
        system=here,
        caller=request.caller,
        on=today,
        narrow=narrow,
        start=start,
        limit=A_PAGE + 1,
    )
    counts = queries.count_actions(
        system=here, caller=request.caller, on=today, body_slug=narrow.body_slug
    )
    context = page_of(request, here, "What is to be done") | {
        "lede": words.actions_lede(counts),
        "counts": counts,
        "rows": [(row, words.tag_of(row)) for row in rows[:A_PAGE]],
        "narrow": narrow,
        "which": words.which_of(narrow),
        "choices": words.list_choices(counts, narrow, request.path),
        "bodies": queries.list_bodies(system=here, on=today),
        "here": request.path,
        "csv": _with(request, reverse("governance:actions_csv", kwargs={"system": system})),
        "first_url": _with(request, request.path) if start else None,
        "next_url": _with(request, request.path, start + A_PAGE) if len(rows) > A_PAGE else None,
        "may_write": is_allowed(request.caller, Permission.RUN_MEETINGS, here),
    }
    return render(request, "governance/actions.jinja", context)


@require_GET
def actions_csv(request: Request, system: str) -> HttpResponseBase:
    """Send the actions that the caller may read, narrowed as the page is."""
    here = register.get_system(slug=system, caller=request.caller)
    rows = queries.stream_actions(
        system=here, caller=request.caller, on=timezone.localdate(), narrow=_filter(request)
    )
    return streams.answer(
        "csv",
        name=f"{system}-actions",
        sheet="Actions",
        header=words.CSV_HEADER,
        rows=(words.csv_row(row) for row in rows),
    )


@require_GET
def action(request: Request, system: str, action_ref: str) -> HttpResponse:
    here = register.get_system(slug=system, caller=request.caller)
    found = queries.get_action(system=here, ref=action_ref, caller=request.caller)
    form = FollowForm() if found.state == ActionState.OPEN else ReopenForm()
    return _page(request, here, found, form)


@require_http_methods(["GET", "POST"])
def new_action(request: Request, system: str) -> HttpResponse:
    """Give something to do between meetings."""
    here = register.get_system(slug=system, caller=request.caller, to=Permission.RUN_MEETINGS)
    today = timezone.localdate()
    bodies = list_bodies_to_meet(system=here, caller=request.caller, on=today)
    form = NewActionForm(sent(request), bodies=bodies, initial={"given_on": today})
    if form.is_valid():
        with form.showing_refusals():
            given = actions.give_action(
                body=form.its_body(),
                facts=form.facts(),
                given_on=form.cleaned_data["given_on"],
                by=request.caller.by,
                at=timezone.now(),
            )
            messages.success(request, f"{given.ref} is given to {given.owner}.")
            return redirect("governance:actions", system=system)
    context = _below(request, here, "Give somebody something to do") | {
        "form": form,
        "words": "What a meeting or a decision asks for is given there, so that it can be traced.",
        "label": "Give it",
    }
    return render(request, "governance/ask.jinja", context)


@require_http_methods(["GET", "POST"])
def edit_action(request: Request, system: str, action_ref: str) -> HttpResponse:
    here, found = _find(request, system, action_ref)
    form = ChangeActionForm(
        sent(request),
        holders=queries.list_holders_to_act(system=here, body=found.body),
        initial=initial_of(found),
    )
    if form.is_valid():
        with form.showing_refusals():
            actions.edit_action(
                action=found,
                facts=form.facts(),
                why=form.cleaned_data["why"],
                by=request.caller.by,
                at=timezone.now(),
            )
            messages.success(request, "Saved.")
            return redirect(_url(here, found))
    context = _below(request, here, f"Change {found.ref}", found) | {
        "form": form,
        "label": "Save",
    }
    return render(request, "governance/ask.jinja", context)


@require_POST
def follow_action(request: Request, system: str, action_ref: str) -> HttpResponse:
    """Note what was done, and end or reopen an action; for its writer and whose it is."""
    here = register.get_system(slug=system, caller=request.caller)
    found = queries.get_action(system=here, ref=action_ref, caller=request.caller)
    if not queries.is_theirs(action=found, caller=request.caller):
        require(request.caller, Permission.RUN_MEETINGS, found.body)
    form = (FollowForm if found.state == ActionState.OPEN else ReopenForm)(request.POST)
    if form.is_valid():
        with form.showing_refusals():
            _follow(request, found, form)
            return redirect(_url(here, found))
    return _page(request, here, found, form)


def _follow(request: Request, found: Action, form: FollowForm | ReopenForm) -> None:
    note: str = form.cleaned_data["note"]
    by, at = request.caller.by, timezone.now()
    if isinstance(form, ReopenForm):
        actions.reopen_action(action=found, note=note, by=by, at=at)
        messages.success(request, f"{found.ref} is open again.")
        return
    state = ActionState(form.cleaned_data["state"])
    if state is ActionState.OPEN:
        actions.note_action(action=found, text=note, by=by, at=at)
        messages.success(request, "It is noted.")
        return
    actions.end_action(action=found, state=state, note=note, by=by, at=at)
    messages.success(request, f"{found.ref} is {state.label.lower()}.")


def _page(
    request: Request, here: System, found: Action, form: FollowForm | ReopenForm
) -> HttpResponse:
    today = timezone.localdate()
    runs = is_allowed(request.caller, Permission.RUN_MEETINGS, found.body)
    context = _below(request, here, words.title_of(found)) | {
        "lede": words.action_lede(found, today),
        "action": found,
        "is_cut": words.title_of(found).endswith("…"),
        "facts": words.action_facts(found),
        "notes": queries.list_notes(action=found),
        "origin": words.origin_of(found, caller=request.caller),
        "form": form,
        "is_open": found.state == ActionState.OPEN,
        "may_follow": runs or queries.is_theirs(action=found, caller=request.caller),
        "runs": runs,
    }
    return render(request, "governance/action.jinja", context)


def _find(request: Request, system: str, ref: str) -> tuple[System, Action]:
    here = register.get_system(slug=system, caller=request.caller)
    to = Permission.RUN_MEETINGS
    return here, queries.get_action(system=here, ref=ref, caller=request.caller, to=to)


def _below(
    request: Request, here: System, title: str, found: Action | None = None
) -> dict[str, object]:
    trail = [("Actions", reverse("governance:actions", kwargs={"system": here.slug}))]
    if found is not None:
        trail.append((found.ref, _url(here, found)))
    return page_of(request, here, title, crumbs=trail) | {
        "back": trail[-1][1],
    }


def _url(here: System, found: Action) -> str:
    where = {"system": here.slug, "action_ref": found.ref}
    return reverse("governance:action", kwargs=where)


def _filter(request: Request) -> queries.ActionFilter:
    which = request.GET.get("show", "")
    return queries.ActionFilter(
        body_slug=request.GET.get("body", "")[:60].replace("\0", ""),
        state=ActionState(which) if which in set(ActionState) else None,
        is_late=which == words.LATE,
    )


def _start(request: Request) -> int:
    text = request.GET.get("start", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


def _with(request: Request, path: str, start: int = 0) -> str:
    query = request.GET.copy()
    query.pop("start", None)
    if start:
        query["start"] = str(start)
    encoded = query.urlencode()
    return f"{path}?{encoded}" if encoded else path
