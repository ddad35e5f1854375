"""What is done about duties: follow them, say when they are due, and when they do not apply."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from regard.domains.governance import actions, queries
from regard.domains.governance.forms.duties import AssessmentForm, FallDueForm, WhyForm
from regard.domains.governance.permissions import Permission
from regard.domains.register import queries as register
from regard.foundation.accounts.requests import Request, sent
from regard.foundation.base.errors import NotFound, Refusal
from regard.foundation.design.words import plural_words
from regard.foundation.files.actions import keep

from .duty_asked import address, frame, get_here, get_one, lede_of, rights

if TYPE_CHECKING:
    from datetime import datetime

    from regard.domains.register.models import System
    from regard.foundation.files.models import File


@require_POST
def begin_duties(request: Request, system: str) -> HttpResponse:
    """Follow every duty for everyone who has it, and stop where they are no more."""
    here = get_here(request, system, to=Permission.OFFER_EVIDENCE)
    done = actions.begin_obligations(system=here, by=request.caller.by, at=timezone.now())
    said = f"{plural_words(done.begun, 'duty', 'duties')} followed from today."
    ended = f" {plural_words(done.ended, 'duty', 'duties')} ended." if done.ended else ""
    messages.success(request, (said if done.begun else "Everything is followed.") + ended)
    return redirect("governance:duties", system=system)


@require_http_methods(["GET", "POST"])
def duty_due(request: Request, system: str, obligation_id: int) -> HttpResponse:
    here, one = get_one(request, system, obligation_id, to=Permission.OFFER_EVIDENCE)
    form = FallDueForm(sent(request), initial={"fell_on": timezone.localdate()})
    if form.is_valid():
        with form.showing_refusals():
            actions.fall_due(
                obligation=one, **form.cleaned_data, by=request.caller.by, at=timezone.now()
            )
            messages.success(request, "Saved. It is in the calendar.")
            return redirect(address(one))
    context = frame(request, here, f"When is {one.code} due?", "duties", one=one) | {
        "lede": lede_of(one),
        "form": form,
        "label": "Save",
        "back": address(one),
    }
    return render(request, "governance/duty_form.jinja", context)


@require_http_methods(["GET", "POST"])
def close_round(request: Request, system: str, obligation_id: int, round_id: int) -> HttpResponse:
    here, one = get_one(request, system, obligation_id, to=Permission.OFFER_EVIDENCE)
    duty_round = queries.get_round(obligation=one, round_id=round_id)
    form = WhyForm(sent(request))
    if form.is_valid():
        with form.showing_refusals("why"):
            actions.close_round(
                duty_round=duty_round,
                why=form.cleaned_data["why"],
                by=request.caller.by,
                at=timezone.now(),
            )
            messages.success(request, "Nothing more is asked for it. The reason is kept.")
            return redirect(address(one))
    context = frame(request, here, f"Ask for nothing more for {one.code}?", "duties", one=one) | {
        "lede": lede_of(one),
        "form": form,
        "label": "Close it without evidence",
        "kind": "warning",
        "mind": "For example, a newer needs assessment took its place. Everyone can read why.",
        "back": address(one),
    }
    return render(request, "governance/duty_form.jinja", context)


@require_http_methods(["GET", "POST"])
def exempt_duty(request: Request, system: str, obligation_id: int) -> HttpResponse:
    here, one = get_one(request, system, obligation_id, to=Permission.OFFER_EVIDENCE)
    form = WhyForm(sent(request))
    if form.is_valid():
        with form.showing_refusals("why"):
            actions.exempt(
                obligation=one,
                why=form.cleaned_data["why"],
                by=request.caller.by,
                at=timezone.now(),
            )
            messages.success(request, "It is kept as not applying, with your reason.")
            return redirect(address(one))
    context = frame(request, here, f"Does {one.code} not apply?", "duties", one=one) | {
        "lede": lede_of(one),
        "form": form,
        "label": "It does not apply",
        "mind": "Nothing is asked for it until you say that it applies again. Everyone who sees "
        "duties can read why.",
        "back": address(one),
    }
    return render(request, "governance/duty_form.jinja", context)


@require_POST
def apply_duty(request: Request, system: str, obligation_id: int) -> HttpResponse:
    """Say that a duty applies to its holder again."""
    _, one = get_one(request, system, obligation_id, to=Permission.OFFER_EVIDENCE)
    actions.end_exemption(obligation=one, by=request.caller.by, at=timezone.now())
    messages.success(request, "It applies again.")
    return redirect(address(one))


@require_http_methods(["GET", "POST"])
def assessments(request: Request, system: str) -> HttpResponse:
    """List the needs assessments that came, and receive another."""
    here = get_here(request, system)
    may = rights(request, here)
    if request.method == "POST":
        get_here(request, system, to=Permission.OFFER_EVIDENCE)
    form = AssessmentForm(
        sent(request),
        request.FILES or None,
        councils=register.list_council_names(system=here),
    )
    if form.is_valid() and _receive(request, here, form, timezone.now()):
        return redirect("governance:assessments", system=system)
    rows = queries.list_assessments(system=here)
    context = frame(request, here, "Needs assessments received", "duties") | {
        "lede": f"{plural_words(len(rows), 'assessment')} received. Each makes the partnership "
        "consider whether to revise its strategy.",
        "rows": rows,
        "form": form if "offer" in may else None,
    }
    return render(request, "governance/assessments.jinja", context)


def _receive(request: Request, here: System, form: AssessmentForm, at: datetime) -> bool:
    """Receive what was sent, and return whether it could be."""
    data = form.cleaned_data
    try:
        made = actions.receive_assessment(
            system=here,
            received=actions.Received(
                council=register.get_council(system=here, council_id=int(data["council"])),
                title=data["title"],
                dated=data["dated"],
                received_on=data["received_on"],
                address=data["address"],
                file=keep_upload(request, here, at, "a needs assessment"),
            ),
            by=request.caller.by,
            at=at,
        )
    except NotFound:
        raise
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    due = made.rounds.count()
    messages.success(request, f"Received. {plural_words(due, 'duty', 'duties')} fell due by it.")
    return True


def keep_upload(request: Request, here: System, at: datetime, what: str) -> File | None:
    """Keep the file that was sent with a form; None where none was."""
    upload = request.FILES.get("file")
    if upload is None:
        return None
    return keep(
        chunks=upload.chunks(),
        name=upload.name or "file",
        origin=f"sent as {what}",
        scope_key=f"system:{here.pk}",
        by=request.caller.by,
        at=at,
    )
