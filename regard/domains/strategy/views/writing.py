"""The pages on which a strategy is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify

from regard.domains.engagement import queries as engagement
from regard.domains.engagement.types import Stage
from regard.domains.governance import queries as governance
from regard.domains.register import queries as register
from regard.domains.strategy import actions, presenters, queries
from regard.domains.strategy.forms.writing import StrategyForm
from regard.domains.strategy.permissions import Permission
from regard.domains.strategy.presenters.reviews import beside_passages
from regard.domains.strategy.queries.writing import Line
from regard.foundation.accounts.requests import Request, sent

from .asked import get_both, read_after

if TYPE_CHECKING:
    from collections.abc import Collection

    from regard.domains.register.models import System
    from regard.domains.strategy.models import Strategy
    from regard.domains.strategy.presenters.reviews import BesidePassage

SHOWN_BESIDE = 3
"""Comments shown beside a passage where it is written; its own page has all."""


class PageOfPassages(TypedDict):
    """What the writer's page shows of a draft; see `_page_of_passages`."""

    passages: list[Line]
    texts: dict[str, tuple[str, str]]
    is_more: bool
    first: int
    page_size: int
    how_many: int
    parts: list[tuple[int, Line]]


def new_strategy(request: Request, system: str) -> HttpResponse:
    here = register.get_system(slug=system, caller=request.caller, to=Permission.WRITE)
    asked = engagement.list_exercises(system=here, caller=request.caller)
    closed_first = sorted(asked, key=lambda row: row.stage is not Stage.CLOSED)
    form = StrategyForm(
        sent(request),
        exercises=[r for r in closed_first if r.stage in {Stage.OPEN, Stage.CLOSED}],
        bodies=_bodies(here),
    )
    if form.is_valid():
        with form.showing_refusals():
            made = actions.create_strategy(
                system=here,
                slug=slugify(form.cleaned_data["title"])[:50].strip("-"),
                title=form.cleaned_data["title"],
                exercise_ids=form.exercise_ids(),
                about=form.about(),
                by=request.caller.by,
                at=timezone.now(),
            )
            return redirect("strategy:write", system=here.slug, slug=made.slug)
    return render(
        request,
        "strategy/edit.jinja",
        {
            "system": here,
            "section": "strategy",
            "title": "Begin a strategy",
            "lede": "It answers what people said in one exercise or several.",
            "crumbs": presenters.crumbs(here.slug),
            "form": form,
            "is_new": True,
        },
    )


def write(request: Request, system: str, slug: str) -> HttpResponse:
    here, found = get_both(request, system, slug, to=Permission.WRITE)
    status = queries.get_status(strategy=found)
    page = _page_of_passages(request, found)
    return render(
        request,
        "strategy/write.jinja",
        {
            "system": here,
            "section": "strategy",
            "title": f"Write: {found.title}",
            "lede": presenters.describe_progress(status),
            "crumbs": presenters.crumbs(here.slug, found),
            "strategy": found,
            "status": status,
            **page,
            "said": _comments_beside(request, found, page["texts"]),
            "exercises": queries.list_exercises(strategy=found),
            "may": queries.get_rights(strategy=found, caller=request.caller),
        },
    )


def _comments_beside(
    request: Request, found: Strategy, keys: Collection[str]
) -> dict[str, BesidePassage]:
    """Return what people said on these passages in reviews, for a writer who may read it."""
    counts = queries.count_comments(strategy=found, keys=list(keys))
    if not counts or not queries.may_read_words(strategy=found, caller=request.caller):
        return {}
    comments = queries.list_comments(
        strategy=found,
        keys=counts,
        shows_who=queries.check_reader(strategy=found, caller=request.caller),
        each=SHOWN_BESIDE,
    )
    return beside_passages(found, counts=counts, comments=comments)


def _page_of_passages(request: Request, found: Strategy) -> PageOfPassages:
    """Return the passages of a page, how deep each stands, and where each part begins."""
    outline = queries.list_outline(strategy=found)
    first = min(read_after(request) or 0, len(outline))
    shown = outline[first : first + queries.PAGE]
    texts = queries.list_texts(strategy=found, keys=[line.key for line in shown])
    return {
        "passages": shown,
        "texts": texts,
        "is_more": first + queries.PAGE < len(outline),
        "first": first,
        "page_size": queries.PAGE,
        "how_many": len(outline),
        "parts": [
            (place // queries.PAGE * queries.PAGE, line)
            for place, line in enumerate(outline)
            if not line.depth
        ],
    }


def edit_strategy(request: Request, system: str, slug: str) -> HttpResponse:
    here, found = get_both(request, system, slug, to=Permission.WRITE)
    ours = queries.list_exercises(strategy=found)
    mine = {row.exercise_id for row in ours}
    others = [
        row
        for row in engagement.list_exercises(system=here, caller=request.caller)
        if row.stage in {Stage.OPEN, Stage.CLOSED} and row.exercise_id not in mine
    ]
    form = StrategyForm(
        sent(request),
        exercises=[*ours, *others],
        bodies=_bodies(here),
        needs_exercise=found.number == 1,
        initial={
            "kind": found.kind,
            "body": str(found.body_id or ""),
            "begins_on": found.begins_on,
            "ends_on": found.ends_on,
            "title": found.title,
            "introduction": found.introduction,
            "exercises": [str(number) for number in mine],
        },
    )
    if form.is_valid():
        with form.showing_refusals():
            actions.edit_strategy(
                strategy=found,
                title=form.cleaned_data["title"],
                introduction=form.cleaned_data["introduction"],
                exercise_ids=form.exercise_ids(),
                about=form.about(),
                by=request.caller.by,
                at=timezone.now(),
            )
            messages.success(request, "Saved.")
            return redirect("strategy:write", system=here.slug, slug=slug)
    return render(
        request,
        "strategy/edit.jinja",
        {
            "system": here,
            "section": "strategy",
            "title": "What it is called and what it answers",
            "crumbs": presenters.crumbs(here.slug, found),
            "strategy": found,
            "form": form,
        },
    )


def _bodies(system: System) -> list[tuple[int, str]]:
    rows = governance.list_bodies(system=system, on=timezone.localdate())
    return [(row.body_id, row.name) for row in rows]
