"""Commenting on a draft behind a signed link: some passages a page, saved as they are written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from regard.domains.engagement import actions as answering
from regard.domains.engagement import queries as engagement
from regard.domains.strategy import actions, queries
from regard.domains.strategy.forms.reviews import CommentsForm
from regard.domains.strategy.presenters.commenting import boxes_of, conflict_words, sheet_links
from regard.domains.strategy.rules import reviews as rules
from regard.foundation.accounts.requests import sent

from .asked import read_number

if TYPE_CHECKING:
    from regard.domains.engagement.models import Contribution
    from regard.domains.strategy.queries.commenting import Reviewing
    from regard.domains.strategy.types.reviews import ReviewedLine

CHECK = "check"
"""What a button sends that leads to the last look, wherever in the draft it is pressed."""


@dataclass(frozen=True)
class Desk:
    """
    One page of a draft, before somebody who comments on it.

    Attributes:
        lines: of the whole draft; `sheets`: its pages; `page`: which is shown, from 1.
        draft: their unfinished answer; None: there is none.
        comments: what it says, by reviewed passage.
    """

    here: Reviewing
    lines: list[ReviewedLine]
    sheets: tuple[rules.Sheet, ...]
    page: int
    draft: Contribution | None
    comments: dict[int, str]

    @property
    def shown(self) -> list[ReviewedLine]:
        sheet = self.sheets[self.page - 1]
        return self.lines[sheet.first : sheet.end]


@never_cache
@require_http_methods(["GET", "POST"])
def comment(request: HttpRequest, token: str) -> HttpResponse:
    here = queries.open_review(token=token, at=timezone.now())
    if here.opened.refusal(timezone.localdate()):
        return redirect("engagement:answer", token=token)
    desk = _lay_out(request, here)
    form = CommentsForm(sent(request), lines=desk.shown, initial=desk.comments)
    if form.is_valid():
        if _is_saved(request, desk, form):
            return redirect(_next(request, desk))
        desk = _lay_out(request, here)
    return render(request, "strategy/comment.jinja", _context(desk, form))


@never_cache
@require_POST
def save_comment(request: HttpRequest, token: str) -> HttpResponse:
    """Save a page while it is being written, and say when. Only scripts call it."""
    here = queries.open_review(token=token, at=timezone.now())
    desk = _lay_out(request, here)
    form = CommentsForm(request.POST, lines=desk.shown, initial=desk.comments)
    is_saved = form.is_valid() and _is_saved(request, desk, form)
    context = {"at": timezone.now() if is_saved else None, "problems": form.list_problems()}
    return render(request, "strategy/comment_saved.jinja", context)


def _lay_out(request: HttpRequest, here: Reviewing) -> Desk:
    """Return the page that is asked for; without one, that on which they wrote last."""
    lines = queries.list_lines(review=here.review)
    sheets = rules.sheets_of(lines)
    draft = engagement.get_draft(invitation=here.invitation)
    asked = read_number(request.GET.get("page", ""))
    if asked is None:
        last = queries.find_last_commented(draft=draft)
        place = next((n for n, line in enumerate(lines) if line.reviewed_id == last), 0)
        asked = next((n for n, sheet in enumerate(sheets, start=1) if place < sheet.end), 1)
    return Desk(
        here=here,
        lines=lines,
        sheets=sheets,
        page=min(max(asked, 1), len(sheets)),
        draft=draft,
        comments=queries.list_own_comments(review=here.review, draft=draft),
    )


def _is_saved(request: HttpRequest, desk: Desk, form: CommentsForm) -> bool:
    """Save a page, and say in the form what could not be."""
    boxes = {
        line.reviewed_id: actions.Box(
            text=form.cleaned_data[rules.box_name(line.reviewed_id)],
            shown=request.POST.get(rules.print_name(line.reviewed_id), ""),
        )
        for line in desk.shown
        if rules.box_name(line.reviewed_id) in request.POST
    }
    mark = answering.read_mark(request.POST.get("mark", "")) or answering.number_page()
    by, at = desk.here.opened.by, timezone.now()
    try:
        stands = actions.save_comments(reviewing=desk.here, boxes=boxes, mark=mark, by=by, at=at)
    except answering.Overtaken:
        form.add_error(
            None,
            "What you wrote was sent since you opened this page. Save again to add this to it.",
        )
    except (answering.CannotKeep, actions.CannotComment) as refusal:
        form.add_error(None, str(refusal))
    else:
        for reviewed_id, text in stands.items():
            form.add_error(rules.box_name(reviewed_id), conflict_words(text))
    return not form.errors


def _next(request: HttpRequest, desk: Desk) -> str:
    """Return where a button leads: another page of the draft, the next question, or the end."""
    token, to = desk.here.token, request.POST.get("to", "")
    if to == CHECK:
        return reverse("engagement:answer_check", kwargs={"token": token})
    number = read_number(to) or desk.page + 1
    if number <= len(desk.sheets):
        return f"{reverse('strategy:comment', kwargs={'token': token})}?page={number}"
    position = desk.here.review.question.position
    if position < len(engagement.list_questions(exercise=desk.here.exercise)):
        where = {"token": token, "number": position + 1}
        return reverse("engagement:answer_question", kwargs=where)
    return reverse("engagement:answer_check", kwargs={"token": token})


def _context(desk: Desk, form: CommentsForm) -> dict[str, object]:
    here = desk.here
    is_first = desk.page == 1
    shown = desk.shown
    texts = queries.list_reviewed_words(
        review=here.review, reviewed_ids=[line.reviewed_id for line in shown]
    )
    exercise = here.exercise
    return {
        "system": exercise.system,
        "section": "asked",
        "title": exercise.title,
        "exercise": exercise,
        "review": here.review,
        "location": here.invitation.location,
        "token": here.token,
        "hand_over": here.opened.hand_over,
        "form": form,
        "mark": answering.number_page(),
        "boxes": boxes_of(shown, texts=texts, comments=desk.comments, form=form),
        "page": desk.page,
        "pages": len(desk.sheets),
        "passages": len(desk.lines),
        "commented": len(desk.comments),
        "links": sheet_links(desk.sheets, desk.lines, desk.comments),
        "is_saved": desk.draft is not None,
        "ways": engagement.get_other_ways(system=exercise.system),
        "has_information": is_first and bool(engagement.list_packs(exercise=exercise)),
        "kept_before": engagement.list_kept_by_link(invitation=here.invitation)
        if is_first
        else [],
    }
