"""The pages that anyone may read once a strategy is published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from regard.domains.register import queries as register
from regard.domains.strategy import presenters, queries, rules
from regard.domains.strategy.permissions import Permission
from regard.domains.strategy.presenters.commitments import present_commitments
from regard.domains.strategy.presenters.regard import EFFECT_TAGS
from regard.domains.strategy.types import OutcomeKind, StrategyStage
from regard.foundation.accounts.requests import Request
from regard.foundation.authority import is_allowed

from .asked import get_both, read_after, read_kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regard.domains.strategy.models import Passage, Strategy

PAGE = 25
"""Voices, or single points, on a page."""

PASSAGES = 20
"""Passages on a page of a long document. Its parts are a link away; a version is shown whole."""

SHOWN = 4
"""Things said that are shown beside a passage on the document's own page."""

SHOWN_ALONE = 13
"""Things said that are shown on a passage's own page, and one more to know that there are more."""


def strategies(request: Request, system: str) -> HttpResponse:
    here = register.get_system(slug=system, caller=request.caller)
    found = queries.list_strategies(system=here, caller=request.caller)
    return render(
        request,
        "strategy/strategies.jinja",
        {
            "system": here,
            "section": "strategy",
            "title": "What we have decided, and because of whom",
            "strategies": found,
            "may_write": is_allowed(request.caller, Permission.WRITE, here),
        },
    )


def strategy(request: Request, system: str, slug: str) -> HttpResponse:
    here, found = get_both(request, system, slug)
    queries.check_reader(strategy=found, caller=request.caller)
    is_draft = found.stage == StrategyStage.DRAFT
    state = queries.read_state(strategy=found, shows_who=False)
    overview = queries.get_overview(strategy=found, shows_who=False, state=state)
    passages = queries.list_headings(strategy=found)
    first = min(read_after(request) or 0, len(passages))
    shown = queries.read_passages(ids=[each.pk for each in passages[first : first + PASSAGES]])
    behind, quotes = queries.list_behind(
        state=state, overview=overview, passages=shown, each=SHOWN, quoted=1
    )
    view = presenters.present_strategy(
        strategy=found,
        passages=shown,
        overview=overview,
        behind=behind,
        quotes=quotes,
        missing=_count_missing(state) if is_draft else 0,
    )
    return render(
        request,
        "strategy/strategy.jinja",
        {
            "system": here,
            "section": "strategy",
            "title": found.title,
            "lede": view.lede,
            "crumbs": presenters.crumbs(here.slug),
            "strategy": found,
            "is_draft": is_draft,
            "files": queries.list_published_files(strategy=found),
            "public_address": settings.PUBLIC_ADDRESS,
            "view": view,
            "all_of_it": presenters.address("answers", found),
            "version": presenters.version_query(found),
            "exercises": overview.exercises,
            "first": first,
            "how_many": len(passages),
            "page_size": PASSAGES,
            "parts": presenters.list_parts_of(passages, each=PASSAGES),
            "replies": queries.count_replies(strategy_id=found.pk),
            "sole_reading": queries.find_sole_reading(strategy=found),
            "may": queries.get_rights(strategy=found, caller=request.caller),
            "networks": register.list_networks_spoken_for(
                system=here, caller=request.caller, to=Permission.REPORT_TO_MEMBERS
            ),
        }
        | _before(found, shown, answers_something=bool(overview.exercises)),
    )


def _before(
    found: Strategy, shown: Sequence[Passage], *, answers_something: bool
) -> dict[str, object]:
    """Return what the versions before one answered; where it answers nothing, they lead."""
    earlier = queries.list_earlier(strategy=found, keys=[each.key for each in shown], each=SHOWN)
    told: dict[str, object] = {
        "earlier": presenters.present_earlier(earlier),
        "earlier_at": {
            each.ref: presenters.present_earlier_at(earlier, key=each.key) for each in shown
        },
    }
    if answers_something or not earlier:
        return told | {"answers_something": True}
    lede = presenters.earlier_lede(found, earlier)
    return told | {"answers_something": False, "lede": lede}


def _count_missing(state: queries.State) -> int:
    """Return how many things said have no outcome, also of those that the reader does not see."""
    all_of_it = state.for_those_who_see_who()
    return queries.get_overview(strategy=state.strategy, shows_who=True, state=all_of_it).missing


def answers(request: Request, system: str, slug: str) -> HttpResponse:
    """Show everything said and what became of it, which `?kind=` narrows to one outcome."""
    here, found = get_both(request, system, slug)
    queries.check_reader(strategy=found, caller=request.caller)
    kind = read_kind(request)
    after = read_after(request) or 0
    state = queries.read_state(strategy=found, shows_who=False)
    overview = queries.get_overview(strategy=found, shows_who=False, state=state)
    page = queries.list_said_page(
        state=state, overview=overview, kind=kind, after=after, limit=PAGE
    )
    view = presenters.present_answers(
        strategy=found, exercises=overview.exercises, page=page, after=after
    )
    return render(
        request,
        "strategy/answers.jinja",
        {
            "system": here,
            "section": "strategy",
            "title": "Everything said, and what became of it",
            "lede": view.lede,
            "crumbs": presenters.crumbs(here.slug, found),
            "strategy": found,
            "view": view,
            "here": presenters.address("answers", found),
            "kind": kind,
            "kinds": list(OutcomeKind),
        },
    )


def passage(request: Request, system: str, slug: str, ref: str) -> HttpResponse:
    here, found = get_both(request, system, slug)
    queries.check_reader(strategy=found, caller=request.caller)
    part = queries.get_passage(strategy=found, ref=ref)
    after = read_after(request)
    voices = queries.list_voices(passage=part, shows_who=False, after=after, limit=PAGE + 1)
    state = queries.read_state(strategy=found, shows_who=False)
    overview = queries.get_overview(strategy=found, shows_who=False, state=state)
    behind, _ = queries.list_behind(
        state=state, overview=overview, passages=[part], each=SHOWN_ALONE
    )
    earlier = presenters.present_earlier_at(
        queries.list_earlier(strategy=found, keys=[part.key], each=SHOWN_ALONE), key=part.key
    )
    [view] = presenters.present_passages(
        strategy=found,
        passages=[part],
        overview=overview,
        behind=behind,
        quotes={},
    )
    return render(
        request,
        "strategy/passage.jinja",
        {
            "system": here,
            "section": "strategy",
            "title": f"{part.ref} {part.heading}",
            "lede": presenters.passage_lede(view, earlier),
            "crumbs": presenters.crumbs(here.slug, found),
            "strategy": found,
            "is_draft": found.stage == StrategyStage.DRAFT,
            "view": view,
            "earlier": earlier,
            "version": presenters.version_query(found),
            "voices": voices[:PAGE],
            "is_first": after is None,
            "next_after": voices[PAGE - 1].point_id if len(voices) > PAGE else None,
            "key": part.key,
            "all_of_it": presenters.address("answers", found),
            "regards": queries.list_regards_of_passages(
                system=here, slug=found.slug, keys=[part.key], caller=request.caller
            ),
            "regard_tags": EFFECT_TAGS,
            "needs": queries.list_needs_of_passage(passage=part),
            "promises": present_commitments(
                queries.list_commitments_on(passage=part), timezone.localdate()
            ),
        },
    )


def trace(request: Request, system: str, point_id: int) -> HttpResponse:
    here = register.get_system(slug=system, caller=request.caller)
    found = queries.get_trace(system=here, point_id=point_id, caller=request.caller)
    keys = presenters.passages_of(found)
    regards = (
        queries.list_regards_of_passages(
            system=here, slug=found.strategy_slug, keys=keys, caller=request.caller
        )
        if keys
        else []
    )
    return render(
        request,
        "strategy/trace.jinja",
        {
            "system": here,
            "section": "strategy",
            "title": "What became of these words",
            "crumbs": presenters.trace_crumbs(system_slug=here.slug, trace=found),
            "trace": found,
            "may_answer": is_allowed(request.caller, Permission.DECIDE_OUTCOMES, here),
            "said_on": rules.long_date(found.point.said_on),
            "steps": presenters.present_trace(system_slug=here.slug, trace=found, regards=regards),
        },
    )
