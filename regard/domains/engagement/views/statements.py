"""Writing a statement, and deciding which of them others see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from regard.domains.engagement.actions import statements as actions
from regard.domains.engagement.actions import voting
from regard.domains.engagement.forms.deliberation import BanForm, SayForm, SeedForm
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.presenters import talk as presenters
from regard.domains.engagement.queries import conversations, likeness
from regard.domains.engagement.rules.statements import clean, hints, read_lines
from regard.domains.engagement.types import StatementState
from regard.foundation.accounts.requests import Request, sent
from regard.foundation.base.errors import Refusal

from .voices import MOST_NEW, MOST_WRITTEN, find_conversation, give_cookie, refuse_floods, speaking
from .voting import talk_page

if TYPE_CHECKING:
    from regard.domains.engagement.models import Conversation

SURE = "sure"
"""What the second press sends: they have seen what is like it, and send it as it is."""


@never_cache
@require_http_methods(["GET", "POST"])
def say(request: Request, system: str, slug: str) -> HttpResponse:
    """Take a statement; ask once whether it is there already, and what would make it plainer."""
    found = find_conversation(request, system, slug)
    refusal = conversations.refusal_to_vote(conversation=found, today=timezone.localdate())
    if refusal:
        return redirect(presenters.talk_address("conversation", found))
    spoken = speaking(request, found)
    form = SayForm(sent(request))
    advice: dict[str, object] = {}
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["text"]
        advice = {} if SURE in request.POST else _advice(found, words)
        if not any(advice.values()):
            refuse_floods(request, what="say", rate=MOST_WRITTEN)
            refuse_floods(request, what="new", rate=MOST_NEW)
            with form.showing_refusals("text"):
                kept = actions.say(
                    conversation=found, voice=spoken.voice, text=words, at=timezone.now()
                )
                messages.success(request, _thanks(kept.state))
                return redirect(presenters.talk_address("conversation", found) + spoken.query)
    context = talk_page(found, title="Say something yourself") | {
        "form": form,
        "speaking": spoken,
        "back": presenters.talk_address("conversation", found) + spoken.query,
    }
    response = render(request, "engagement/say.jinja", context | advice)
    return give_cookie(request, response, system)


@require_POST
def say_hints(request: Request, system: str, slug: str) -> HttpResponse:
    """Say what is like a statement while it is written. Only scripts call it."""
    found = find_conversation(request, system, slug)
    refuse_floods(request, what="hints", rate="1000/h")
    context = {"system": found.system, "conversation": found} | _advice(
        found, request.POST.get("text", "")[:1000]
    )
    return render(request, "engagement/say_advice.jinja", context)


@require_http_methods(["GET", "POST"])
def add_statements(request: Request, system: str, slug: str) -> HttpResponse:
    """Take the team's own statements, one in each line."""
    found = find_conversation(request, system, slug, to=Permission.RUN_EXERCISES)
    form = SeedForm(sent(request))
    if request.method == "POST" and form.is_valid():
        lines = read_lines(form.cleaned_data["lines"])
        with form.showing_refusals("lines"):
            made = actions.add_statements(
                conversation=found, lines=lines, by=request.caller.by, at=timezone.now()
            )
            messages.success(request, presenters.added_words(len(made), len(lines)))
            return redirect(presenters.talk_address("add_statements", found))
    context = talk_page(found, title="Add statements") | {
        "form": form,
        "texts": list(conversations.list_texts(conversation=found).values()),
        "back": presenters.talk_address("conversation", found),
    }
    return render(request, "engagement/add_statements.jinja", context)


@require_http_methods(["GET", "POST"])
def read_statements(request: Request, system: str, slug: str) -> HttpResponse:
    """List the statements that wait, then all others; on POST, decide on one."""
    found = find_conversation(request, system, slug, to=Permission.MODERATE)
    where = presenters.talk_address("read_statements", found)
    if request.method == "POST":
        try:
            messages.success(request, _decide(request, found))
        except Refusal as refusal:
            messages.warning(request, str(refusal))
        return redirect(where)
    counts = conversations.count_statements(conversation=found)
    state = _state_asked(request)
    context = talk_page(found, title="Read and choose statements") | {
        "lede": presenters.moderation_lede(counts),
        "rows": conversations.list_statements(conversation=found, state=state),
        "tags": presenters.STATE_TAGS,
        "shows": presenters.state_choices(counts, state),
        "ban": BanForm(),
    }
    return render(request, "engagement/read_statements.jinja", context)


def _advice(found: Conversation, text: str) -> dict[str, object]:
    words = clean(text)
    if len(words.split()) < 3:
        return {"hints": [], "alike": []}
    return {
        "hints": hints(words),
        "alike": likeness.list_alike_statements(conversation=found, text=words),
    }


def _thanks(state: str) -> str:
    if state == StatementState.SHOWN:
        return "Thank you. Others can vote on it now."
    return "Thank you. Somebody reads it, and then others can vote on it."


def _state_asked(request: Request) -> StatementState | None:
    try:
        return StatementState(request.GET.get("show", StatementState.WAITING))
    except ValueError:
        return None


def _decide(request: Request, found: Conversation) -> str:
    """Do what a button of the page says, and return what was done, in words."""
    number = request.POST.get("number", "")
    what = request.POST.get("do", "")
    by, at = request.caller.by, timezone.now()
    if not number.isdigit():
        return "Nothing was changed."
    given: dict[str, Any] = {"conversation": found, "number": int(number), "by": by, "at": at}
    if what in {"show", "meta"}:
        actions.show_statement(**given, is_meta=what == "meta")
        return "Shown. Others can vote on it."
    if what == "hide":
        actions.hide_statement(**given, why=request.POST.get("why", "")[:300])
        return "Not shown. Whoever wrote it sees your reason."
    if what == "ban":
        voting.ban_voter(**given, why=request.POST.get("why", "")[:300])
        return "They can take part no more, and their votes do not count."
    if what == "lift":
        voting.lift_ban(**given)
        return "They can take part again."
    return "Nothing was changed."
