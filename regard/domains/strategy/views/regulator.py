"""What a document's record shows the regulator: a page, a PDF and a Word document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from regard.domains.strategy import presenters, queries
from regard.domains.strategy.permissions import Permission
from regard.domains.strategy.presenters import regulator as presenting
from regard.domains.strategy.rules import regulator as rules
from regard.foundation.accounts.requests import Request
from regard.foundation.base.errors import NotFound

from .annex import KINDS
from .asked import get_both

if TYPE_CHECKING:
    from regard.domains.register.models import System
    from regard.domains.strategy.models import Strategy


@require_GET
def regulator(request: Request, system: str, slug: str) -> HttpResponse:
    here, found, lines = _read(request, system, slug)
    return render(
        request,
        "strategy/regulator.jinja",
        {
            "system": here,
            "section": "strategy",
            "title": "For the regulator",
            "lede": presenting.regulator_lede(lines),
            "crumbs": presenters.crumbs(here.slug, found),
            "strategy": found,
            "themes": presenting.by_theme(lines),
            "shown_url": presenting.shown_url,
            "beyond": presenting.BEYOND,
            "framework": rules.read_framework(),
            "how_checked": presenting.how_checked(rules.read_framework()),
        },
    )


@require_GET
def regulator_file(request: Request, system: str, slug: str, kind: str) -> HttpResponse:
    _, found, lines = _read(request, system, slug)
    if kind not in KINDS:
        raise NotFound("There is no file of this kind")
    make, content_type = KINDS[kind]
    blocks = presenting.regulator_blocks(found, rules.read_framework(), lines)
    made = make(title="For the regulator", blocks=blocks, at=timezone.now())
    name = f"regulator-{found.slug}-{found.number}.{kind}"
    return HttpResponse(
        made,
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _read(request: Request, system: str, slug: str) -> tuple[System, Strategy, list[rules.Line]]:
    """Return the newest published version, with every statement and what bears on it."""
    here, found = get_both(request, system, slug, to=Permission.MAKE_BUNDLE)
    published = queries.find_published(strategy=found)
    if published is None:
        raise NotFound("What is shown to the regulator is made of what is published")
    facts = queries.get_regulator_facts(strategy=published, on=timezone.localdate())
    return here, published, rules.list_lines(rules.read_framework().statements, facts)
