"""The pages on which a strategy is written."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_POST

from regard.domains.engagement import queries as engagement
from regard.domains.engagement.types import Stage
from regard.domains.register import queries as register
from regard.domains.strategy import actions, presenters, queries, rules
from regard.domains.strategy.forms.writing import PassageForm, StrategyForm
from regard.domains.strategy.permissions import Permission
from regard.foundation.accounts.requests import Request, sent

from .asked import get_both


def new_strategy(request: Request, system: str) -> HttpResponse:
    here = register.get_system(slug=system, caller=request.caller, to=Permission.WRITE)
    asked = engagement.list_exercises(system=here, caller=request.caller)
    closed_first = sorted(asked, key=lambda row: row.stage is not Stage.CLOSED)
    form = StrategyForm(
        sent(request),
        exercises=[r for r in closed_first if r.stage in {Stage.OPEN, Stage.CLOSED}],
    )
    if form.is_valid():
        with form.showing_refusals():
            made = actions.create_strategy(
                system=here,
                slug=slugify(form.cleaned_data["title"])[:50].strip("-"),
                title=form.cleaned_data["title"],
                exercise_ids=form.exercise_ids(),
                by=request.caller.by,
                at=timezone.now(),
            )
            return redirect("strategy:write", system=here.slug, slug=made.slug)
    return render(
        request,
        "strategy/edit.jinja",
        {
            "system": here,
            "section": "strategy",
            "title": "Begin a strategy",
            "lede": "It answers what people said in one exercise or several.",
            "crumbs": presenters.crumbs(here.slug),
            "form": form,
            "is_new": True,
        },
    )


def write(request: Request, system: str, slug: str) -> HttpResponse:
    here, found = get_both(request, system, slug, to=Permission.WRITE)
    status = queries.get_status(strategy=found)
    return render(
        request,
        "strategy/write.jinja",
        {
            "system": here,
            "section": "strategy",
            "title": f"Write: {found.title}",
            "lede": f"{presenters.describe_progress(status)} have an outcome.",
            "crumbs": presenters.crumbs(here.slug, found),
            "strategy": found,
            "status": status,
            "passages": queries.list_passages(strategy=found),
            "exercises": queries.list_exercises(strategy=found),
            "may": queries.get_rights(strategy=found, caller=request.caller),
        },
    )


def edit_strategy(request: Request, system: str, slug: str) -> HttpResponse:
    here, found = get_both(request, system, slug, to=Permission.WRITE)
    ours = queries.list_exercises(strategy=found)
    mine = {row.exercise_id for row in ours}
    others = [
        row
        for row in engagement.list_exercises(system=here, caller=request.caller)
        if row.stage in {Stage.OPEN, Stage.CLOSED} and row.exercise_id not in mine
    ]
    form = StrategyForm(
        sent(request),
        exercises=[*ours, *others],
        initial={
            "title": found.title,
            "introduction": found.introduction,
            "exercises": [str(number) for number in mine],
        },
    )
    if form.is_valid():
        with form.showing_refusals():
            actions.edit_strategy(
                strategy=found,
                title=form.cleaned_data["title"],
                introduction=form.cleaned_data["introduction"],
                exercise_ids=form.exercise_ids(),
                by=request.caller.by,
                at=timezone.now(),
            )
            messages.success(request, "Saved.")
            return redirect("strategy:write", system=here.slug, slug=slug)
    return render(
        request,
        "strategy/edit.jinja",
        {
            "system": here,
            "section": "strategy",
            "title": "What it is called and what it answers",
            "crumbs": presenters.crumbs(here.slug, found),
            "strategy": found,
            "form": form,
        },
    )


def new_passage(request: Request, system: str, slug: str) -> HttpResponse:
    return _passage_form(request, system, slug, None)


def edit_passage(request: Request, system: str, slug: str, ref: str) -> HttpResponse:
    return _passage_form(request, system, slug, ref)


@require_POST
def move_passage(request: Request, system: str, slug: str, ref: str) -> HttpResponse:
    here, found = get_both(request, system, slug, to=Permission.WRITE)
    places = -1 if request.POST.get("to") == "up" else 1
    actions.move_passage(
        strategy=found, ref=ref, places=places, by=request.caller.by, at=timezone.now()
    )
    return redirect("strategy:write", system=here.slug, slug=slug)


@require_POST
def remove_passage(request: Request, system: str, slug: str, ref: str) -> HttpResponse:
    here, found = get_both(request, system, slug, to=Permission.WRITE)
    try:
        actions.remove_passage(strategy=found, ref=ref, by=request.caller.by, at=timezone.now())
    except actions.CannotRemove as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Passage {ref} is removed.")
    return redirect("strategy:write", system=here.slug, slug=slug)


def _passage_form(request: Request, system: str, slug: str, ref: str | None) -> HttpResponse:
    here, found = get_both(request, system, slug, to=Permission.WRITE)
    part = queries.get_passage(strategy=found, ref=ref) if ref else None
    refs = [each.ref for each in queries.list_passages(strategy=found)]
    initial = {"ref": part.ref, "heading": part.heading, "text": part.text} if part else None
    form = PassageForm(sent(request), initial=initial or {"ref": rules.next_ref(refs)})
    if form.is_valid():
        number = ref or form.cleaned_data["ref"]
        if part is None and number in refs:
            form.add_error("ref", f"There is a passage {number} already")
        else:
            actions.write_passage(
                strategy=found,
                ref=number,
                heading=form.cleaned_data["heading"],
                text=form.cleaned_data["text"],
                by=request.caller.by,
                at=timezone.now(),
            )
            _say_saved(request, number, form.cleaned_data["text"])
            return redirect("strategy:write", system=here.slug, slug=slug)
    return render(
        request,
        "strategy/passage_form.jinja",
        {
            "system": here,
            "section": "strategy",
            "title": f"Passage {ref}" if ref else "A new passage",
            "crumbs": [
                *presenters.crumbs(here.slug, found),
                ("Write", presenters.address("write", found)),
            ],
            "strategy": found,
            "passage": part,
            "form": form,
        },
    )


def _say_saved(request: Request, ref: str, text: str) -> None:
    hints = rules.hints_on(text)
    messages.success(request, " ".join([f"Passage {ref} is saved.", *hints]))
