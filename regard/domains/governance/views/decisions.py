"""Decisions: the register of all, and each with what it rests on and who was asked."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from regard.domains.governance import actions, presenters, queries
from regard.domains.governance.forms.decisions import (
    BetweenForm,
    DecisionForm,
    NewDecisionForm,
    initial_of,
)
from regard.domains.governance.permissions import Permission
from regard.domains.governance.presenters import decisions as words
from regard.domains.governance.presenters.minute_slots import decision_slots
from regard.domains.governance.types import Asked, DecisionState
from regard.domains.register import queries as register
from regard.foundation.accounts.requests import Request, sent
from regard.foundation.authority import is_allowed
from regard.foundation.base.errors import Refusal
from regard.foundation.files import streams

from .deciding_pages import below_decisions, decision_url, find_decision, to_decision

A_PAGE = 50


@require_GET
def decisions(request: Request, system: str) -> HttpResponse:
    here = register.get_system(slug=system, caller=request.caller)
    today = timezone.localdate()
    narrow = _filter(request)
    after = request.GET.get("after", "")[:40].replace("\0", "")
    rows = queries.list_decisions(
        system=here, caller=request.caller, narrow=narrow, after=after, limit=A_PAGE + 1
    )
    year = queries.count_decisions(system=here, since=words.a_year_before(today), until=None)
    context = {
        "system": here,
        "section": "governance",
        "title": "What was decided",
        "lede": words.decisions_lede(year),
        "parts": presenters.list_parts(system=here, caller=request.caller),
        "year": year,
        "rows": rows[:A_PAGE],
        "asked_tags": words.ASKED_TAGS,
        "narrow": narrow,
        "is_narrowed": narrow != queries.DecisionFilter(),
        "bodies": queries.list_bodies(system=here, on=today),
        "every_asked": list(Asked),
        "here": request.path,
        "csv": _with(request, reverse("governance:decisions_csv", kwargs={"system": system})),
        "first_url": _with(request, request.path, after="") if after else None,
        "next_url": _with(request, request.path, after=rows[A_PAGE - 1].ref)
        if len(rows) > A_PAGE
        else None,
        "may_write": is_allowed(request.caller, Permission.RUN_MEETINGS, here),
    }
    return render(request, "governance/decisions.jinja", context)


@require_GET
def decisions_csv(request: Request, system: str) -> HttpResponseBase:
    """Send the decisions that the caller may read, narrowed as the page is."""
    here = register.get_system(slug=system, caller=request.caller)
    rows = queries.stream_decisions(system=here, caller=request.caller, narrow=_filter(request))
    return streams.answer(
        "csv",
        name=f"{system}-decisions",
        sheet="Decisions",
        header=words.CSV_HEADER,
        rows=(words.csv_row(row) for row in rows),
    )


@require_GET
def decision(request: Request, system: str, decision_ref: str) -> HttpResponse:
    here, found = find_decision(request, system, decision_ref)
    today = timezone.localdate()
    file = queries.get_decision_file(decision=found, caller=request.caller)
    may_write = is_allowed(request.caller, Permission.RUN_MEETINGS, found)
    is_draft = found.state == DecisionState.DRAFT
    reasons = queries.list_blockers(decision=found, today=today) if may_write and is_draft else []
    context = below_decisions(request, here, title=found.title) | {
        "lede": words.decision_lede(found, file),
        "decision": found,
        "file": file,
        "facts": words.decision_facts(found),
        "votes": words.votes_words(found),
        "declared": words.declared_words(file),
        "asked_tags": words.ASKED_TAGS,
        "actions": queries.list_actions_of_decision(
            decision_id=found.pk, system=here, caller=request.caller, on=today
        ),
        "minutes": words.minutes_link(found, caller=request.caller),
        "slots": decision_slots(here, found, request.caller),
        "may_write": may_write,
        "is_draft": is_draft,
        "reasons": reasons,
    }
    return render(request, "governance/decision.jinja", context)


@require_http_methods(["GET", "POST"])
def new_decision(request: Request, system: str) -> HttpResponse:
    """Write down a decision that a body took between its meetings."""
    here = register.get_system(slug=system, caller=request.caller, to=Permission.RUN_MEETINGS)
    today = timezone.localdate()
    bodies = queries.list_bodies_to_meet(system=here, caller=request.caller, on=today)
    form = NewDecisionForm(sent(request), bodies=bodies, initial={"decided_on": today})
    if form.is_valid():
        made = actions.draft_decision(
            body=form.its_body(),
            facts=form.facts(form.cleaned_data["decided_on"]),
            by=request.caller.by,
            at=timezone.now(),
        )
        return to_decision(made)
    context = below_decisions(request, here, title="A decision between meetings") | {
        "form": form,
        "words": "A decision of a meeting is made from a line of its minutes. One by which care "
        "is bought is always taken at a meeting, where interests are declared.",
        "label": "Begin it",
    }
    return render(request, "governance/ask.jinja", context)


@require_http_methods(["GET", "POST"])
def edit_decision(request: Request, system: str, decision_ref: str) -> HttpResponse:
    here, found = find_decision(request, system, decision_ref, to=Permission.RUN_MEETINGS)
    make = DecisionForm if found.meeting is not None else BetweenForm
    form = make(sent(request), initial=initial_of(found))
    if form.is_valid():
        day: date = form.cleaned_data.get("decided_on") or found.decided_on
        with form.showing_refusals():
            actions.edit_decision(
                decision=found, facts=form.facts(day), by=request.caller.by, at=timezone.now()
            )
            messages.success(request, "Saved.")
            return to_decision(found)
    title = f"Change {found.ref}"
    context = below_decisions(request, here, title=title, decision=found) | {
        "form": form,
        "label": "Save",
    }
    return render(request, "governance/ask.jinja", context)


@require_POST
def record_decision(request: Request, system: str, decision_ref: str) -> HttpResponse:
    _, found = find_decision(request, system, decision_ref, to=Permission.RUN_MEETINGS)
    try:
        actions.record_decision(decision=found, by=request.caller.by, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{found.ref} is recorded, and stays as it is.")
    return to_decision(found)


@require_POST
def remove_decision(request: Request, system: str, decision_ref: str) -> HttpResponse:
    here, found = find_decision(request, system, decision_ref, to=Permission.RUN_MEETINGS)
    try:
        actions.remove_decision(decision=found, by=request.caller.by, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(decision_url(found))
    messages.success(request, f"The draft {decision_ref} is taken away.")
    if found.meeting_id is None:
        return redirect("governance:decisions", system=here.slug)
    return redirect("governance:minutes", system=here.slug, meeting_id=found.meeting_id)


def _filter(request: Request) -> queries.DecisionFilter:
    asked = request.GET.get("asked", "")
    return queries.DecisionFilter(
        body_slug=request.GET.get("body", "")[:60].replace("\0", ""),
        asked=Asked(asked) if asked in set(Asked) else None,
        by_providers=request.GET.get("of") == "providers",
        words=request.GET.get("words", "")[:100].replace("\0", "").strip(),
    )


def _with(request: Request, path: str, **changes: str) -> str:
    query = request.GET.copy()
    for name, value in changes.items():
        query[name] = value
    if not query.get("after"):
        query.pop("after", None)
    encoded = query.urlencode()
    return f"{path}?{encoded}" if encoded else path
