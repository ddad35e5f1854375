"""Answering by signed link: one question a page, saved at each, kept at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from regard.domains.engagement import actions, presenters, queries
from regard.domains.engagement.actions.pages import Overtaken, number_page
from regard.domains.engagement.forms import CheckForm, FirstStepForm, StepForm, name_of
from regard.domains.engagement.presenters.answer_slots import answered_at
from regard.domains.engagement.presenters.answering import (
    Place,
    check_rows,
    next_url,
    overtaken_words,
    place_of,
    resume_url,
    step_url,
)
from regard.domains.engagement.presenters.care import told_to_author
from regard.domains.engagement.presenters.formats import offers
from regard.domains.engagement.queries.contributions import list_own_answers
from regard.domains.engagement.queries.conversations import list_open_in
from regard.domains.engagement.queries.formats import list_formats
from regard.domains.engagement.queries.hand_overs import list_hand_overs
from regard.domains.engagement.queries.information import list_packs
from regard.domains.engagement.queries.member_parts import is_of_part
from regard.domains.engagement.queries.other_ways import get_other_ways
from regard.domains.engagement.queries.sealing import list_moderations, list_redactions
from regard.domains.engagement.queries.seeing import find_seeing
from regard.domains.engagement.queries.told_before import list_told_before
from regard.domains.engagement.rules.saving import read_mark
from regard.domains.engagement.types import QuestionKind, Visibility
from regard.foundation.accounts.links import read_typed
from regard.foundation.accounts.requests import sent
from regard.foundation.base.errors import NotFound

from .steps import Answering, open_answering, open_asked
from .uploads import keep_uploads

if TYPE_CHECKING:
    from regard.domains.engagement.models import Contribution, Question
    from regard.domains.engagement.presenters.said import Kept
    from regard.domains.engagement.queries.told_before import ToldBefore
    from regard.domains.engagement.rules.asked import Asked

MOST_TOLD_BEFORE = 3
"""Earlier answers offered beside a question. More are not read on a phone."""


@never_cache
@require_GET
def type_code(request: HttpRequest) -> HttpResponse:
    """Take the code from a letter, and go to what it opens."""
    token = read_typed(request.GET.get("code", ""))
    if token:
        name = "member_part" if is_of_part(code=token, at=timezone.now()) else "answer"
        return redirect(f"engagement:{name}", token=token)
    return render(request, "type_code.jinja", {"title": "Type in your code", "label": "Go on"})


@never_cache
@require_GET
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Go on where they stopped; or show what was kept, and what became of it."""
    here = open_answering(token)
    if here.opened.hand_over is None:
        actions.record_opened(invitation=here.invitation, at=timezone.now())
    refusal = here.refusal()
    kept = queries.list_kept_by_link(invitation=here.invitation)
    if kept and (here.draft is None or refusal):
        return _show_kept(request, here, kept)
    if refusal:
        ways = get_other_ways(system=here.exercise.system)
        context = here.page(title=here.exercise.title) | {"refusal": refusal, "ways": ways}
        return render(request, "engagement/answer_closed.jinja", context)
    return redirect(resume_url(token, here.asked, here.answers))


@never_cache
@require_http_methods(["GET", "POST"])
def answer_question(request: HttpRequest, token: str, number: int) -> HttpResponse:
    here = open_answering(token)
    if here.refusal():
        return redirect("engagement:answer", token=token)
    question, asked = here.numbered(number)
    place = place_of(number, here.asked, here.answers)
    if place is None:
        return redirect(resume_url(token, here.asked, here.answers))
    elsewhere = answered_at(question.pk, token)
    if elsewhere:
        return redirect(elsewhere)
    form = _step_form(request, here, question, number=place.number, total=place.total)
    if request.method == "POST" and form.is_valid() and _is_saved(request, form, here, question):
        answers = queries.list_draft_answers(draft=queries.get_draft(invitation=here.invitation))
        return redirect(next_url(token, place_of(number, here.asked, answers)))
    context = here.page(title=here.exercise.title) | _beside(here, question, asked, place)
    context |= {"form": form, "number": number, "mark": number_page()}
    return render(request, "engagement/answer_question.jinja", context)


def _beside(here: Answering, question: Question, asked: Asked, place: Place) -> dict[str, object]:
    """Return what stands around the form of a question."""
    is_first = place.back is None
    formats = list_formats(exercise=here.exercise)
    return {
        "is_first": is_first,
        "ways": get_other_ways(system=here.exercise.system),
        "has_information": is_first and bool(list_packs(exercise=here.exercise)),
        "is_saved": here.draft is not None,
        "is_file": asked.kind is QuestionKind.FILE,
        "kept_before": queries.list_kept_by_link(invitation=here.invitation) if is_first else [],
        "told_before": _told_before(here, question, asked),
        "formats": offers(here.exercise, formats, question.pk),
        "formats_of_all": offers(here.exercise, formats, None) if is_first else [],
        "hand_overs": list_hand_overs(invitation=here.invitation)
        if here.opened.hand_over is None
        else [],
        "back": step_url(here.token, place.back) if place.back is not None else "",
    }


@never_cache
@require_POST
def answer_save(request: HttpRequest, token: str, number: int) -> HttpResponse:
    """Save a page while it is being answered, and say when. Only scripts call it."""
    here = open_asked(token)
    question, asked = here.numbered(number)
    if answered_at(question.pk, token):
        return render(request, "engagement/answer_saved.jinja", {"at": None})
    name = name_of(question.pk)
    text = request.POST.get(name, "")
    if asked.kind is not QuestionKind.WORDS:
        form = StepForm(request.POST, questions=[(number, question)], total=len(here.questions))
        form.full_clean()
        if name in form.errors or asked.kind is QuestionKind.FILE:
            return render(request, "engagement/answer_saved.jinja", {"at": None})
        text = form.answers().get(question.pk, "")
    mark = read_mark(request.POST.get("mark", ""))
    step = actions.Step(answers={question.pk: text}, mark=mark)
    by, at = here.opened.by, timezone.now()
    try:
        actions.save_draft(invitation=here.invitation, step=step, asked=here.asked, by=by, at=at)
    except Overtaken:
        return render(request, "engagement/answer_saved.jinja", {"is_overtaken": True})
    return render(request, "engagement/answer_saved.jinja", {"at": timezone.now()})


@never_cache
@require_http_methods(["GET", "POST"])
def answer_check(request: HttpRequest, token: str) -> HttpResponse:
    """Show all of it once more, and keep it."""
    here = open_answering(token)
    if here.draft is None or here.refusal():
        return redirect("engagement:answer", token=token)
    form = _check_form(request, token, here, here.draft)
    if form.is_valid():
        try:
            kept = _keep(here, form)
        except actions.CannotKeep as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(_after(token, kept))
    rows, dropped = check_rows(token, here.questions, here.asked, here.answers)
    context = here.page(title="Check what you said") | {
        "form": form,
        "rows": rows,
        "dropped": dropped,
        "may_see": Visibility(here.draft.visibility).label,
        "first_url": step_url(token, 1),
        "back": rows[-1].url,
    }
    return render(request, "engagement/answer_check.jinja", context)


@never_cache
@require_http_methods(["GET", "POST"])
def answer_not_you(request: HttpRequest, token: str) -> HttpResponse:
    """Say what to do if the link reached someone else, and take note of it."""
    here = open_answering(token)
    if here.opened.hand_over is not None:
        raise NotFound("Only whoever was asked can say that the link is not for them")
    exercise = here.exercise
    if request.method == "POST":
        actions.mark_misdirected(invitation=here.invitation, by=here.opened.by, at=timezone.now())
        messages.success(
            request,
            "Thank you for telling us. That link no longer works, and we look for the right "
            "person.",
        )
        return redirect("engagement:exercise", system=exercise.system.slug, slug=exercise.slug)
    context = here.page(title=f"Not {here.invitation.location.name}?")
    return render(request, "engagement/answer_not_you.jinja", context)


def _told_before(here: Answering, question: Question, asked: Asked) -> list[ToldBefore]:
    """Return what this service said before; a colleague is not shown another's words."""
    if here.opened.hand_over is not None or question.pk in here.answers:
        return []
    return list_told_before(
        invitation=here.invitation, asked=asked, question=question, limit=MOST_TOLD_BEFORE
    )


def _step_form(
    request: HttpRequest, here: Answering, question: Question, *, number: int, total: int
) -> StepForm | FirstStepForm:
    initial = {
        name_of(question.pk): here.answers.get(question.pk, ""),
        "visibility": here.draft.visibility if here.draft else Visibility.TEAM,
        "shield": here.draft.is_shielded if here.draft else False,
    }
    kind = FirstStepForm if number == 1 else StepForm
    return kind(
        request.POST if request.method == "POST" else None,
        files=request.FILES or None,
        questions=[(number, question)],
        total=total,
        initial=initial,
    )


def _is_saved(
    request: HttpRequest, form: StepForm | FirstStepForm, here: Answering, question: Question
) -> bool:
    """Save a valid page; where it is refused, say so in the form."""
    try:
        _save(request, form, here)
    except actions.CannotKeep as refusal:
        form.add_error(name_of(question.pk), str(refusal))
    except Overtaken as overtaken:
        if overtaken.by_itself:
            return True
        draft = queries.get_draft(invitation=here.invitation)
        stands = queries.list_draft_answers(draft=draft).get(question.pk, "")
        form.add_error(name_of(question.pk), overtaken_words(stands=stands, is_sent=draft is None))
    else:
        return True
    return False


def _save(request: HttpRequest, form: StepForm | FirstStepForm, here: Answering) -> None:
    chosen = form.cleaned_data.get("visibility")
    by, at = here.opened.by, timezone.now()
    words, files = keep_uploads(form, here.exercise, by=by, at=at)
    step = actions.Step(
        answers=form.answers() | words,
        files=files,
        visibility=Visibility(chosen) if chosen else None,
        is_shielded=form.cleaned_data.get("shield"),
        mark=read_mark(request.POST.get("mark", "")),
    )
    actions.save_draft(invitation=here.invitation, step=step, asked=here.asked, by=by, at=at)


def _after(token: str, kept: Contribution) -> str:
    """Return where to go; of what is behind a shield the link itself says nothing from now on."""
    if kept.is_shielded:
        return queries.get_receipt_path(contribution=kept) + "?kept"
    return reverse("engagement:answer", args=[token]) + "?kept"


def _check_form(
    request: HttpRequest, token: str, here: Answering, draft: Contribution
) -> CheckForm:
    """Return what the last page asks: where to reply, and who may see, where it was not asked."""
    first = next(iter(here.questions), None)
    return CheckForm(
        sent(request),
        asks_email=not queries.has_reply_address(contribution=draft),
        asks_who=first is not None and bool(answered_at(first.pk, token)),
        initial={
            "email": draft.email,
            "visibility": draft.visibility,
            "shield": draft.is_shielded,
        },
    )


def _keep(here: Answering, form: CheckForm) -> Contribution:
    by, at = here.opened.by, timezone.now()
    if form.fields:
        said = form.cleaned_data
        step = actions.Step(
            email=said.get("email"),
            visibility=Visibility(said["visibility"]) if "visibility" in said else None,
            is_shielded=said.get("shield"),
        )
        actions.save_draft(invitation=here.invitation, step=step, by=by, at=at)
    return actions.keep_draft(invitation=here.invitation, by=by, at=at)


def _kept_row(kept: Contribution) -> Kept:
    notes = told_to_author(list_redactions(contribution=kept), list_moderations(contribution=kept))
    return presenters.kept(kept, list_own_answers(contribution=kept), notes)


def _show_kept(request: HttpRequest, here: Answering, kept: list[Contribution]) -> HttpResponse:
    just_kept = "kept" in request.GET
    title = "Thank you. We have kept it" if just_kept else "What you said"
    shown = [_kept_row(each) for each in kept]
    context = here.page(title=title) | {
        "kept": shown,
        "talks": list_open_in(exercise=here.exercise, today=timezone.localdate()),
        "just_kept": just_kept,
        "may_add": here.refusal() is None,
        "more_url": step_url(here.token, 1),
        "thread": presenters.thread(
            here.exercise,
            reply_url=queries.get_reply_url(contribution=kept[0]),
            today=timezone.localdate(),
        ),
        "receipt_url": queries.get_receipt_path(contribution=kept[0]),
        "lines_url": reverse("engagement:ten_lines", kwargs={"token": here.token})
        if here.opened.hand_over is None
        else "",
        "tell_url": reverse("engagement:tell_by_link", kwargs={"token": here.token})
        if find_seeing(system=here.exercise.system)
        else "",
    }
    return render(request, "engagement/said.jinja", context)
