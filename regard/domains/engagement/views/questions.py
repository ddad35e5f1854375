"""The questions of a draft, and whom it is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from regard.domains.engagement import actions, queries, rules
from regard.domains.engagement.forms import AudienceForm
from regard.domains.engagement.forms.questions import KindForm, QuestionForm, wording_of
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.presenters.questions import question_cards, questions_lede
from regard.domains.engagement.presenters.wording import wording_notes
from regard.domains.engagement.queries.formats import list_formats
from regard.domains.engagement.queries.questions import asked_in
from regard.domains.engagement.types import QuestionKind
from regard.domains.register import queries as register
from regard.foundation.accounts.requests import Request, sent

from .finding import address, below, find_exercise

if TYPE_CHECKING:
    from regard.domains.engagement.models import Exercise


@require_GET
def questions(request: Request, system: str, slug: str) -> HttpResponse:
    """List the questions of a draft, with how plain they are and a way to ask one more."""
    found = _draft(request, system, slug)
    asked = queries.list_questions(exercise=found)
    cards = question_cards(asked, list_formats(exercise=found))
    context = below(found, title="What you ask") | {
        "lede": questions_lede(cards),
        "cards": cards,
        "notes": wording_notes(found),
        "form": KindForm(initial={"kind": QuestionKind.WORDS}),
        "suggested": rules.SUGGESTED_QUESTIONS,
        "is_full": len(asked) >= rules.MOST_QUESTIONS,
        "new_url": address("new_question", found),
        "back": address("exercise", found),
    }
    return render(request, "engagement/questions.jinja", context)


@require_http_methods(["GET", "POST"])
def new_question(request: Request, system: str, slug: str) -> HttpResponse:
    """Write one more question, of the kind that the address names."""
    found = _draft(request, system, slug)
    given = request.GET.get("kind", "")
    if given not in set(QuestionKind):
        return redirect(address("questions", found))
    earlier = queries.list_asked(exercise=found)
    form = QuestionForm(sent(request), kind=QuestionKind(given), earlier=earlier)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_question(
                exercise=found, wording=form.wording(), by=request.caller.by, at=timezone.now()
            )
        except actions.CannotWord as refusal:
            _show(form, refusal.reasons)
        else:
            return redirect(address("questions", found))
    return _form_page(request, found, form, title="Ask one more")


@require_http_methods(["GET", "POST"])
def edit_question(request: Request, system: str, slug: str, question_id: int) -> HttpResponse:
    found = _draft(request, system, slug)
    question = queries.get_question(exercise=found, question_id=question_id)
    asked = asked_in(queries.list_questions(exercise=found))
    given = request.GET.get("kind", "")
    form = QuestionForm(
        sent(request),
        kind=QuestionKind(given if given in set(QuestionKind) else question.kind),
        earlier=[each for each in asked if each.number < question.position],
        initial=wording_of(question),
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_question(
                question=question, wording=form.wording(), by=request.caller.by, at=timezone.now()
            )
        except actions.CannotWord as refusal:
            _show(form, refusal.reasons)
        else:
            return redirect(address("questions", found))
    return _form_page(
        request,
        found,
        form,
        title=f"Change question {question.position}",
        kinds=KindForm(initial={"kind": form.kind}),
    )


@require_POST
def remove_question(request: Request, system: str, slug: str, question_id: int) -> HttpResponse:
    found = _draft(request, system, slug)
    question = queries.get_question(exercise=found, question_id=question_id)
    try:
        actions.remove_question(question=question, by=request.caller.by, at=timezone.now())
    except actions.CannotWord as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, "The question is removed.")
    return redirect(address("questions", found))


@require_POST
def move_question_up(request: Request, system: str, slug: str, question_id: int) -> HttpResponse:
    found = _draft(request, system, slug)
    question = queries.get_question(exercise=found, question_id=question_id)
    try:
        actions.move_question_up(question=question, by=request.caller.by, at=timezone.now())
    except actions.CannotWord as refusal:
        messages.warning(request, str(refusal))
    return redirect(address("questions", found))


@require_http_methods(["GET", "POST"])
def audience(request: Request, system: str, slug: str) -> HttpResponse:
    """
    Choose whom a draft is for.

    "Count" shows how many that would be without saving it; "Save" keeps it.
    """
    found = _draft(request, system, slug)
    places = [(place.pk, place.name) for place in register.list_places(system=found.system)]
    segments = register.list_segments_to_choose(system=found.system, caller=request.caller)
    criteria = rules.criteria_from(found.criteria)
    chosen = next((each.slug for each in segments if each.criteria == criteria), "")
    form = AudienceForm(
        request.POST or None,
        places=places,
        segments=segments,
        initial={**found.criteria, "segment": chosen},
    )
    if request.method == "POST" and form.is_valid():
        criteria = form.criteria()
        if "count" not in request.POST:
            actions.choose_audience(
                exercise=found, criteria=criteria, by=request.caller.by, at=timezone.now()
            )
            return redirect(address("exercise", found))
    names = dict(places)
    context = below(found, title="Whom do you ask?") | {
        "form": form,
        "how_many": register.count_audience(system=found.system, criteria=criteria),
        "in_words": rules.audience_in_words(criteria, places=names, system=found.system.name),
        "back": address("exercise", found),
    }
    return render(request, "engagement/audience.jinja", context)


def _form_page(
    request: Request,
    exercise: Exercise,
    form: QuestionForm,
    *,
    title: str,
    kinds: KindForm | None = None,
) -> HttpResponse:
    """
    Show the form of a question.

    :param kinds: the form by which it becomes one of another kind; None for a new one.
    """
    context = below(exercise, title=title) | {
        "form": form,
        "kind_label": form.kind.label,
        "kinds": kinds,
        "back": address("questions", exercise),
    }
    return render(request, "engagement/question.jinja", context)


def _draft(request: Request, system: str, slug: str) -> Exercise:
    found = find_exercise(request, system, slug, to=Permission.RUN_EXERCISES)
    actions.check_is_draft(exercise=found)
    return found


def _show(form: QuestionForm, reasons: dict[str, str]) -> None:
    for field, reason in reasons.items():
        form.add_error(field if field in form.fields else None, reason)
