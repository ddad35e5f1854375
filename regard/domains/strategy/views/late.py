"""The page on which what came after publishing is answered, and what was answered wrongly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from regard.domains.strategy import actions, presenters, queries, rules
from regard.domains.strategy.forms.late import LateForm
from regard.domains.strategy.permissions import Permission
from regard.foundation.accounts.requests import Request, sent
from regard.foundation.base.errors import NotFound
from regard.foundation.design.finding import keep_finding, read_chosen
from regard.foundation.design.words import plural_words

from .asked import get_both, read_after
from .looking import look_for_points

if TYPE_CHECKING:
    from regard.domains.engagement.types import PointRow
    from regard.domains.register.models import System
    from regard.domains.strategy.models import Strategy

PAGE = 20
"""Points to choose from at once."""


def late(request: Request, system: str, slug: str) -> HttpResponse:
    """Show what waits since it was published, and give it its outcome beside it."""
    here, found = _published(request, system, slug)
    shows_who = queries.check_reader(strategy=found, caller=request.caller)
    voices = queries.list_late_voices(
        strategy=found, shows_who=shows_who, today=timezone.localdate()
    )
    after = read_after(request) or 0
    left = [each for each in voices if each.point.point_id > after]
    page = left[:PAGE]
    points = [each.point for each in page]
    answered = _answer(request, found, points, is_again=False) if points else None
    if isinstance(answered, HttpResponse):
        return answered
    return render(
        request,
        "strategy/late.jinja",
        _frame(here, found)
        | {
            "title": "What came after it was published",
            "lede": presenters.late_lede(voices),
            "form": answered,
            "has_points": bool(page),
            "overdue": sum(each.is_overdue for each in voices),
            "most_days": rules.LATE_DAYS,
            "may_reply": queries.has_to_write(strategy=found),
            "next_after": page[-1].point.point_id if len(left) > len(page) else None,
            "is_first": not after,
        },
    )


def answer_again(request: Request, system: str, slug: str, point_id: int) -> HttpResponse:
    """Answer a point anew that was answered wrongly: whoever said it hears of it."""
    here, found = _published(request, system, slug)
    shows_who = queries.check_reader(strategy=found, caller=request.caller)
    point = queries.get_answered_point(strategy=found, point_id=point_id, shows_who=shows_who)
    answered = _answer(request, found, [point], is_again=True)
    if isinstance(answered, HttpResponse):
        return answered
    return render(
        request,
        "strategy/answer_again.jinja",
        _frame(here, found)
        | {
            "title": "Answer this again",
            "lede": "What is published stays. Whoever said this is told what becomes of it now.",
            "form": answered,
            "point": point,
        },
    )


@require_POST
def reply_late(request: Request, system: str, slug: str) -> HttpResponse:
    """Write and send now what the clock would within the hour."""
    _, found = _published(request, system, slug)
    if actions.start_late_replies(strategy=found, by=request.caller.by, at=timezone.now()):
        messages.success(request, "Their replies are being written.")
    else:
        messages.info(request, "Replies are being sent now. These go out after them.")
    return redirect(presenters.address("replies", found))


def _published(request: Request, system: str, slug: str) -> tuple[System, Strategy]:
    """Return the newest published version, for those who decide."""
    here, found = get_both(request, system, slug, to=Permission.DECIDE_OUTCOMES)
    published = queries.get_newest_published(strategy=found)
    if published is None:
        raise NotFound("Nothing of this is published yet. Give outcomes in the draft.")
    return here, published


def _answer(
    request: Request, found: Strategy, points: list[PointRow], *, is_again: bool
) -> LateForm | HttpResponse:
    """Return the form to show, or the way on once it was saved."""
    looking = look_for_points(request, points)
    form = LateForm(
        sent(request),
        points=points,
        published=queries.shortlist_same_as(
            strategy=found, looking=looking, chosen=read_chosen(request, "same_as")
        ),
        passages=queries.shortlist_passages(
            strategy=found, looking=looking, chosen=read_chosen(request, "passage_ref")
        ),
    )
    keep_finding(request, form)
    if form.is_valid():
        with form.showing_refusals():
            count = actions.decide_late(
                strategy=found,
                point_ids=form.point_ids(),
                same_as_id=form.same_as_id(),
                decision=form.decision(),
                is_again=is_again,
                by=request.caller.by,
                at=timezone.now(),
            )
            words = f"{plural_words(count, 'point')} answered. The replies go within the hour."
            messages.success(request, words)
            return redirect(presenters.address("late", found))
    return form


def _frame(here: System, found: Strategy) -> dict[str, object]:
    return {
        "system": here,
        "section": "strategy",
        "crumbs": [
            *presenters.crumbs(here.slug, found),
            ("Replies", presenters.address("replies", found)),
        ],
        "strategy": found,
    }
