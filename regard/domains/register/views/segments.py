"""Saved searches: save, list, open, rename, delete."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from regard.domains.register import actions, presenters, queries
from regard.domains.register.forms import SegmentForm, read_criteria
from regard.domains.register.permissions import Permission
from regard.foundation.accounts.requests import Request

if TYPE_CHECKING:
    from regard.domains.register.models import System


@require_http_methods(["GET", "POST"])
def segments(request: Request, system: str) -> HttpResponse:
    """List what was saved. A post saves the search that the address says, under a name."""
    found = _system(request, system)
    criteria = read_criteria(request.GET)
    form = SegmentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_segment(
                system=found,
                name=form.cleaned_data["name"],
                criteria=criteria,
                by=request.caller.by,
                at=timezone.now(),
            )
        except actions.CannotSaveSegment as refusal:
            form.add_error("name", str(refusal))
        else:
            return redirect("register:segments", system=system)
    rows = [
        (segment, queries.count_audience(system=found, criteria=segment.criteria))
        for segment in queries.list_segments(system=found, caller=request.caller)
    ]
    context = _context(request, found, "Saved searches") | {
        "rows": [
            (
                segment,
                count,
                presenters.address_of("services", found, presenters.query_of(segment.criteria)),
            )
            for segment, count in rows
        ],
        "form": form if request.method == "POST" else None,
        "query": presenters.query_of(criteria),
        "crumbs": [("Services", reverse("register:services", kwargs={"system": system}))],
    }
    return render(request, "register/segments.jinja", context)


@require_GET
def segment(request: Request, system: str, slug: str) -> HttpResponse:
    """Open a saved search in the finder."""
    found = _system(request, system)
    saved = queries.get_segment(system=found, slug=slug, caller=request.caller)
    return redirect(presenters.address_of("services", found, presenters.query_of(saved.criteria)))


@require_http_methods(["GET", "POST"])
def rename_segment(request: Request, system: str, slug: str) -> HttpResponse:
    found = _system(request, system)
    saved = queries.get_segment(system=found, slug=slug, caller=request.caller)
    form = SegmentForm(request.POST or None, initial={"name": saved.name})
    if request.method == "POST" and form.is_valid():
        try:
            actions.rename_segment(
                system=found,
                slug=slug,
                name=form.cleaned_data["name"],
                by=request.caller.by,
                at=timezone.now(),
            )
        except actions.CannotSaveSegment as refusal:
            form.add_error("name", str(refusal))
        else:
            return redirect("register:segments", system=system)
    back = reverse("register:segments", kwargs={"system": system})
    context = _context(request, found, f"Rename “{saved.name}”") | {
        "form": form,
        "back": back,
        "crumbs": [("Saved searches", back)],
    }
    return render(request, "register/segment_rename.jinja", context)


@require_POST
def delete_segment(request: Request, system: str, slug: str) -> HttpResponse:
    found = _system(request, system)
    actions.delete_segment(system=found, slug=slug, by=request.caller.by, at=timezone.now())
    return redirect("register:segments", system=system)


def _system(request: Request, slug: str) -> "System":
    return queries.get_system(slug=slug, caller=request.caller, to=Permission.EDIT_SEGMENTS)


def _context(request: Request, system: "System", title: str) -> dict[str, object]:
    return {
        "system": system,
        "section": "register",
        "title": title,
        "parts": presenters.list_parts(system=system, caller=request.caller),
    }
