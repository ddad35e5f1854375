"""The pages behind a reply's signed link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from regard.domains.engagement import queries as engagement
from regard.domains.strategy import actions, presenters, queries
from regard.domains.strategy.types import ReplyChannel
from regard.foundation.accounts.links import read_typed
from regard.foundation.accounts.requests import Request

if TYPE_CHECKING:
    from datetime import datetime

    from regard.domains.strategy.models import Reply


@never_cache
@require_GET
def type_code(request: Request) -> HttpResponse:
    """Take the code from a letter, and go to the reply that it opens."""
    code = read_typed(request.GET.get("code", ""))
    if code:
        return redirect("strategy:reply", token=code)
    context = {"title": "Type in your code", "label": "Read our reply"}
    return render(request, "type_code.jinja", context)


@never_cache
@require_http_methods(["GET", "POST"])
def reply(request: Request, token: str) -> HttpResponse:
    """Show what became of someone's words; a POST says whether that answers them."""
    now = timezone.now()
    found = queries.open_reply(token=token, at=now)
    if request.method == "POST":
        if request.POST.get("answers") in {"yes", "no"}:
            answers_them = request.POST["answers"] == "yes"
            actions.record_verdict(reply=found, answers_them=answers_them, at=now)
        return redirect("strategy:reply", token=token)
    actions.record_read(reply=found, at=now)
    return render(
        request,
        "strategy/reply.jinja",
        {
            "system": found.strategy.system,
            "section": "",
            "title": "What became of what you told us",
            "reply": found,
            "view": presenters.present_reply(found),
            "kept": queries.list_promises_kept_for(contribution_id=found.contribution_id),
            "receipt_url": _receipt_url(found, now),
        },
    )


def _receipt_url(found: Reply, now: datetime) -> str:
    """Return where who spoke sees all they said; empty where another spoke, or carried it."""
    is_theirs = found.channel != ReplyChannel.NOTE and not found.content.get("through")
    if found.member_id is not None or not is_theirs:
        return ""
    return engagement.find_receipt_path(contribution_id=found.contribution_id, at=now)
