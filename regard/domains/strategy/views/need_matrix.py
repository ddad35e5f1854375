"""All needs against all passages of a document, and the two forms that tie them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from regard.domains.strategy import actions, presenters, queries
from regard.domains.strategy.forms.needs import AnswerNeedForm, PassageNeedsForm
from regard.domains.strategy.permissions import Permission
from regard.domains.strategy.presenters import needs as words
from regard.domains.strategy.types import StrategyStage
from regard.foundation.accounts.requests import Request

from .asked import get_both

if TYPE_CHECKING:
    from regard.domains.strategy.models import Strategy
    from regard.foundation.design.forms import Form


LONG = 60
"""Of more needs and passages only so many that stand alone are shown, unless all are asked for."""


@require_GET
def need_matrix(request: Request, system: str, slug: str) -> HttpResponse:
    here, found = get_both(request, system, slug)
    rights = queries.get_rights(strategy=found, caller=request.caller)
    draft = queries.find_draft(strategy=found, caller=request.caller)
    if request.GET.get("draft") and draft is not None:
        found, rights = draft, queries.get_rights(strategy=draft, caller=request.caller)
    matrix = queries.get_need_matrix(strategy=found)
    missing = len(matrix.orphan_needs) + len(matrix.orphan_passages)
    is_long = len(matrix.needs) + len(matrix.passages) > LONG
    asked = request.GET.get("missing", "yes" if is_long else "no")
    only_missing = asked != "no" and missing > 0
    most = LONG if only_missing else None
    return render(
        request,
        "strategy/need_matrix.jinja",
        {
            "system": here,
            "section": "strategy",
            "title": "What it rests on, and what it answers",
            "lede": words.matrix_lede(matrix),
            "crumbs": presenters.crumbs(here.slug, found),
            "strategy": found,
            "matrix": matrix,
            "lines": words.needs_shown(matrix, only_missing=only_missing)[:most],
            "passages": words.passages_shown(matrix, only_missing=only_missing)[:most],
            "more_needs": len(matrix.orphan_needs) - LONG if only_missing else 0,
            "more_passages": len(matrix.orphan_passages) - LONG if only_missing else 0,
            "unbound": words.passages_without(matrix),
            "only_missing": only_missing,
            "choices_of": words.matrix_choices(
                missing, only_missing=only_missing, draft=bool(request.GET.get("draft"))
            ),
            "missing_words": words.missing_words,
            "say_how": words.say_how,
            "is_draft": found.stage == StrategyStage.DRAFT,
            "draft": draft,
            "may_write": rights.write,
        },
    )


@require_http_methods(["GET", "POST"])
def answer_need(request: Request, system: str, slug: str, number: int) -> HttpResponse:
    here, found = get_both(request, system, slug, to=Permission.WRITE)
    need = queries.get_need(system=here, number=number)
    lines = queries.get_need_matrix(strategy=found).needs
    line = next((each for each in lines if each.need.number == number), None)
    met = line.met_by if line else ()
    form = AnswerNeedForm(
        request.POST if request.method == "POST" else None,
        passages=queries.list_passages(strategy=found),
        initial={
            "refs": [each.ref for each in met],
            "how": met[0].how if met else "",
            "aside": line.aside if line else "",
        },
    )
    if form.is_valid():
        with form.showing_refusals():
            actions.answer_need(
                strategy=found,
                need=need,
                answering=form.answering(),
                by=request.caller.by,
                at=timezone.now(),
            )
            messages.success(request, f"Saved what answers N{number}.")
            return redirect(presenters.address("need_matrix", found) + "?draft=1")
    return _form_page(request, found, form, f"What answers N{number}?", need.title)


@require_http_methods(["GET", "POST"])
def base_passage(request: Request, system: str, slug: str, ref: str) -> HttpResponse:
    here, found = get_both(request, system, slug, to=Permission.WRITE)
    part = queries.get_passage(strategy=found, ref=ref)
    matrix = queries.get_need_matrix(strategy=found)
    [line] = [each for each in matrix.passages if each.key == part.key]
    form = PassageNeedsForm(
        request.POST if request.method == "POST" else None,
        needs=[each for each in queries.list_needs(system=here) if each.retired_on is None],
        initial={
            "numbers": [str(need.number) for need in line.needs],
            "no_need_because": line.no_need_because,
        },
    )
    if form.is_valid():
        with form.showing_refusals():
            actions.base_passage(
                strategy=found,
                ref=ref,
                numbers=[int(number) for number in form.cleaned_data["numbers"]],
                no_need_because=form.cleaned_data["no_need_because"],
                by=request.caller.by,
                at=timezone.now(),
            )
            messages.success(request, f"Saved what {ref} rests on.")
            return redirect(presenters.address("need_matrix", found) + "?draft=1")
    return _form_page(request, found, form, f"What does {ref} rest on?", part.heading)


def _form_page(
    request: Request, found: Strategy, form: Form, title: str, lede: str
) -> HttpResponse:
    return render(
        request,
        "form_page.jinja",
        {
            "system": found.system,
            "section": "strategy",
            "title": title,
            "lede": lede,
            "crumbs": [
                *presenters.crumbs(found.system.slug, found),
                ("What it rests on", presenters.address("need_matrix", found)),
            ],
            "form": form,
            "label": "Save",
            "back": presenters.address("need_matrix", found) + "?draft=1",
        },
    )
