"""The pages on which a document from elsewhere becomes passages."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from regard.domains.strategy import actions, presenters, queries
from regard.domains.strategy.forms.documents import BringForm, BroughtForm
from regard.domains.strategy.permissions import Permission
from regard.domains.strategy.presenters.bringing import brought_lede, present_steps
from regard.domains.strategy.rules.outlines import Fate
from regard.foundation.accounts.requests import Request, sent
from regard.foundation.base.errors import Refusal

from .asked import get_both

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regard.domains.strategy.rules.outlines import Step


def bring(request: Request, system: str, slug: str) -> HttpResponse:
    here, found = get_both(request, system, slug, to=Permission.WRITE)
    form = BringForm(sent(request), request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        with form.showing_refusals("file"):
            kept = actions.keep_document(
                strategy=found,
                name=file.name,
                chunks=file.chunks(),
                by=request.caller.by,
                at=timezone.now(),
            )
            queries.read_brought(file=kept)
            return redirect("strategy:bring_preview", system=here.slug, slug=slug, file_id=kept.pk)
    return render(
        request,
        "strategy/bring.jinja",
        {
            "system": here,
            "section": "strategy",
            "title": "Bring in a document",
            "lede": "Its headings become passages. You see first what would change.",
            "crumbs": [
                *presenters.crumbs(here.slug, found),
                ("Write", presenters.address("write", found)),
            ],
            "strategy": found,
            "form": form,
        },
    )


def bring_preview(request: Request, system: str, slug: str, file_id: int) -> HttpResponse:
    """Show what a kept document would add and change, then do it."""
    here, found = get_both(request, system, slug, to=Permission.WRITE)
    file = queries.get_brought_file(strategy=found, file_id=file_id)
    outline = queries.read_brought(file=file)
    steps = queries.plan_of(strategy=found, outline=outline)
    mark = _mark(steps)
    form = BroughtForm(sent(request))
    if form.is_valid():
        with form.showing_refusals():
            if request.POST.get("mark") != mark:
                raise Refusal("Somebody changed the draft meanwhile. Look at this once more.")
            counts = actions.bring_in(
                strategy=found,
                outline=outline,
                because=form.cleaned_data["because"],
                by=request.caller.by,
                at=timezone.now(),
            )
            done = f"{counts[Fate.ADD]:,} added, {counts[Fate.CHANGE]:,} changed."
            messages.success(request, f"Brought in: {done}")
            return redirect("strategy:write", system=here.slug, slug=slug)
    return render(
        request,
        "strategy/bring_preview.jinja",
        {
            "system": here,
            "section": "strategy",
            "title": f"What {file.name} would do",
            "lede": brought_lede(steps),
            "crumbs": [
                *presenters.crumbs(here.slug, found),
                ("Write", presenters.address("write", found)),
            ],
            "strategy": found,
            "outline": outline,
            "steps": present_steps(steps),
            "form": form,
            "mark": mark,
            "can_bring": any(step.fate is not Fate.SAME for step in steps),
        },
    )


def _mark(steps: Sequence[Step]) -> str:
    """Return what tells whether the draft is still as it was when this was shown."""
    said = "\n".join(repr((step.fate.value, step.here)) for step in steps)
    return sha256(said.encode("utf-8", "replace")).hexdigest()
