"""The pages of whoever sees to it that everyone gets their reply."""

import csv

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_POST

from regard.domains.strategy import actions, presenters, queries
from regard.domains.strategy.permissions import Permission
from regard.domains.strategy.types import ReplyChannel, ReplyState
from regard.foundation.accounts.requests import Request
from regard.foundation.authority import is_allowed
from regard.foundation.design.words import plural_words
from regard.foundation.documents import render_pdf

from .asked import get_both, read_after, read_channel, read_state

PAGE = 50
"""Replies on a page."""

IN_A_FILE = 200
"""Letters or voices in one PDF: a second or two of setting."""

LETTERS = 50
"""Letters printed at once: about what one person folds in half an hour."""


def replies(request: Request, system: str, slug: str) -> HttpResponse:
    here, found = get_both(request, system, slug, to=Permission.SEND_REPLIES)
    status = queries.get_status(strategy=found)
    after, channel, state = read_after(request), read_channel(request), read_state(request)
    unanswered = request.GET.get("answers") == "no"
    rows = queries.list_replies(
        strategy=found,
        channel=channel,
        state=state,
        answers_them=False if unanswered else None,
        after=after,
        limit=PAGE + 1,
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
            "late": len(queries.list_waiting_ids(strategy=found)),
            "rows": rows[:PAGE],
            "channel": channel,
            "state": state,
            "unanswered": unanswered,
            "may_answer": is_allowed(request.caller, Permission.DECIDE_OUTCOMES, found),
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
            "files": queries.list_letter_files(strategy=found, each=IN_A_FILE),
            "letters": [
                presenters.present_reply(reply, url=urls.get(reply.pk, "")) for reply in printable
            ],
        },
    )


def letters_pdf(request: Request, system: str, slug: str) -> HttpResponse:
    """Return letters still owed as one tagged PDF, a page of them by `?after=`."""
    _, found = get_both(request, system, slug, to=Permission.SEND_REPLIES)
    printable = queries.list_replies_to_print(
        strategy=found, after=read_after(request) or 0, limit=IN_A_FILE
    )
    urls = queries.list_reply_urls(replies=printable)
    made = render_pdf(
        title=f"Letters: {found.title}",
        blocks=presenters.letter_blocks(printable, urls=urls),
        at=timezone.now(),
    )
    return _file(made, f"letters-{found.slug}.pdf", "application/pdf")


def letters_csv(request: Request, system: str, slug: str) -> HttpResponse:
    """Return all letters still owed for a print house, in the order of the PDFs."""
    _, found = get_both(request, system, slug, to=Permission.SEND_REPLIES)
    printable = queries.list_replies_to_print(strategy=found, limit=None)
    urls = queries.list_reply_urls(replies=printable)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="letters-{found.slug}.csv"'
    response.write("\ufeff")  # so that Excel reads it as UTF-8
    writer = csv.DictWriter(response, presenters.LETTER_COLUMNS)
    writer.writeheader()
    writer.writerows(presenters.letter_rows(printable, urls=urls))
    return response


def notes(request: Request, system: str, slug: str) -> HttpResponse:
    """Show the notes to hand on; a POST says that one was."""
    here, found = get_both(request, system, slug, to=Permission.SEND_REPLIES)
    if request.method == "POST":
        count = actions.mark_notes_handed_on(
            strategy=found,
            to=request.POST.get("to", ""),
            by=request.caller.by,
            at=timezone.now(),
        )
        messages.success(request, f"Handed on: what {plural_words(count, 'voice')} hear.")
        return redirect(presenters.address("notes", found))
    return render(
        request,
        "strategy/notes.jinja",
        {
            "system": here,
            "section": "strategy",
            "title": "Notes to hand on",
            "lede": "For those whom we can only reach through who carried what they said.",
            "crumbs": [
                *presenters.crumbs(here.slug, found),
                ("Replies", presenters.address("replies", found)),
            ],
            "strategy": found,
            "notes": queries.count_notes(strategy=found),
        },
    )


def note_pdf(request: Request, system: str, slug: str) -> HttpResponse:
    """Return the note for who carried what several said, whom `?to=` names, as a tagged PDF."""
    _, found = get_both(request, system, slug, to=Permission.SEND_REPLIES)
    to = request.GET.get("to", "")
    replies = queries.list_notes(strategy=found, to=to, limit=IN_A_FILE)
    if not replies:
        messages.info(request, "There is no such note to hand on.")
        return redirect(presenters.address("notes", found))
    made = render_pdf(
        title=f"What became of what was said: {to}",
        blocks=presenters.note_blocks(replies),
        at=timezone.now(),
    )
    return _file(made, f"note-{slugify(to)[:60]}.pdf", "application/pdf")


def figures(request: Request, system: str, slug: str) -> HttpResponse:
    """Show anyone how soon everyone had their reply, and whether it answered them."""
    here, found = get_both(request, system, slug)
    return render(
        request,
        "strategy/reply_figures.jinja",
        {
            "system": here,
            "section": "strategy",
            "title": "How everyone was answered",
            "crumbs": presenters.crumbs(here.slug, found),
            "strategy": found,
            "view": presenters.present_figures(queries.get_reply_figures(strategy=found)),
        },
    )


def _file(made: bytes, name: str, content_type: str) -> HttpResponse:
    response = HttpResponse(made, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
