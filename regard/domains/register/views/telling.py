"""Councils' dated statements that every provider was told: facts, and no verdict."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from regard.domains.register import actions, presenters, queries
from regard.domains.register.forms import ToldForm
from regard.domains.register.permissions import Permission
from regard.foundation.accounts.requests import Request
from regard.foundation.authority import is_allowed

from .persons import show
from .reaching import crumbs, pages


@require_GET
def told(request: Request, system: str) -> HttpResponse:
    found = queries.get_system(slug=system, caller=request.caller, to=Permission.VIEW_REACH)
    today = timezone.localdate()
    rows = queries.list_council_rows(system=found, caller=request.caller, today=today)
    statements = queries.list_statements(system=found, caller=request.caller)
    context = {
        "system": found,
        "section": "register",
        "title": "That everyone was told",
        "lede": presenters.told_lede(rows),
        "crumbs": crumbs(system),
        "pages": pages(system, "told"),
        "councils": rows,
        "statements": statements,
        "may_state": is_allowed(request.caller, Permission.STATE_TOLD, found),
    }
    return render(request, "register/told.jinja", context)


@require_http_methods(["GET", "POST"])
def new_told(request: Request, system: str, council_id: int) -> HttpResponse:
    """Take down a council's statement, beside what the register knows of its services today."""
    found = queries.get_system(slug=system, caller=request.caller, to=Permission.STATE_TOLD)
    council = queries.get_council(system=found, council_id=council_id)
    known = queries.get_known(council=council)
    form = ToldForm(
        request.POST or None,
        initial={
            "made_on": timezone.localdate(),
            "exceptions": presenters.exceptions_begun(known),
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.state_told(
                system=found,
                council=council,
                statement=actions.Statement(**form.cleaned_data),
                by=request.caller.by,
                at=timezone.now(),
            )
        except actions.CannotState as refusal:
            show(form, refusal.reasons)
        else:
            messages.success(request, "The statement is written down. It is not changed again.")
            return redirect("register:told_statement", system=system, statement_id=made.pk)
    context = {
        "system": found,
        "section": "register",
        "title": f"{council.name}: who was told?",
        "lede": presenters.known_words(known),
        "crumbs": [*crumbs(system)[1:], ("That everyone was told", _here(system))],
        "council": council,
        "known": known,
        "form": form,
        "back": _here(system),
    }
    return render(request, "register/told_form.jinja", context)


@require_GET
def told_statement(request: Request, system: str, statement_id: int) -> HttpResponse:
    """Show a statement as it was made, fit to print and sign."""
    found = queries.get_system(slug=system, caller=request.caller)
    statement = queries.get_statement(
        system=found, statement_id=statement_id, caller=request.caller
    )
    context = {
        "system": found,
        "section": "register",
        "title": f"{statement.council.name} states that its providers were told",
        "crumbs": [*crumbs(system)[1:], ("That everyone was told", _here(system))],
        "statement": statement,
        "not_known": statement.services - statement.commissioned - statement.not_commissioned,
    }
    return render(request, "register/told_statement.jinja", context)


def _here(system: str) -> str:
    return reverse("register:told", kwargs={"system": system})
