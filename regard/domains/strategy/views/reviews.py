"""The pages on which a draft is put before people, and what they said on it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from regard.domains.engagement import actions as engagement
from regard.domains.strategy import actions, presenters, queries
from regard.domains.strategy.forms.reviews import CallOffForm, ReviewForm
from regard.domains.strategy.permissions import Permission
from regard.domains.strategy.presenters import reviews as words
from regard.foundation.accounts.requests import Request, sent
from regard.foundation.authority import is_allowed
from regard.foundation.base.errors import Refusal

from .asked import get_both, read_after

if TYPE_CHECKING:
    from regard.domains.register.models import System
    from regard.domains.strategy.models import ReviewRound, Strategy
    from regard.domains.strategy.types.reviews import CommentCount, ReviewedLine

PAGE = 20
"""Passages with their comments on a page."""

SHOWN = 5
"""Comments shown on a passage before the page of them all."""

ALL_SHOWN = 200
"""Comments on one passage on its own page: more than anybody reads at once."""


@require_GET
def reviews(request: Request, system: str, slug: str) -> HttpResponse:
    here, found = get_both(request, system, slug, to=Permission.VIEW_DRAFT)
    rows = queries.list_reviews(strategy=found)
    context = _page(here, found, "What people say of the draft") | {
        "lede": words.reviews_lede(rows),
        "rows": rows,
        "tags": words.STAGE_TAGS,
        "open_review": next((row for row in rows if row.is_gathering), None),
        "may_begin": queries.get_rights(strategy=found, caller=request.caller).write
        and is_allowed(request.caller, Permission.REVIEW, found),
    }
    return render(request, "strategy/reviews.jinja", context)


@require_http_methods(["GET", "POST"])
def new_review(request: Request, system: str, slug: str) -> HttpResponse:
    here, found = get_both(request, system, slug, to=Permission.REVIEW)
    initial = words.review_initial(found, today=timezone.localdate())
    form = ReviewForm(sent(request), initial=initial)
    if form.is_valid():
        try:
            made = actions.begin_review(
                strategy=found, plan=form.plan(), by=request.caller.by, at=timezone.now()
            )
        except engagement.CannotPlan as refusal:
            for field, reason in refusal.reasons.items():
                form.add_error(field if field in form.fields else None, reason)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The passages are taken. Now say whom you ask.")
            return redirect("strategy:review", system=system, slug=slug, review_id=made.pk)
    context = _page(here, found, "Put the draft before people", deep=True) | {
        "form": form,
        "passages": found.passages.count(),
        "back": presenters.address("reviews", found),
    }
    return render(request, "strategy/review_form.jinja", context)


@require_GET
def review(request: Request, system: str, slug: str, review_id: int) -> HttpResponse:
    here, found = get_both(request, system, slug, to=Permission.VIEW_DRAFT)
    its = queries.get_review(strategy=found, review_id=review_id)
    shows_who = queries.check_reader(strategy=found, caller=request.caller)
    counts = queries.count_comments(strategy=found, review_id=its.pk)
    row = queries.get_review_row(review=its, counts=counts)
    may = queries.get_rights(strategy=found, caller=request.caller)
    context = _page(here, found, row.title, deep=True) | {
        "lede": words.review_lede(row),
        "row": row,
        "tag": words.STAGE_TAGS[row.stage],
        "question": its.question.text,
        "figures": words.how_it_goes(row) if shows_who and row.asked else [],
        "steps": words.list_steps(system, row),
        "missing_url": words.missing_url(system, row),
        "may": may,
        "may_change": may.write
        and row.is_gathering
        and is_allowed(request.caller, Permission.REVIEW, found),
    }
    context |= _passages(request, its, counts, shows_who=shows_who)
    return render(request, "strategy/review.jinja", context)


def _passages(
    request: Request, its: ReviewRound, counts: dict[str, CommentCount], *, shows_who: bool
) -> dict[str, object]:
    """Return the passages that the address asks for, with what was said on them."""
    found: Strategy = its.strategy
    lines = queries.list_lines(review=its)
    since = queries.list_since(review=its)
    show, key = request.GET.get("show", ""), request.GET.get("passage", "")
    chosen = _choose(lines, counts, show=show, key=key)
    first = min(read_after(request) or 0, len(chosen))
    shown = chosen[first : first + PAGE]
    ids = [line.reviewed_id for line in shown]
    comments = queries.list_comments(
        strategy=found,
        keys=[line.key for line in shown],
        shows_who=shows_who,
        each=ALL_SHOWN if key else SHOWN,
        review_id=its.pk,
    )
    return {
        "since_totals": words.since_totals(since),
        "ways": words.ways_to_read(found, its.pk, counts, show=show, key=key),
        "passages": words.commented_passages(
            found,
            its.pk,
            lines=shown,
            texts=queries.list_reviewed_words(review=its, reviewed_ids=ids),
            counts=counts,
            comments=comments,
            since=since,
        ),
        "first": first,
        "is_more": first + PAGE < len(chosen),
        "next_first": first + PAGE,
        "show": show,
        "key": key,
    }


@require_POST
def retake_review(request: Request, system: str, slug: str, review_id: int) -> HttpResponse:
    """Take the passages anew, as they stand now."""
    its = _to_change(request, system, slug, review_id)
    actions.retake_passages(review=its, by=request.caller.by, at=timezone.now())
    messages.success(request, "The passages are taken as they stand now.")
    return redirect("strategy:review", system=system, slug=slug, review_id=review_id)


@require_http_methods(["GET", "POST"])
def call_off_review(request: Request, system: str, slug: str, review_id: int) -> HttpResponse:
    """Say what becomes of all that is there, and ask nobody more."""
    here, found = get_both(request, system, slug, to=Permission.REVIEW)
    its = queries.get_review(strategy=found, review_id=review_id)
    counts = queries.count_comments(strategy=found, review_id=its.pk)
    row = queries.get_review_row(review=its, counts=counts)
    is_early = row.stage == "open" and timezone.localdate() <= row.closes_on
    form = CallOffForm(sent(request))
    if request.method == "POST" and (not is_early or form.is_valid()):
        reason = form.cleaned_data["reason"] if is_early else ""
        was = actions.call_off_review(
            review=its, reason=reason, by=request.caller.by, at=timezone.now()
        )
        messages.success(request, words.called_off_words(was))
        if was == "draft":
            return redirect("strategy:reviews", system=system, slug=slug)
        return redirect("strategy:review", system=system, slug=slug, review_id=review_id)
    title = "Call the review off" if row.stage == "draft" else "Close the review"
    context = _page(here, found, title, deep=True) | {
        "form": form,
        "row": row,
        "is_early": is_early,
        "refusal": words.call_off_refusal(row),
        "happens": words.what_calling_off_does(row),
        "back": presenters.address("review", found, review_id=review_id),
    }
    return render(request, "strategy/call_off.jinja", context)


def _to_change(request: Request, system: str, slug: str, review_id: int) -> ReviewRound:
    _, found = get_both(request, system, slug, to=Permission.REVIEW)
    return queries.get_review(strategy=found, review_id=review_id)


def _choose(
    lines: list[ReviewedLine], counts: dict[str, CommentCount], *, show: str, key: str
) -> list[ReviewedLine]:
    """Return the passages to show: those with comments, where there are any, unless all are."""
    if key:
        return [line for line in lines if line.key == key]
    if show == "waiting":
        return [line for line in lines if line.key in counts and counts[line.key].waiting]
    if show == "all" or not counts:
        return lines
    return [line for line in lines if line.key in counts]


def _page(here: System, found: Strategy, title: str, *, deep: bool = False) -> dict[str, object]:
    crumbs = presenters.crumbs(here.slug, found)
    if deep:
        crumbs = [*crumbs, ("What people say of the draft", presenters.address("reviews", found))]
    return {
        "system": here,
        "section": "strategy",
        "title": title,
        "crumbs": crumbs,
        "strategy": found,
    }
