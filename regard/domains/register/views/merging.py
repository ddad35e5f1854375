"""Keep the register tidy: what may be one, what is said to be wrong, and what was merged."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from regard.domains.register import actions, presenters, queries
from regard.domains.register.forms import ReasonForm
from regard.domains.register.permissions import Permission
from regard.foundation.accounts.requests import Request
from regard.foundation.authority import is_allowed

if TYPE_CHECKING:
    from regard.domains.register.models import Location, Organisation, System


@require_GET
def upkeep(request: Request, system: str) -> HttpResponse:
    """Show what a person has to look at: likely duplicates, corrections, merges."""
    found = queries.get_system(slug=system, caller=request.caller, to=Permission.EDIT_SERVICES)
    alike = queries.list_alike_locations(system=found, caller=request.caller)
    providers = queries.list_alike_organisations(system=found, caller=request.caller)
    corrections = queries.list_open_corrections(system=found, caller=request.caller)
    context = _page(found, "What the register needs from us") | {
        "lede": presenters.upkeep_lede(len(alike), len(providers), len(corrections)),
        "crumbs": [],
        "parts": presenters.list_parts(system=found, caller=request.caller),
        "alike": alike,
        "providers": providers,
        "corrections": [presenters.correction_row(each) for each in corrections],
        "merges": [
            presenters.merge_row(each)
            for each in queries.list_merges(system=found, caller=request.caller)
        ],
        "may_merge": is_allowed(request.caller, Permission.MERGE, found),
    }
    return render(request, "register/upkeep.jinja", context)


@require_http_methods(["GET", "POST"])
def merge(request: Request, system: str, location_id: int, other_location_id: int) -> HttpResponse:
    """Show two locations side by side with all that points at them, and merge them."""
    found = queries.get_system(slug=system, caller=request.caller, to=Permission.MERGE)
    kept, merged = (
        queries.get_location(system=found, location_id=number, caller=request.caller)
        for number in (location_id, other_location_id)
    )
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and "two" in request.POST:
        actions.tell_apart(one=kept, other=merged, by=request.caller.by, at=timezone.now())
        messages.success(request, "Kept as two. You are not asked about them again.")
        return redirect("register:upkeep", system=system)
    if request.method == "POST" and form.is_valid():
        done = actions.merge_locations(
            kept=kept,
            merged=merged,
            reason=form.cleaned_data["reason"],
            by=request.caller.by,
            at=timezone.now(),
        )
        return _merged(request, system, done.pk)
    sides = presenters.location_sides(kept, merged)
    return _compare(request, found, kept, merged, form, sides)


@require_http_methods(["GET", "POST"])
def merge_providers(
    request: Request, system: str, organisation_id: int, other_organisation_id: int
) -> HttpResponse:
    """Show two providers side by side with all that points at them, and merge them."""
    found = queries.get_system(slug=system, caller=request.caller, to=Permission.MERGE)
    kept, merged = (
        queries.get_organisation_here(system=found, organisation_id=number)
        for number in (organisation_id, other_organisation_id)
    )
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and "two" in request.POST:
        actions.tell_apart(one=kept, other=merged, by=request.caller.by, at=timezone.now())
        messages.success(request, "Kept as two. You are not asked about them again.")
        return redirect("register:upkeep", system=system)
    if request.method == "POST" and form.is_valid():
        queries.require_whole_provider(system=found, organisation=merged)
        done = actions.merge_organisations(
            kept=kept,
            merged=merged,
            reason=form.cleaned_data["reason"],
            by=request.caller.by,
            at=timezone.now(),
        )
        return _merged(request, system, done.pk)
    sides = presenters.organisation_sides(kept, merged)
    return _compare(request, found, kept, merged, form, sides)


@require_http_methods(["GET", "POST"])
def merged(request: Request, system: str, merge_id: int) -> HttpResponse:
    """Show what a merge did, and undo it."""
    found = queries.get_system(slug=system, caller=request.caller, to=Permission.MERGE)
    done = queries.get_merge(system=found, merge_id=merge_id, caller=request.caller)
    if request.method == "POST":
        actions.part(merge=done, by=request.caller.by, at=timezone.now())
        messages.success(request, "The two are two again, as they were.")
        return redirect("register:merged", system=system, merge_id=done.pk)
    reasons = [] if done.undone_at else actions.list_reasons_not_to_part(merge=done)
    row = presenters.merge_row(done)
    context = _page(found, f"{row.merged} became {row.kept}") | {
        "lede": f"Merged on {row.on}, because: {done.reason}",
        "row": row,
        "merge": done,
        "moves": presenters.moves_of(done),
        "taken": presenters.taken_of(done),
        "reasons": reasons,
    }
    return render(request, "register/merged.jinja", context)


def _compare(
    request: Request,
    system: "System",
    kept: "Location | Organisation",
    merged: "Location | Organisation",
    form: ReasonForm,
    sides: presenters.Sides,
) -> HttpResponse:
    refusal = ""
    planned: list[presenters.Planned] = []
    try:
        planned = actions.plan_merge(kept=kept, merged=merged)
    except actions.CannotMerge as reason:
        refusal = str(reason)
    context = _page(system, "Are these two one?") | {
        "lede": f"If you say so, {merged.name} becomes part of {kept.name}. It can be undone.",
        "kept": kept,
        "merged": merged,
        "form": form,
        "sides": sides,
        "planned": planned,
        "refusal": refusal,
    }
    return render(request, "register/merge.jinja", context)


def _merged(request: Request, system: str, merge_id: int) -> HttpResponse:
    messages.success(request, "Merged. What pointed at the two is listed here.")
    return redirect("register:merged", system=system, merge_id=merge_id)


def _page(system: "System", title: str) -> dict[str, object]:
    here = {"system": system.slug}
    return {
        "system": system,
        "section": "register",
        "title": title,
        "crumbs": [
            ("Register", reverse("register:services", kwargs=here)),
            ("Upkeep", reverse("register:upkeep", kwargs=here)),
        ],
    }
