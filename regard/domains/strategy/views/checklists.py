"""What the law and guidance want to see in a document, and what it has."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from regard.domains.strategy import actions, presenters, queries
from regard.domains.strategy.forms.documents import TemplateForm
from regard.domains.strategy.permissions import Permission
from regard.domains.strategy.rules import templates
from regard.domains.strategy.types import DocumentKind
from regard.foundation.accounts.requests import Request, sent

from .asked import get_both


def checklist(request: Request, system: str, slug: str) -> HttpResponse:
    here, found = get_both(request, system, slug, to=Permission.WRITE)
    checks = queries.check_template(strategy=found)
    unbegun = [each for each in checks if not each.written and not each.empty]
    form = TemplateForm(sent(request), missing=unbegun)
    if form.is_valid():
        with form.showing_refusals():
            made = actions.add_sections(
                strategy=found,
                keys=form.cleaned_data["parts"],
                by=request.caller.by,
                at=timezone.now(),
            )
            what = "1 passage is" if len(made) == 1 else f"{len(made):,} passages are"
            messages.success(request, f"{what} added, to be written.")
            return redirect("strategy:write", system=here.slug, slug=slug)
    kind = DocumentKind(found.kind)
    return render(
        request,
        "strategy/checklist.jinja",
        {
            "system": here,
            "section": "strategy",
            "title": "What it should contain",
            "lede": presenters.checklist_lede(kind, checks),
            "crumbs": [
                *presenters.crumbs(here.slug, found),
                ("Write", presenters.address("write", found)),
            ],
            "strategy": found,
            "kind": kind,
            "checks": checks,
            "sources": templates.list_sources(kind),
            "unbegun": unbegun,
            "form": form,
        },
    )
