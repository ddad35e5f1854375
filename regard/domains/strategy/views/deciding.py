"""The pages on which whatever was said gets its outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from regard.domains.engagement.types import PointRow
from regard.domains.strategy import actions, presenters, queries, rules
from regard.domains.strategy.forms.deciding import DecisionForm, SinglePointsForm
from regard.domains.strategy.permissions import Permission
from regard.domains.strategy.types import Decision, Item, OutcomeRow
from regard.foundation.accounts.requests import Request, sent
from regard.foundation.base.errors import NotFound
from regard.foundation.design.finding import keep_finding, read_chosen
from regard.foundation.design.words import plural_words

from .asked import get_both, read_after, read_number
from .looking import look_for_points

if TYPE_CHECKING:
    from regard.domains.register.models import System
    from regard.domains.strategy.models import Strategy
    from regard.domains.strategy.queries import PassageHeading
    from regard.domains.strategy.types import Overview
    from regard.domains.strategy.types.shortlists import Shortlist

POINTS_PAGE = 20
"""Single points to choose from at once: about a screen and a half."""

SHOWN_THEMES = 20
"""Themes without an outcome on a page: an afternoon's work."""

SHOWN_SINGLE = 5
"""Single points shown before the page of them all."""


def outcomes(request: Request, system: str, slug: str) -> HttpResponse:
    here, found = get_both(request, system, slug, to=Permission.VIEW_DRAFT)
    shows_who = queries.check_reader(strategy=found, caller=request.caller)
    state = queries.read_state(strategy=found, shows_who=shows_who)
    overview = queries.get_overview(strategy=found, shows_who=shows_who, state=state)
    singles = queries.get_singles(state=state)
    undecided = [item for item in overview.themes if item.outcome is None][:SHOWN_THEMES]
    status = queries.get_status(strategy=found, overview=overview if shows_who else None)
    view = presenters.present_outcomes(
        strategy=found,
        overview=overview,
        undecided=undecided,
        single=queries.list_items(
            state=state, singles=singles, places=singles.of_kind(None)[:SHOWN_SINGLE]
        ),
        quotes=queries.list_quotes_of(state=state, themes=undecided, each=2),
        after=read_after(request) or 0,
    )
    return render(
        request,
        "strategy/outcomes.jinja",
        {
            "system": here,
            "section": "strategy",
            "title": "What becomes of what was said",
            "lede": presenters.describe_progress(status),
            "crumbs": presenters.crumbs(here.slug, found),
            "strategy": found,
            "status": status,
            "view": view,
            "may": queries.get_rights(strategy=found, caller=request.caller),
        },
    )


def decide_theme(request: Request, system: str, slug: str, theme_id: int) -> HttpResponse:
    here, found = get_both(request, system, slug, to=Permission.DECIDE_OUTCOMES)
    shows_who = queries.check_reader(strategy=found, caller=request.caller)
    state = queries.read_state(strategy=found, shows_who=shows_who)
    overview = queries.get_overview(strategy=found, shows_who=shows_who, state=state)
    item = _find_theme(overview, theme_id)
    if item is None:
        raise NotFound("This strategy answers no such theme. It may have been merged.")
    former = queries.list_former_outcomes(strategy=found, theme_id=theme_id)
    quotes = queries.list_quotes_of(state=state, themes=[item], each=5)
    return _decide(request, here, found, item, former=former, quotes=quotes.get(theme_id, []))


def decide_point(request: Request, system: str, slug: str, point_id: int) -> HttpResponse:
    here, found = get_both(request, system, slug, to=Permission.DECIDE_OUTCOMES)
    shows_who = queries.check_reader(strategy=found, caller=request.caller)
    state = queries.read_state(strategy=found, shows_who=shows_who)
    singles = queries.get_singles(state=state)
    places = [singles.points.index(point_id)] if point_id in singles.points else []
    item = next(iter(queries.list_items(state=state, singles=singles, places=places)), None)
    if item is None:
        point = queries.get_point_in_a_theme(
            strategy=found, point_id=point_id, shows_who=shows_who
        )
        item = Item(point.exercise_id, None, point, None)
    overview = queries.get_overview(strategy=found, shows_who=shows_who, state=state)
    in_themes = [_find_theme(overview, n) for n in (item.point.theme_ids if item.point else ())]
    return _decide(
        request,
        here,
        found,
        item,
        former=[],
        quotes=[item.point] if item.point else [],
        in_themes=[each for each in in_themes if each],
    )


def _find_theme(overview: Overview, theme_id: int) -> Item | None:
    named = (item for item in overview.themes if item.theme and item.theme.theme_id == theme_id)
    return next(named, None)


@require_POST
def take_back_outcome(request: Request, system: str, slug: str) -> HttpResponse:
    """Take away the outcome of the theme or point that the form names."""
    _, found = get_both(request, system, slug, to=Permission.DECIDE_OUTCOMES)
    theme_id = read_number(request.POST.get("theme", ""))
    point_id = read_number(request.POST.get("point", ""))
    if theme_id is None and point_id is None:
        messages.info(request, "Choose the outcome to take away.")
        return redirect(presenters.address("outcomes", found))
    actions.take_back_outcome(
        strategy=found,
        theme_id=theme_id,
        point_id=point_id,
        by=request.caller.by,
        at=timezone.now(),
    )
    messages.success(request, "The outcome is taken away.")
    return redirect(presenters.address("outcomes", found))


def theme_points(request: Request, system: str, slug: str, theme_id: int) -> HttpResponse:
    """Show the points in a theme, to give one an outcome of its own."""
    here, found = get_both(request, system, slug, to=Permission.DECIDE_OUTCOMES)
    shows_who = queries.check_reader(strategy=found, caller=request.caller)
    after = read_after(request)
    theme, points = queries.list_points_of_theme(
        strategy=found, theme_id=theme_id, shows_who=shows_who, after=after, limit=POINTS_PAGE + 1
    )
    own = queries.list_own_outcomes(strategy=found, point_ids=[point.point_id for point in points])
    return render(
        request,
        "strategy/theme_points.jinja",
        {
            "system": here,
            "section": "strategy",
            "title": f"Points in “{theme.title}”",
            "lede": "Each has the outcome of the theme, unless you give it one of its own.",
            "crumbs": _crumbs(here, found),
            "strategy": found,
            "points": points[:POINTS_PAGE],
            "own": {row.point_id: row for row in own},
            "is_first": after is None,
            "next_after": points[POINTS_PAGE - 1].point_id if len(points) > POINTS_PAGE else None,
        },
    )


def single_points(request: Request, system: str, slug: str) -> HttpResponse:
    """Give several points that stand alone the same outcome."""
    here, found = get_both(request, system, slug, to=Permission.DECIDE_OUTCOMES)
    shows_who = queries.check_reader(strategy=found, caller=request.caller)
    state = queries.read_state(strategy=found, shows_who=shows_who)
    overview = queries.get_overview(strategy=found, shows_who=shows_who, state=state)
    singles, after = queries.get_singles(state=state), read_after(request) or 0
    left = sorted(
        (place for place in singles.of_kind(None) if singles.points[place] > after),
        key=lambda place: singles.points[place],
    )
    items = queries.list_items(state=state, singles=singles, places=left[:POINTS_PAGE])
    page = [item.point for item in items if item.point]
    passages = queries.list_headings(strategy=found)
    form = SinglePointsForm(
        sent(request),
        passages=passages,
        shortlist=_shortlist(request, found, passages, page),
        points=page,
    )
    keep_finding(request, form)
    if form.is_valid():
        count = actions.decide_points(
            strategy=found,
            point_ids=form.point_ids(),
            decision=form.decision(),
            by=request.caller.by,
            at=timezone.now(),
        )
        verb = "has its" if count == 1 else "have their"
        words = f"{plural_words(count, 'point')} {verb} outcome."
        _say_saved(request, words, form.decision())
        return redirect(presenters.address("single_points", found))
    return render(
        request,
        "strategy/single_points.jinja",
        {
            "system": here,
            "section": "strategy",
            "title": "Points that were made once",
            "lede": presenters.single_points_lede(overview),
            "crumbs": _crumbs(here, found),
            "strategy": found,
            "form": form,
            "has_points": bool(page),
            "next_after": page[-1].point_id if len(left) > len(page) else None,
            "is_first": not after,
            "has_passages": bool(passages),
        },
    )


def _decide(  # noqa: PLR0913 (what the page shows of the thing decided)
    request: Request,
    here: System,
    found: Strategy,
    item: Item,
    *,
    former: list[OutcomeRow],
    quotes: list[PointRow],
    in_themes: list[Item] | None = None,
) -> HttpResponse:
    outcome = item.outcome or (former[0] if former else None)
    form = _offer(request, found, quotes, presenters.decision_initial(outcome))
    if form.is_valid():
        decision = form.decision()
        with form.showing_refusals():
            _record(request, found, item, decision)
            _say_saved(request, f"{decision.kind.label}: “{item.title.rstrip('.')}”.", decision)
            return redirect(presenters.address("outcomes", found))
    return render(
        request,
        "strategy/decide.jinja",
        {
            "system": here,
            "section": "strategy",
            "title": item.title,
            "crumbs": _crumbs(here, found),
            "strategy": found,
            "item": item,
            "quotes": quotes,
            "former": former if item.outcome is None else [],
            "in_themes": in_themes or [],
            "form": form,
        },
    )


def _offer(
    request: Request, found: Strategy, quotes: list[PointRow], initial: dict[str, str]
) -> DecisionForm:
    """Return the form, with the passages to choose from that bear on what was said."""
    passages = queries.list_headings(strategy=found)
    before = initial.get("passage_ref", "")
    form = DecisionForm(
        sent(request),
        passages=passages,
        shortlist=_shortlist(request, found, passages, quotes, before=before),
        initial=initial,
    )
    keep_finding(request, form)
    return form


def _shortlist(
    request: Request,
    found: Strategy,
    passages: list[PassageHeading],
    points: list[PointRow],
    *,
    before: str = "",
) -> Shortlist:
    """Return the passages to choose from; `before` is what was chosen before, by its number."""
    return queries.shortlist_passages(
        strategy=found,
        passages=passages,
        looking=look_for_points(request, points),
        chosen=read_chosen(request, "passage_ref", before=before),
    )


def _record(request: Request, found: Strategy, item: Item, decision: Decision) -> None:
    actions.decide_outcome(
        strategy=found,
        theme_id=item.theme.theme_id if item.theme else None,
        point_id=item.point.point_id if item.point else None,
        kind=decision.kind,
        reason=decision.reason,
        passage_ref=decision.passage_ref,
        passed_to=decision.passed_to,
        more_refs=decision.more_refs,
        is_own=item.point is not None and bool(item.point.theme_ids),
        by=request.caller.by,
        at=timezone.now(),
    )


def _say_saved(request: Request, words: str, decision: Decision) -> None:
    messages.success(request, " ".join([words, *rules.hints_on(decision.reason)]))


def _crumbs(here: System, found: Strategy) -> list[tuple[str, str]]:
    outcomes_url = presenters.address("outcomes", found)
    return [*presenters.crumbs(here.slug, found), ("Outcomes", outcomes_url)]
