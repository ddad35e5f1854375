"""The pages on which passages are moved, taken out and numbered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from regard.domains.strategy import actions, presenters, queries
from regard.domains.strategy.forms.documents import PlaceForm, RemoveForm
from regard.domains.strategy.permissions import Permission
from regard.domains.strategy.rules import trees
from regard.foundation.accounts.requests import Request, sent

from .asked import get_both

if TYPE_CHECKING:
    from regard.domains.strategy.models import Strategy

STEPS = {"up": -1, "down": 1}


@require_POST
def move_passage(request: Request, system: str, slug: str, ref: str) -> HttpResponse:
    """Move a passage one place: up, down, in under the one before, or out."""
    _, found = get_both(request, system, slug, to=Permission.WRITE)
    part = queries.find_passage_in(strategy=found, name=ref)
    to = request.POST.get("to", "down")
    try:
        if to == "in":
            actions.indent_passage(
                strategy=found, ref=part.key, by=request.caller.by, at=timezone.now()
            )
        elif to == "out":
            actions.outdent_passage(
                strategy=found, ref=part.key, by=request.caller.by, at=timezone.now()
            )
        else:
            actions.move_passage(
                strategy=found,
                ref=part.key,
                places=STEPS.get(to, 1),
                by=request.caller.by,
                at=timezone.now(),
            )
    except actions.CannotMove as refusal:
        messages.error(request, f"{refusal}.")
    return _back(found, part.key)


@require_POST
def remove_passage(request: Request, system: str, slug: str, ref: str) -> HttpResponse:
    _, found = get_both(request, system, slug, to=Permission.WRITE)
    part = queries.find_passage_in(strategy=found, name=ref)
    try:
        actions.remove_passage(
            strategy=found,
            ref=part.key,
            why=request.POST.get("why", "")[:500],
            by=request.caller.by,
            at=timezone.now(),
        )
    except actions.CannotRemove as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Passage {part.ref} is removed. Its last words are kept.")
    return redirect("strategy:write", system=found.system.slug, slug=slug)


def place_passage(request: Request, system: str, slug: str, ref: str) -> HttpResponse:
    """Put a passage anywhere, or take it out."""
    here, found = get_both(request, system, slug, to=Permission.WRITE)
    part = queries.find_passage_in(strategy=found, name=ref)
    outline = queries.list_outline(strategy=found)
    tree = [trees.Node(line.key, line.parent) for line in outline]
    form = PlaceForm(sent(request), outline=outline, family=trees.below(tree, part.key))
    if form.is_valid():
        with form.showing_refusals("where"):
            actions.place_passage(
                strategy=found,
                ref=part.key,
                place=form.place(),
                by=request.caller.by,
                at=timezone.now(),
            )
            messages.success(request, f"Passage {part.ref} is moved.")
            return _back(found, part.key)
    return render(
        request,
        "strategy/place.jinja",
        {
            "system": here,
            "section": "strategy",
            "title": f"Move {part.ref} {part.heading}, or take it out",
            "crumbs": [
                *presenters.crumbs(here.slug, found),
                ("Write", presenters.address("write", found)),
            ],
            "strategy": found,
            "passage": part,
            "form": form,
            "remove_form": RemoveForm(),
        },
    )


def renumber(request: Request, system: str, slug: str) -> HttpResponse:
    """Show what numbering by place would change, then do it."""
    here, found = get_both(request, system, slug, to=Permission.WRITE)
    if request.method == "POST":
        changed = actions.renumber_passages(
            strategy=found, by=request.caller.by, at=timezone.now()
        )
        what = "1 passage has" if changed == 1 else f"{changed:,} passages have"
        messages.success(request, f"{what} another number now.")
        return redirect("strategy:write", system=here.slug, slug=slug)
    preview = queries.preview_numbers(strategy=found)
    return render(
        request,
        "strategy/renumber.jinja",
        {
            "system": here,
            "section": "strategy",
            "title": "Number the passages by where they stand",
            "lede": presenters.renumber_lede(preview),
            "crumbs": [
                *presenters.crumbs(here.slug, found),
                ("Write", presenters.address("write", found)),
            ],
            "strategy": found,
            "preview": preview,
        },
    )


def _back(strategy: Strategy, key: str) -> HttpResponse:
    first = queries.page_of(strategy=strategy, key=key)
    return redirect(f"{presenters.address('write', strategy)}?after={first}#{key}")
