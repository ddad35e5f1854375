"""The pages of whoever sees to it that everyone gets their reply."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from regard.domains.strategy import actions, presenters, queries
from regard.domains.strategy.permissions import Permission
from regard.domains.strategy.types import ReplyChannel, ReplyState
from regard.foundation.accounts.requests import Request
from regard.foundation.design.words import plural_words

from .asked import get_both, read_after, read_channel, read_state

PAGE = 50
"""Replies on a page."""

LETTERS = 50
"""Letters printed at once: about what one person folds in half an hour."""


def replies(request: Request, system: str, slug: str) -> HttpResponse:
    here, found = get_both(request, system, slug, to=Permission.SEND_REPLIES)
    status = queries.get_status(strategy=found)
    after, channel, state = read_after(request), read_channel(request), read_state(request)
    rows = queries.list_replies(
        strategy=found, channel=channel, state=state, after=after, limit=PAGE + 1
    )
    return render(
        request,
        "strategy/replies.jinja",
        {
            "system": here,
            "section": "strategy",
            "title": "Who has had their reply",
            "lede": presenters.replies_lede(status),
            "crumbs": presenters.crumbs(here.slug, found),
            "strategy": found,
            "status": status,
            "job": queries.find_job(kind=queries.SENDING, strategy=found),
            "rows": rows[:PAGE],
            "channel": channel,
            "state": state,
            "channels": list(ReplyChannel),
            "states": list(ReplyState),
            "is_first": after is None,
            "next_after": rows[PAGE - 1].reply_id if len(rows) > PAGE else None,
        },
    )


@require_POST
def send_again(request: Request, system: str, slug: str) -> HttpResponse:
    _, found = get_both(request, system, slug, to=Permission.SEND_REPLIES)
    job = actions.send_again(strategy=found, by=request.caller.by, at=timezone.now())
    return redirect("jobs:job", job_id=job.pk)


def letters(request: Request, system: str, slug: str) -> HttpResponse:
    """Show letters to print, a sheet each; a POST says that those shown were posted."""
    here, found = get_both(request, system, slug, to=Permission.SEND_REPLIES)
    if request.method == "POST":
        ids = [int(n) for n in request.POST.getlist("reply") if n.isascii() and n.isdigit()]
        posted = actions.mark_letters_posted(
            strategy=found, reply_ids=ids, by=request.caller.by, at=timezone.now()
        )
        verb = "is" if posted == 1 else "are"
        messages.success(request, f"{plural_words(posted, 'letter')} {verb} marked as posted.")
        return redirect(presenters.address("letters", found))
    printable = queries.list_replies_to_print(strategy=found, limit=LETTERS)
    urls = queries.list_reply_urls(replies=printable)
    return render(
        request,
        "strategy/letters.jinja",
        {
            "system": here,
            "section": "strategy",
            "title": "Letters to print",
            "crumbs": [
                *presenters.crumbs(here.slug, found),
                ("Replies", presenters.address("replies", found)),
            ],
            "strategy": found,
            "letters": [
                presenters.present_reply(reply, url=urls.get(reply.pk, "")) for reply in printable
            ],
        },
    )
