"""The page behind a reply's signed link."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from regard.domains.strategy import actions, presenters, queries
from regard.foundation.accounts.requests import Request


def reply(request: Request, token: str) -> HttpResponse:
    """Show what became of someone's words; a POST says whether that answers them."""
    now = timezone.now()
    found = queries.open_reply(token=token, at=now)
    if request.method == "POST" and request.POST.get("answers") in {"yes", "no"}:
        answers_them = request.POST["answers"] == "yes"
        actions.record_verdict(reply=found, answers_them=answers_them, at=now)
        return redirect("strategy:reply", token=token)
    actions.record_read(reply=found, at=now)
    view = presenters.present_reply(found)
    return render(
        request,
        "strategy/reply.jinja",
        {
            "system": found.strategy.system,
            "section": "",
            "title": "What became of what you told us",
            "reply": found,
            "view": view,
            "strategy": found.strategy,
        },
    )
