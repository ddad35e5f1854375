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

from regard.domains.engagement import actions, presenters, queries, rules
from regard.domains.engagement.forms import CheckForm, FirstStepForm, StepForm, name_of
from regard.domains.engagement.types import Stage, Visibility
from regard.foundation.base.errors import NotFound

if TYPE_CHECKING:
    from regard.domains.engagement.models import Contribution, Invitation, Question


@never_cache
@require_GET
def type_code(request: HttpRequest) -> HttpResponse:
    """Take the code from a letter, and go to what it opens."""
    code = request.GET.get("code", "").strip()
    if code:
        return redirect("engagement:answer", token=code[:60].replace("/", ""))
    return render(request, "engagement/answer_code.jinja", {"title": "Type in your code"})


@never_cache
@require_GET
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Go on where they stopped; or show what was kept, and what became of it."""
    invitation = queries.open_invitation(token=token, at=timezone.now())
    actions.record_opened(invitation=invitation, at=timezone.now())
    draft = queries.get_draft(invitation=invitation)
    refusal = _refusal(invitation)
    kept = queries.list_kept_by_link(invitation=invitation)
    if kept and (draft is None or refusal):
        return _show_kept(request, token, invitation, kept)
    if refusal:
        context = _page(invitation, title=invitation.exercise.title) | {"refusal": refusal}
        return render(request, "engagement/answer_closed.jinja", context)
    questions = queries.list_questions(exercise=invitation.exercise)
    answers = queries.list_draft_answers(draft=draft)
    return redirect(presenters.resume_url(token, questions, answers))


@never_cache
@require_http_methods(["GET", "POST"])
def answer_question(request: HttpRequest, token: str, number: int) -> HttpResponse:
    invitation = queries.open_invitation(token=token, at=timezone.now())
    if _refusal(invitation):
        return redirect("engagement:answer", token=token)
    questions = queries.list_questions(exercise=invitation.exercise)
    question = _numbered(questions, number)
    draft = queries.get_draft(invitation=invitation)
    form = _step_form(request, draft, question, number=number, total=len(questions))
    if request.method == "POST" and form.is_valid():
        _save(form, invitation)
        return redirect(presenters.next_url(token, number, len(questions)))
    context = _page(invitation, title=invitation.exercise.title) | {
        "form": form,
        "token": token,
        "number": number,
        "total": len(questions),
        "is_saved": draft is not None,
        "kept_before": queries.list_kept_by_link(invitation=invitation),
        "back": presenters.step_url(token, number - 1) if number > 1 else "",
    }
    return render(request, "engagement/answer_question.jinja", context)


@never_cache
@require_POST
def answer_save(request: HttpRequest, token: str, number: int) -> HttpResponse:
    """Save a page while it is being written, and say when. Only scripts call it."""
    invitation = queries.open_invitation(token=token, at=timezone.now())
    questions = queries.list_questions(exercise=invitation.exercise)
    question = _numbered(questions, number)
    text = request.POST.get(name_of(question.pk), "")
    step = actions.Step(answers={question.pk: text})
    actions.save_draft(invitation=invitation, step=step, by=_by(invitation), at=timezone.now())
    return render(request, "engagement/answer_saved.jinja", {"at": timezone.now()})


@never_cache
@require_http_methods(["GET", "POST"])
def answer_check(request: HttpRequest, token: str) -> HttpResponse:
    """Show all of it once more, and keep it."""
    invitation = queries.open_invitation(token=token, at=timezone.now())
    draft = queries.get_draft(invitation=invitation)
    if draft is None or _refusal(invitation):
        return redirect("engagement:answer", token=token)
    has_email = queries.has_reply_address(contribution=draft)
    form = CheckForm(request.POST or None, initial={"email": draft.email})
    if request.method == "POST" and (has_email or form.is_valid()):
        email = None if has_email else form.cleaned_data["email"]
        try:
            _keep(invitation, email=email)
        except actions.CannotKeep as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(reverse("engagement:answer", args=[token]) + "?kept")
    questions = queries.list_questions(exercise=invitation.exercise)
    answers = queries.list_draft_answers(draft=draft)
    context = _page(invitation, title="Check what you said") | {
        "form": form,
        "token": token,
        "has_email": has_email,
        "rows": [
            (question.text, answers.get(question.pk), presenters.step_url(token, number))
            for number, question in enumerate(questions, start=1)
        ],
        "may_see": Visibility(draft.visibility).label,
        "first_url": presenters.step_url(token, 1),
        "back": presenters.step_url(token, len(questions)),
    }
    return render(request, "engagement/answer_check.jinja", context)


@never_cache
@require_http_methods(["GET", "POST"])
def answer_not_you(request: HttpRequest, token: str) -> HttpResponse:
    """Say what to do if the link reached someone else, and take note of it."""
    invitation = queries.open_invitation(token=token, at=timezone.now())
    exercise = invitation.exercise
    if request.method == "POST":
        actions.mark_misdirected(invitation=invitation, by=_by(invitation), at=timezone.now())
        messages.success(
            request,
            "Thank you for telling us. That link no longer works, and we look for the right "
            "person.",
        )
        return redirect("engagement:exercise", system=exercise.system.slug, slug=exercise.slug)
    context = _page(invitation, title=f"Not {invitation.location.name}?") | {"token": token}
    return render(request, "engagement/answer_not_you.jinja", context)


def _page(invitation: Invitation, *, title: str) -> dict[str, object]:
    return {
        "system": invitation.exercise.system,
        "section": "asked",
        "title": title,
        "exercise": invitation.exercise,
        "location": invitation.location,
    }


def _refusal(invitation: Invitation) -> str | None:
    exercise = invitation.exercise
    return rules.reason_not_to_take(
        stage=Stage(exercise.stage),
        opens_on=exercise.opens_on,
        closes_on=exercise.closes_on,
        today=timezone.localdate(),
    )


def _by(invitation: Invitation) -> str:
    """Return how the ledger names whoever holds an invitation's link."""
    return f"invitation:{invitation.pk}"


def _numbered(questions: list[Question], number: int) -> Question:
    if not 1 <= number <= len(questions):
        raise NotFound("There is no such question here")
    return questions[number - 1]


def _step_form(
    request: HttpRequest,
    draft: Contribution | None,
    question: Question,
    *,
    number: int,
    total: int,
) -> StepForm | FirstStepForm:
    answers = queries.list_draft_answers(draft=draft)
    initial = {
        name_of(question.pk): answers.get(question.pk, ""),
        "visibility": draft.visibility if draft else Visibility.TEAM,
    }
    kind = FirstStepForm if number == 1 else StepForm
    return kind(request.POST or None, questions=[(number, question)], total=total, initial=initial)


def _save(form: StepForm | FirstStepForm, invitation: Invitation) -> None:
    chosen = form.cleaned_data.get("visibility")
    step = actions.Step(answers=form.answers(), visibility=Visibility(chosen) if chosen else None)
    actions.save_draft(invitation=invitation, step=step, by=_by(invitation), at=timezone.now())


def _keep(invitation: Invitation, *, email: str | None) -> None:
    if email is not None:
        step = actions.Step(email=email)
        actions.save_draft(invitation=invitation, step=step, by=_by(invitation), at=timezone.now())
    actions.keep_draft(invitation=invitation, by=_by(invitation), at=timezone.now())


def _show_kept(
    request: HttpRequest, token: str, invitation: Invitation, kept: list[Contribution]
) -> HttpResponse:
    just_kept = "kept" in request.GET
    title = "Thank you. We have kept it" if just_kept else "What you said"
    shown = [presenters.kept(each, queries.list_answers(contribution=each)) for each in kept]
    context = _page(invitation, title=title) | {
        "kept": shown,
        "just_kept": just_kept,
        "may_add": _refusal(invitation) is None,
        "more_url": presenters.step_url(token, 1),
        "thread": presenters.thread(
            invitation.exercise,
            reply_url=queries.get_reply_url(contribution=kept[0]),
            today=timezone.localdate(),
        ),
        "receipt_url": queries.get_receipt_path(contribution=kept[0]),
    }
    return render(request, "engagement/said.jinja", context)
