"""Promises: the public list, one promise, and the forms by which they are followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from regard.domains.register import queries as register
from regard.domains.strategy import actions, presenters, queries
from regard.domains.strategy.actions import Report
from regard.domains.strategy.forms.commitments import ReportForm, StepForm
from regard.domains.strategy.permissions import Permission
from regard.domains.strategy.presenters.commitments import (
    CSV_HEADER,
    commitment_lede,
    commitments_csv,
    commitments_lede,
    count_standings,
    present_commitments,
    report_lede,
)
from regard.domains.strategy.types import CommitmentState, Standing, StrategyStage
from regard.foundation.accounts.requests import Request
from regard.foundation.authority import is_allowed
from regard.foundation.files import actions as files
from regard.foundation.files import streams

if TYPE_CHECKING:
    from regard.domains.register.models import System
    from regard.domains.strategy.models import Commitment


@require_GET
def commitments(request: Request, system: str) -> HttpResponse:
    """Show what was promised, which `?standing=` narrows."""
    here = register.get_system(slug=system, caller=request.caller)
    today = timezone.localdate()
    views = present_commitments(queries.list_commitments(system=here, today=today), today)
    wanted = {each.value: each for each in Standing}.get(request.GET.get("standing", ""))
    context = {
        "system": here,
        "section": "strategy",
        "title": "What we promised, and how it goes",
        "lede": commitments_lede(views),
        "crumbs": presenters.crumbs(here.slug),
        "views": [each for each in views if wanted in {None, each.standing}],
        "standings": count_standings(views),
        "wanted": wanted,
        "all": len(views),
    }
    return render(request, "strategy/commitments.jinja", context)


@require_GET
def commitments_file(request: Request, system: str) -> HttpResponseBase:
    here = register.get_system(slug=system, caller=request.caller)
    today = timezone.localdate()
    views = present_commitments(queries.list_commitments(system=here, today=today), today)
    return streams.answer(
        "csv",
        name="commitments",
        sheet="Commitments",
        header=CSV_HEADER,
        rows=commitments_csv(views),
    )


@require_GET
def commitment(request: Request, system: str, number: int) -> HttpResponse:
    here, found = _get(request, system, number)
    return _page(request, here, found, StepForm())


@require_http_methods(["GET", "POST"])
def report_commitment(request: Request, system: str, number: int) -> HttpResponse:
    here, found = _get(request, system, number, to=Permission.FOLLOW_COMMITMENTS)
    is_sent = request.method == "POST"
    form = ReportForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        initial={"state": found.state},
    )
    if form.is_valid():
        with form.showing_refusals():
            actions.report_on_commitment(
                commitment=found,
                report=_report(request, here, form),
                by=request.caller.by,
                at=timezone.now(),
            )
            messages.success(request, "Kept. Whoever follows this sees it now.")
            return redirect("strategy:commitment", system=here.slug, number=number)
    context = {
        "system": here,
        "section": "strategy",
        "title": f"How far has C{number} come?",
        "lede": report_lede(found.words, asked=len(queries.list_askers(commitment=found))),
        "crumbs": _crumbs(here, found),
        "form": form,
        "label": "Report",
        "back": _address(here, found),
    }
    return render(request, "form_page.jinja", context)


@require_POST
def add_step(request: Request, system: str, number: int) -> HttpResponse:
    here, found = _get(request, system, number, to=Permission.FOLLOW_COMMITMENTS)
    form = StepForm(request.POST)
    if form.is_valid():
        with form.showing_refusals():
            actions.add_step(
                commitment=found, by=request.caller.by, at=timezone.now(), **form.cleaned_data
            )
            messages.success(request, "The step is added.")
            return redirect("strategy:commitment", system=here.slug, number=number)
    return _page(request, here, found, form)


@require_POST
def mark_step(request: Request, system: str, number: int) -> HttpResponse:
    """Say that a step was done today, or is not done after all."""
    here, found = _get(request, system, number, to=Permission.FOLLOW_COMMITMENTS)
    step, _, is_done = request.POST.get("step", "").partition(":")
    if step.isascii() and step.isdigit() and len(step) < 16:
        actions.mark_step(
            commitment=found,
            milestone_id=int(step),
            done_on=timezone.localdate() if is_done == "done" else None,
            by=request.caller.by,
            at=timezone.now(),
        )
    return redirect("strategy:commitment", system=here.slug, number=number)


@require_GET
def commitment_evidence(
    request: Request, system: str, number: int, file_id: int
) -> HttpResponseBase:
    """Send a file that shows how a promise goes."""
    _, found = _get(request, system, number)
    file = queries.get_evidence_file(commitment=found, file_id=file_id)
    return FileResponse(file.path.open("rb"), as_attachment=True, filename=file.name)


def _get(
    request: Request, system: str, number: int, *, to: Permission | None = None
) -> tuple[System, Commitment]:
    here = register.get_system(slug=system, caller=request.caller)
    return here, queries.get_commitment(system=here, number=number, caller=request.caller, to=to)


def _page(request: Request, here: System, found: Commitment, form: StepForm) -> HttpResponse:
    today = timezone.localdate()
    row = queries.as_commitment_row(commitment=found)
    [view] = present_commitments([row], today)
    is_draft = found.strategy.stage == StrategyStage.DRAFT
    may = is_allowed(request.caller, Permission.FOLLOW_COMMITMENTS, found)
    context = {
        "system": here,
        "section": "strategy",
        "title": f"{row.ref} {row.words}",
        "lede": commitment_lede(view),
        "crumbs": _crumbs(here, found)[:-1],
        "view": view,
        "row": row,
        "is_draft": is_draft,
        "asked": len(queries.list_askers(commitment=found)),
        "steps": queries.list_steps(commitment=found),
        "updates": queries.list_updates(commitment=found),
        "today": today,
        "may_follow": may and not is_draft,
        "may_step": may and not row.ended_on,
        "form": form,
    }
    return render(request, "strategy/commitment.jinja", context)


def _report(request: Request, here: System, form: ReportForm) -> Report:
    data = form.cleaned_data
    file = None
    if data["file"]:
        file = files.keep(
            chunks=data["file"].chunks(),
            name=str(data["file"].name),
            origin="Evidence of a promise",
            scope_key=f"system:{here.pk}",
            by=request.caller.by,
            at=timezone.now(),
        )
    return Report(
        state=CommitmentState(data["state"]),
        words=data["words"],
        evidence=data["evidence"],
        evidence_url=data["evidence_url"],
        file=file,
    )


def _address(here: System, found: Commitment) -> str:
    return reverse("strategy:commitment", kwargs={"system": here.slug, "number": found.number})


def _crumbs(here: System, found: Commitment) -> list[tuple[str, str]]:
    return [
        *presenters.crumbs(here.slug),
        ("What we promised", reverse("strategy:commitments", args=[here.slug])),
        (f"C{found.number}", _address(here, found)),
    ]
