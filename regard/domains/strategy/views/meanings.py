"""What a draft's passages mean: the list, and the form of one."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from regard.domains.register import queries as register
from regard.domains.strategy import actions, presenters, queries
from regard.domains.strategy.actions import Meant
from regard.domains.strategy.forms.meanings import MeaningForm
from regard.domains.strategy.permissions import Permission
from regard.domains.strategy.presenters.meanings import meanings_lede
from regard.domains.strategy.rules.meanings import whom_in_words
from regard.foundation.accounts.requests import Request, sent
from regard.foundation.design.finding import keep_finding, read_chosen
from regard.foundation.design.words import plural_words

from .asked import get_both
from .looking import look_for_written

if TYPE_CHECKING:
    from regard.domains.register.models import System
    from regard.domains.strategy.models import Meaning, Strategy


@require_GET
def meanings(request: Request, system: str, slug: str) -> HttpResponse:
    here, found = get_both(request, system, slug, to=Permission.WRITE)
    rows = queries.list_meanings(strategy=found)
    counts = {
        criteria: register.count_audience(system=here, criteria=criteria)
        for criteria in {row.criteria for row in rows}
    }
    context = {
        "system": here,
        "section": "strategy",
        "title": "What it means, and for whom",
        "lede": meanings_lede(rows, passages=len(queries.list_passages(strategy=found))),
        "crumbs": presenters.crumbs(here.slug, found),
        "strategy": found,
        "rows": rows,
        "counts": counts,
        "may_write": queries.get_rights(strategy=found, caller=request.caller).write,
    }
    return render(request, "strategy/meanings.jinja", context)


@require_http_methods(["GET", "POST"])
def new_meaning(request: Request, system: str, slug: str) -> HttpResponse:
    """Say what a passage means; `?ref=` names the passage."""
    here, found = get_both(request, system, slug, to=Permission.WRITE)
    return _form_page(request, here, found, None, {"ref": request.GET.get("ref", "")})


@require_http_methods(["GET", "POST"])
def edit_meaning(request: Request, system: str, slug: str, meaning_id: int) -> HttpResponse:
    here, found = get_both(request, system, slug, to=Permission.WRITE)
    meaning = queries.get_meaning(strategy=found, meaning_id=meaning_id)
    rows = queries.list_meanings(strategy=found)
    [row] = [each for each in rows if each.meaning_id == meaning_id]
    initial = asdict(row) | asdict(row.criteria) | {"ref": row.passage_ref}
    initial["place_ids"] = [str(number) for number in row.criteria.place_ids]
    return _form_page(request, here, found, meaning, initial)


@require_POST
def remove_meaning(request: Request, system: str, slug: str, meaning_id: int) -> HttpResponse:
    here, found = get_both(request, system, slug, to=Permission.WRITE)
    meaning = queries.get_meaning(strategy=found, meaning_id=meaning_id)
    actions.remove_meaning(meaning=meaning, by=request.caller.by, at=timezone.now())
    messages.success(request, "Taken out.")
    return redirect("strategy:meanings", system=here.slug, slug=slug)


def _form_page(
    request: Request,
    here: System,
    found: Strategy,
    meaning: Meaning | None,
    initial: dict[str, object],
) -> HttpResponse:
    places = [(place.pk, place.name) for place in register.list_places(system=here)]
    form = MeaningForm(
        sent(request),
        passages=queries.shortlist_passages(
            strategy=found,
            looking=look_for_written(request, "for_owners", "for_staff", "for_people"),
            chosen=read_chosen(request, "ref", before=str(initial.get("ref", ""))),
        ),
        places=places,
        initial=initial,
    )
    keep_finding(request, form)
    touched, whom = None, ""
    if "count" in request.POST:
        touched, whom = _count(here, form, dict(places))
    elif form.is_valid():
        with form.showing_refusals():
            actions.write_meaning(
                strategy=found,
                meant=_meant(form, dict(places)),
                meaning=meaning,
                by=request.caller.by,
                at=timezone.now(),
            )
            touched = register.count_audience(system=here, criteria=form.criteria())
            messages.success(request, f"Saved. It touches {plural_words(touched, 'service')}.")
            return redirect("strategy:meanings", system=here.slug, slug=found.slug)
    context = {
        "system": here,
        "section": "strategy",
        "title": "Change what it means" if meaning else "Say what a passage means",
        "crumbs": [
            *presenters.crumbs(here.slug, found),
            ("What it means", presenters.address("meanings", found)),
        ],
        "form": form,
        "touched": touched,
        "whom": whom,
        "back": presenters.address("meanings", found),
    }
    return render(request, "strategy/meaning_form.jinja", context)


def _count(here: System, form: MeaningForm, places: dict[int, str]) -> tuple[int | None, str]:
    """Return how many services are touched so far, and which; nothing is saved."""
    criteria = form.only_counted()
    if criteria is None:
        return None, ""
    touched = register.count_audience(system=here, criteria=criteria)
    return touched, whom_in_words(criteria, places)


def _meant(form: MeaningForm, places: dict[int, str]) -> Meant:
    data, criteria = form.cleaned_data, form.criteria()
    return Meant(
        ref=data["ref"],
        criteria=criteria,
        whom=whom_in_words(criteria, places),
        for_owners=data["for_owners"],
        for_staff=data["for_staff"],
        for_people=data["for_people"],
        to_do=data["to_do"],
        do_by=data["do_by"],
    )
