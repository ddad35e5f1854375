"""The list of conversations, and beginning, opening and closing one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from regard.domains.engagement import queries
from regard.domains.engagement.actions import CannotPlan
from regard.domains.engagement.actions import conversations as actions
from regard.domains.engagement.forms.deliberation import TalkForm
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.presenters import talk as presenters
from regard.domains.engagement.queries import conversations as talks
from regard.domains.engagement.rules.conversations import reason_not_to_open
from regard.domains.engagement.types import StatementState
from regard.domains.register import queries as register
from regard.foundation.accounts.callers import require
from regard.foundation.accounts.requests import Request, sent
from regard.foundation.authority import is_allowed

from .finding import below, find_exercise
from .voices import find_conversation
from .voting import talk_page

if TYPE_CHECKING:
    from regard.domains.engagement.models import Conversation, Exercise
    from regard.domains.engagement.types.deliberation import ConversationRow
    from regard.domains.register.models import System

USUAL_DAYS = 21
"""How long a new conversation is open for, until its writer says otherwise: three weeks."""


@require_GET
def conversations(request: Request, system: str) -> HttpResponse:
    found = register.get_system(slug=system, caller=request.caller)
    rows = talks.list_conversations(system=found, caller=request.caller)
    context = {
        "system": found,
        "section": "asked",
        "title": "Conversations",
        "crumbs": [("What we ask", reverse("engagement:exercises", args=[system]))],
    }
    return _list(request, found, rows, context)


@require_GET
def exercise_conversations(request: Request, system: str, slug: str) -> HttpResponse:
    """List the conversations that belong to an exercise."""
    exercise = find_exercise(request, system, slug)
    rows = talks.list_conversations(
        system=exercise.system, caller=request.caller, exercise=exercise
    )
    context = below(exercise, title="Conversations") | {"exercise": exercise}
    return _list(request, exercise.system, rows, context)


def _list(
    request: Request,
    found: System,
    rows: list[ConversationRow],
    context: dict[str, object],
) -> HttpResponse:
    today = timezone.localdate()
    context |= {
        "lede": presenters.talks_lede(rows),
        "groups": presenters.grouped_talks(rows),
        "when": {row.slug: presenters.talk_when(row, today=today) for row in rows},
        "size": {row.slug: presenters.talk_size(row) for row in rows},
        "may_run": is_allowed(request.caller, Permission.RUN_EXERCISES, found),
    }
    return render(request, "engagement/conversations.jinja", context)


@require_http_methods(["GET", "POST"])
def new_conversation(request: Request, system: str) -> HttpResponse:
    found = register.get_system(slug=system, caller=request.caller)
    require(request.caller, Permission.RUN_EXERCISES, found)
    today = timezone.localdate()
    form = TalkForm(
        sent(request),
        exercises=_exercises(request, found),
        initial={
            "opens_on": today,
            "closes_on": today + timedelta(days=USUAL_DAYS),
            "reads_first": True,
            "exercise": request.GET.get("exercise", ""),
        },
    )
    if request.method == "POST" and form.is_valid():
        made = _save(request, form, found, None)
        if made:
            messages.success(request, "Begun. Now add statements to begin with.")
            return redirect(presenters.talk_address("add_statements", made))
    context = {
        "system": found,
        "section": "asked",
        "title": "What should people talk about?",
        "crumbs": [("Conversations", presenters.talks_address(found))],
        "form": form,
        "back": presenters.talks_address(found),
    }
    return render(request, "engagement/conversation_form.jinja", context)


@require_http_methods(["GET", "POST"])
def edit_conversation(request: Request, system: str, slug: str) -> HttpResponse:
    found = find_conversation(request, system, slug, to=Permission.RUN_EXERCISES)
    initial = vars(talks.talk_of(found)) | {
        "exercise": found.exercise.slug if found.exercise else ""
    }
    form = TalkForm(sent(request), exercises=_exercises(request, found.system), initial=initial)
    if request.method == "POST" and form.is_valid() and _save(request, form, found.system, found):
        messages.success(request, "Saved.")
        return redirect(presenters.talk_address("conversation", found))
    context = talk_page(found, title="Change what it is about, and its days") | {
        "form": form,
        "back": presenters.talk_address("conversation", found),
    }
    return render(request, "engagement/conversation_form.jinja", context)


@require_http_methods(["GET", "POST"])
def open_conversation(request: Request, system: str, slug: str) -> HttpResponse:
    """Show what people will find, and open it."""
    found = find_conversation(request, system, slug, to=Permission.RUN_EXERCISES)
    if request.method == "POST":
        actions.open_conversation(conversation=found, by=request.caller.by, at=timezone.now())
        messages.success(request, "It is open. Give people its address.")
        return redirect(presenters.talk_address("conversation", found))
    shown = talks.count_statements(conversation=found)[StatementState.SHOWN]
    context = talk_page(found, title="Open it") | {
        "shown": shown,
        "refusal": reason_not_to_open(
            talk=talks.talk_of(found),
            is_opened=found.opened_at is not None,
            statements=shown,
            today=timezone.localdate(),
        ),
    }
    return render(request, "engagement/conversation_open.jinja", context)


@require_http_methods(["GET", "POST"])
def close_conversation(request: Request, system: str, slug: str) -> HttpResponse:
    found = find_conversation(request, system, slug, to=Permission.RUN_EXERCISES)
    if request.method == "POST":
        actions.close_conversation(conversation=found, by=request.caller.by, at=timezone.now())
        messages.success(request, "It is closed. What was found stays here for everyone.")
        return redirect(presenters.talk_address("opinions", found))
    return render(
        request, "engagement/conversation_close.jinja", talk_page(found, title="Close it")
    )


def _exercises(request: Request, system: System) -> list[tuple[str, str]]:
    rows = queries.list_exercises(system=system, caller=request.caller)
    return [(row.slug, row.title) for row in rows]


def _save(
    request: Request, form: TalkForm, system: System, found: Conversation | None
) -> Conversation | None:
    """Write what the form says, or show on it why not."""
    slug = form.cleaned_data["exercise"]
    exercise: Exercise | None = (
        queries.get_exercise(system=system, slug=slug, caller=request.caller) if slug else None
    )
    by, at = request.caller.by, timezone.now()
    try:
        if found is None:
            return actions.create_conversation(
                system=system, talk=form.talk(), exercise=exercise, by=by, at=at
            )
        return actions.edit_conversation(
            conversation=found, talk=form.talk(), exercise=exercise, by=by, at=at
        )
    except CannotPlan as refusal:
        for field, reason in refusal.reasons.items():
            form.add_error(field, reason)
        return None
