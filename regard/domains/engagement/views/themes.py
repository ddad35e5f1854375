"""What was said: the exercises, the themes of one, and having them proposed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from regard.domains.engagement import actions, presenters, queries
from regard.domains.engagement.presenters.accuracy import published_words
from regard.domains.engagement.queries.blind import get_measured
from regard.domains.engagement.queries.marked import SAID, Mark, read_mark
from regard.domains.engagement.queries.voices import get_voices
from regard.domains.engagement.types import Stage, ThemeRow
from regard.domains.register import queries as register
from regard.foundation.accounts.requests import Request

from .finding import address
from .reading import find_said, find_to_decide, may_decide, under_said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regard.domains.engagement.models import Exercise

THEMES_ON_A_PAGE = 10
LONE_POINTS = 5


@require_GET
def said(request: Request, system: str) -> HttpResponse:
    """List the exercises with what was said in each, those already answered first."""
    found = register.get_system(slug=system, caller=request.caller)
    rows = [
        row
        for row in queries.list_exercises(system=found, caller=request.caller)
        if row.stage is not Stage.DRAFT
    ]
    rows.sort(key=lambda row: row.stage is not Stage.ANSWERED)
    context = {
        "system": found,
        "section": "said",
        "title": "What you said",
        "lede": presenters.said_lede(rows),
        "rows": rows,
        "words": {row.slug: presenters.said_words(row) for row in rows},
        "tags": presenters.STAGE_TAGS,
        "may_read": queries.may_read_unpublished(system=found, caller=request.caller),
    }
    return render(request, "engagement/said_exercises.jinja", context)


@require_GET
def themes(request: Request, system: str, slug: str) -> HttpResponse:
    """Show the themes of an exercise, the most said first, and what stands alone."""
    found = find_said(request, system, slug)
    shows_who = queries.may_see_who(exercise=found, caller=request.caller)
    mark = read_mark(exercise=found, of=SAID)
    rows = queries.list_themes(exercise=found, mark=mark)
    tally = queries.get_tally(exercise=found, mark=mark)
    chosen = presenters.choose_themes(rows, show=request.GET.get("show", ""))
    page = presenters.page_of(chosen, typed=request.GET.get("from", ""), size=THEMES_ON_A_PAGE)
    coverage = queries.get_coverage(exercise=found) if found.stage == Stage.ANSWERED else None
    context = under_said(found, title=presenters.themes_title(rows)) | {
        "lede": presenters.themes_lede(tally),
        "tally": tally,
        "voices": get_voices(exercise=found, mark=mark),
        "choices": presenters.theme_choices(rows, show=request.GET.get("show", "")),
        "cards": _cards(found, page.rows, among=rows, shows_who=shows_who, mark=mark),
        "fates": queries.list_fates(exercise=found, theme_ids=[row.theme_id for row in page.rows]),
        "page": page,
        "alone": _alone(found, shows_who=shows_who, mark=mark),
        "step": _step(found, presenters.theme_step(rows, tally=tally)),
        "has_themes": bool(rows),
        "show": request.GET.get("show", ""),
        "to_sign_off": len(presenters.choose_themes(rows, show="proposed")),
        "may_decide": may_decide(request, found),
        "shows_who": shows_who,
        "measured_words": published_words(get_measured(exercise=found)),
        "coverage": coverage,
        "heard_words": presenters.coverage_lede(coverage) if coverage else "",
    }
    return render(request, "engagement/themes.jinja", context)


@require_POST
def propose(request: Request, system: str, slug: str) -> HttpResponse:
    found = find_to_decide(request, system, slug)
    job = actions.propose_themes(exercise=found, by=request.caller.by, at=timezone.now())
    return redirect("jobs:job", job_id=job.pk)


def _step(
    exercise: Exercise, step: presenters.ThemeStep | None
) -> tuple[presenters.ThemeStep, str] | None:
    """Return the next step with its address."""
    if step is None:
        return None
    which = {} if step.theme_id is None else {"theme_id": step.theme_id}
    return step, address(step.page, exercise, **which)


def _cards(
    exercise: Exercise,
    rows: Sequence[ThemeRow],
    *,
    among: Sequence[ThemeRow],
    shows_who: bool,
    mark: Mark,
) -> list[presenters.Card]:
    each = presenters.QUOTES_ON_A_CARD + 1  # one may be the title
    quotes = queries.list_quotes(
        exercise=exercise,
        shows_who=shows_who,
        each=each,
        theme_ids=[row.theme_id for row in rows],
        mark=mark,
    )
    bys = {row.signed_off_by for row in rows if row.signed_off_by}
    names = queries.list_names(bys=bys) if shows_who else {}
    return presenters.cards(rows, among=among, quotes=quotes, names=names)


def _alone(exercise: Exercise, *, shows_who: bool, mark: Mark) -> list[presenters.Quote]:
    points = queries.list_lone(
        exercise=exercise, shows_who=shows_who, limit=LONE_POINTS, mark=mark
    )
    copies = queries.count_lone_arguments(exercise=exercise, mark=mark)
    return presenters.quotes_of(points, copies=copies)
