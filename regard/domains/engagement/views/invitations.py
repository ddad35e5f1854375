"""Asking the audience: how far it has come, reminders, links and letters."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from regard.domains.engagement import actions, presenters, queries, rules
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.presenters.paper import in_letter
from regard.domains.engagement.rules.asked_parts import asked_about, named_parts
from regard.domains.engagement.rules.letters import LINK, in_one_line
from regard.domains.engagement.rules.timetable import reason_not_to_write
from regard.domains.engagement.types import InvitationFilter, Stage
from regard.foundation.accounts.requests import Request

from .finding import address, below, find_exercise

PAGE = 50
SHEETS = 100
"""Letters on one page: as many as a browser prints without trouble."""

UNREACHABLE_SHOWN = 20


@require_GET
def invitations(request: Request, system: str, slug: str) -> HttpResponse:
    found = find_exercise(request, system, slug, to=Permission.RUN_EXERCISES)
    which = _filter(request.GET.get("which", ""))
    after = request.GET.get("after", "")
    counts = queries.count_invitations(exercise=found)
    rows = queries.list_invitations(
        exercise=found, which=which, after=_number(after), limit=PAGE + 1
    )
    refusal = rules.reason_not_to_invite(
        stage=Stage(found.stage), closes_on=found.closes_on, today=timezone.localdate()
    ) or reason_not_to_write(paused_on=found.paused_on)
    here = address("invitations", found)
    context = below(found, title="Who is asked") | {
        "counts": counts,
        "figures": presenters.invitation_figures(counts),
        "lede": presenters.invitation_lede(counts),
        "next": None if refusal else presenters.next_invitation(found, counts),
        "refusal": refusal,
        "rows": rows[:PAGE],
        "which": which,
        "filters": list(InvitationFilter),
        "here": here,
        "unreachable": queries.list_unreachable(exercise=found, limit=UNREACHABLE_SHOWN)
        if counts.asked and counts.not_asked
        else [],
        "preview": rules.invitation_email(
            queries.ask_of(found), service="Ashgrove House", greeting=""
        ),
        "link_words": LINK,
        "next_url": f"{here}?which={which}&after={rows[PAGE - 1].invitation_id}"
        if len(rows) > PAGE
        else None,
        "first_url": f"{here}?which={which}" if after else None,
    }
    return render(request, "engagement/invitations.jinja", context)


@require_POST
def send_invitations(request: Request, system: str, slug: str) -> HttpResponse:
    found = find_exercise(request, system, slug, to=Permission.RUN_EXERCISES)
    job = actions.send_invitations(exercise=found, by=request.caller.by, at=timezone.now())
    return redirect("jobs:job", job_id=job.pk)


@require_POST
def send_reminders(request: Request, system: str, slug: str) -> HttpResponse:
    found = find_exercise(request, system, slug, to=Permission.RUN_EXERCISES)
    job = actions.send_reminders(exercise=found, by=request.caller.by, at=timezone.now())
    return redirect("jobs:job", job_id=job.pk)


@require_POST
def renew_link(request: Request, system: str, slug: str, invitation_id: int) -> HttpResponse:
    found = find_exercise(request, system, slug, to=Permission.RUN_EXERCISES)
    invitation = queries.get_invitation(exercise=found, invitation_id=invitation_id)
    renewed = actions.renew_link(invitation=invitation, by=request.caller.by, at=timezone.now())
    words = (
        f"A new link is ready for {renewed.to}. It goes out when you press send."
        if renewed.to
        else "A new link is ready. Its letter is on the page of letters."
    )
    messages.success(request, words)
    return redirect(address("invitations", found))


@require_POST
def revoke_link(request: Request, system: str, slug: str, invitation_id: int) -> HttpResponse:
    found = find_exercise(request, system, slug, to=Permission.RUN_EXERCISES)
    invitation = queries.get_invitation(exercise=found, invitation_id=invitation_id)
    actions.revoke_link(invitation=invitation, by=request.caller.by, at=timezone.now())
    messages.success(request, "The link is withdrawn. It opens nothing any more.")
    return redirect(address("invitations", found))


@require_http_methods(["GET", "POST"])
def letters(request: Request, system: str, slug: str) -> HttpResponse:
    """Print one letter a sheet; then say that they are posted."""
    found = find_exercise(request, system, slug, to=Permission.RUN_EXERCISES)
    if request.method == "POST":
        ids = [_number(value) for value in request.POST.getlist("invitation")[:SHEETS]]
        how_many = actions.mark_printed(
            exercise=found, invitation_ids=ids, by=request.caller.by, at=timezone.now()
        )
        messages.success(request, f"{how_many} letters are noted as posted.")
        return redirect(address("letters", found))
    is_printed = "printed" in request.GET
    after = request.GET.get("after", "")
    rows = queries.list_letters(
        exercise=found, is_printed=is_printed, after=_number(after), limit=SHEETS + 1
    )
    ids = [invitation.pk for invitation, _ in rows]
    counts = queries.count_invitations(exercise=found)
    here = address("letters", found)
    sheets = presenters.letters(
        rows[:SHEETS],
        urls=queries.list_answer_urls(invitation_ids=ids),
        codes=queries.list_codes(invitation_ids=ids),
    )
    printed = "&printed" if is_printed else ""
    context = below(found, title="Letters to those without email") | {
        "letters": sheets,
        "counts": counts,
        "is_printed": is_printed,
        "ask": (ask := queries.ask_of(found)),
        "ask_address": in_one_line(ask.address),
        "asked_about": asked_about(ask.parts),
        "named_parts": named_parts(ask.parts),
        "questions": in_letter(queries.list_questions(exercise=found)),
        "type_at": f"{settings.PUBLIC_ADDRESS}{reverse('engagement:type_code')}",
        "here": here,
        "next_url": f"{here}?after={ids[SHEETS - 1]}{printed}" if len(rows) > SHEETS else None,
        "first_url": f"{here}?{printed.strip('&')}" if after else None,
    }
    return render(request, "engagement/letters.jinja", context)


def _filter(value: str) -> InvitationFilter:
    return InvitationFilter(value) if value in set(InvitationFilter) else InvitationFilter.ALL


def _number(value: str) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else 0
