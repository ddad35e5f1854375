"""Assessed needs: the list, one need, and the forms by which they are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from regard.domains.register import queries as register
from regard.domains.strategy import actions, presenters, queries
from regard.domains.strategy.forms.needs import NeedForm, NeedSheetForm, RetireForm
from regard.domains.strategy.permissions import Permission
from regard.domains.strategy.presenters import needs as words
from regard.domains.strategy.rules import needs as rules
from regard.foundation.accounts.requests import Request
from regard.foundation.authority import is_allowed
from regard.foundation.files import streams
from regard.foundation.files.uploads import read_sent_table

if TYPE_CHECKING:
    from regard.domains.register.models import System

EXAMPLE = (
    "Somewhere to live for people leaving hospital",
    "Housing",
    "In 2025, 212 people waited over a week for a home that they could manage in.",
    "People leaving hospital",
    "Joint strategic needs assessment 2026, section 4",
    "https://www.example.org/needs-2026",
    "1/4/2026",
)
"""A row that shows how each column is filled in, in the order of `rules.COLUMNS`."""


@require_GET
def needs(request: Request, system: str) -> HttpResponse:
    """Show what people need, which `?topic=` narrows."""
    here = register.get_system(slug=system, caller=request.caller)
    found = queries.list_needs(system=here)
    answers = queries.list_answers_to_needs(system=here)
    groups = words.group_needs(found)
    topics = {group.topic.value: group.topic for group in groups}
    wanted = topics.get(request.GET.get("topic", ""))
    context = _page(here, "What people need, and what answers it") | {
        "lede": words.needs_lede(found, answers),
        "groups": [group for group in groups if wanted in {None, group.topic}],
        "topic_choices": words.topic_choices(groups, wanted) if len(groups) > 1 else [],
        "retired": [need for need in found if need.retired_on],
        "answers": answers,
        "missing": rules.topics_missing(need.topic for need in found if not need.retired_on),
        "missing_words": words.missing_words,
        "say_how": words.say_how,
        "may_edit": is_allowed(request.caller, Permission.WRITE, here),
    }
    return render(request, "strategy/needs.jinja", context)


@require_GET
def need(request: Request, system: str, number: int) -> HttpResponse:
    here = register.get_system(slug=system, caller=request.caller)
    found = queries.get_need(system=here, number=number)
    answers = queries.list_answers_to_needs(system=here).get(found.pk, [])
    context = _page(here, f"N{found.number} {found.title}", deep=True) | {
        "lede": words.need_lede(answers),
        "need": queries.as_need(found),
        "answers": answers,
        "say_how": words.say_how,
        "may_edit": is_allowed(request.caller, Permission.WRITE, here),
    }
    return render(request, "strategy/need.jinja", context)


@require_http_methods(["GET", "POST"])
def new_need(request: Request, system: str) -> HttpResponse:
    here = register.get_system(slug=system, caller=request.caller, to=Permission.WRITE)
    form = NeedForm(_sent(request))
    if form.is_valid():
        with form.showing_refusals():
            made = actions.add_need(
                system=here, found=form.found(), by=request.caller.by, at=timezone.now()
            )
            messages.success(request, f"N{made.number} is added.")
            return redirect("strategy:need", system=here.slug, number=made.number)
    context = _page(here, "Add a need", deep=True)
    context |= {"form": form, "label": "Add", "back": _address(here, "needs")}
    return render(request, "form_page.jinja", context)


@require_http_methods(["GET", "POST"])
def edit_need(request: Request, system: str, number: int) -> HttpResponse:
    here = register.get_system(slug=system, caller=request.caller, to=Permission.WRITE)
    found = queries.get_need(system=here, number=number)
    form = NeedForm(_sent(request), initial=vars(queries.as_need(found)))
    if form.is_valid():
        with form.showing_refusals():
            actions.edit_need(
                need=found, found=form.found(), by=request.caller.by, at=timezone.now()
            )
            messages.success(request, "Saved.")
            return redirect("strategy:need", system=here.slug, number=number)
    context = _page(here, f"Change N{number}", deep=True)
    context |= {"form": form, "label": "Save", "back": _address(here, "need", number=number)}
    return render(request, "form_page.jinja", context)


@require_http_methods(["GET", "POST"])
def retire_need(request: Request, system: str, number: int) -> HttpResponse:
    here = register.get_system(slug=system, caller=request.caller, to=Permission.WRITE)
    found = queries.get_need(system=here, number=number)
    form = RetireForm(_sent(request), initial={"on": timezone.localdate()})
    if form.is_valid():
        with form.showing_refusals():
            actions.retire_need(
                need=found,
                on=form.cleaned_data["on"],
                because=form.cleaned_data["because"],
                by=request.caller.by,
                at=timezone.now(),
            )
            messages.success(request, f"N{number} counts no more. What was said of it stays.")
            return redirect("strategy:need", system=here.slug, number=number)
    context = _page(here, f"N{number} counts no more", deep=True)
    context |= {"form": form, "label": "Save", "back": _address(here, "need", number=number)}
    return render(request, "form_page.jinja", context)


@require_http_methods(["GET", "POST"])
def load_needs(request: Request, system: str) -> HttpResponse:
    here = register.get_system(slug=system, caller=request.caller, to=Permission.WRITE)
    is_sent = request.method == "POST"
    form = NeedSheetForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    context = _page(here, "Load needs from a spreadsheet", deep=True)
    if form.is_valid():
        with form.showing_refusals("file"):
            loaded = actions.load_needs(
                system=here,
                table=read_sent_table(form.cleaned_data["file"]),
                by=request.caller.by,
                at=timezone.now(),
            )
            context |= {
                "title": "What came of the spreadsheet",
                "lede": words.loaded_needs_lede(loaded),
                "loaded": loaded,
            }
            return render(request, "strategy/needs_loaded.jinja", context)
    context |= {
        "form": form,
        "columns": rules.COLUMNS,
        "needed": rules.NEEDED,
        "back": _address(here, "needs"),
    }
    return render(request, "strategy/needs_load.jinja", context)


@require_GET
def needs_empty(request: Request, system: str) -> HttpResponseBase:
    """Send a sheet with the columns' names, and one row that shows how they are filled in."""
    register.get_system(slug=system, caller=request.caller, to=Permission.WRITE)
    return streams.answer("csv", name="needs", sheet="Needs", header=rules.COLUMNS, rows=[EXAMPLE])


def _sent(request: Request) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _address(here: System, name: str, **more: object) -> str:
    return reverse(f"strategy:{name}", kwargs={"system": here.slug} | more)


def _page(here: System, title: str, *, deep: bool = False) -> dict[str, object]:
    crumbs = presenters.crumbs(here.slug)
    if deep:
        crumbs.append(("What people need", _address(here, "needs")))
    return {"system": here, "section": "strategy", "title": title, "crumbs": crumbs}
