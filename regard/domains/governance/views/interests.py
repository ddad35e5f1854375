"""The register of interests: who has which, and keeping it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from regard.domains.governance import actions, queries
from regard.domains.governance.forms.interests import (
    AboutForm,
    EndInterestForm,
    InterestForm,
    NewInterestForm,
    initial_of,
)
from regard.domains.governance.permissions import Permission
from regard.domains.governance.presenters import interests as words
from regard.domains.register import queries as register
from regard.foundation.accounts.requests import Request, read_day, sent
from regard.foundation.authority import is_allowed
from regard.foundation.files import streams

from .pages import page_of

if TYPE_CHECKING:
    from regard.domains.governance.models import Interest
    from regard.domains.register.models import System

FOUND = 12
"""Services that a search offers at once."""


@require_GET
def interests(request: Request, system: str) -> HttpResponse:
    here = register.get_system(slug=system, caller=request.caller)
    today = timezone.localdate()
    on, narrow = read_day(request, today), _filter(request)
    rows = queries.list_interests(system=here, caller=request.caller, on=on, narrow=narrow)
    counts = queries.count_interests(system=here, on=on)
    context = page_of(request, here, "Who has an interest in what") | {
        "lede": words.interests_lede(counts, on=on, today=today),
        "counts": counts,
        "people": words.by_person(rows),
        "narrow": narrow,
        "is_narrowed": narrow != queries.InterestFilter(),
        "on": None if on == today else on,
        "bodies": queries.list_bodies(system=here, on=on),
        "here": request.path,
        "csv": _csv_url(request, system),
        "may_keep": is_allowed(request.caller, Permission.KEEP_INTERESTS, here),
        "may_declare": queries.may_declare(system=here, caller=request.caller),
        "until": words.until_words,
        "since": words.since_words,
    }
    return render(request, "governance/interests.jinja", context)


@require_GET
def interests_csv(request: Request, system: str) -> HttpResponseBase:
    """Send the interests that the caller may read, narrowed as the page is."""
    here = register.get_system(slug=system, caller=request.caller)
    on = read_day(request, timezone.localdate())
    rows = queries.stream_interests(
        system=here, caller=request.caller, on=on, narrow=_filter(request)
    )
    return streams.answer(
        "csv",
        name=f"{system}-interests",
        sheet="Interests",
        header=words.CSV_HEADER,
        rows=(words.csv_row(row) for row in rows),
    )


@require_http_methods(["GET", "POST"])
def new_interest(request: Request, system: str) -> HttpResponse:
    here = register.get_system(slug=system, caller=request.caller)
    holders = queries.list_holders_to_declare(system=here, caller=request.caller)
    form = NewInterestForm(
        sent(request), holders=holders, initial={"holder": request.GET.get("holder", "")}
    )
    if form.is_valid():
        with form.showing_refusals():
            made = actions.add_interest(
                holder=form.its_holder(),
                facts=form.facts(),
                by=request.caller.by,
                at=timezone.now(),
            )
            messages.success(request, "It is on the register. Say now which provider it is about.")
            return redirect(_url(here, made, "interest_about"))
    context = _below(request, here, "Declare an interest") | {
        "form": form,
        "words": "Everyone can read it, unless there is a reason why not.",
        "label": "Put it on the register",
    }
    return render(request, "governance/ask.jinja", context)


@require_http_methods(["GET", "POST"])
def interest(request: Request, system: str, interest_id: int) -> HttpResponse:
    """Put right what stands on the register."""
    here, found = _find(request, system, interest_id)
    form = InterestForm(sent(request), initial=initial_of(found))
    if form.is_valid():
        with form.showing_refusals():
            actions.edit_interest(
                interest=found, facts=form.facts(found), by=request.caller.by, at=timezone.now()
            )
            messages.success(request, "Saved.")
            return redirect("governance:interests", system=system)
    context = _below(request, here, f"An interest of {found.holder.name}") | {
        "lede": words.about_words(found),
        "form": form,
        "about": _url(here, found, "interest_about"),
        "end": "" if found.valid_to else _url(here, found, "end_interest"),
    }
    return render(request, "governance/interest.jinja", context)


@require_http_methods(["GET", "POST"])
def interest_about(request: Request, system: str, interest_id: int) -> HttpResponse:
    """Find the provider of the register that an interest is about, by words."""
    here, found = _find(request, system, interest_id)
    asked = request.GET.get("words", "")[:200].replace("\0", "").strip()
    locations = register.search_locations(system=here, words=asked, limit=FOUND) if asked else []
    providers = {str(each.organisation_id): each.organisation.name for each in locations}
    own = found.holder.organisation
    if own is not None:
        providers = {str(own.pk): own.name} | providers
    form = AboutForm(sent(request), choices=list(providers.items()))
    if form.is_valid():
        facts = words.facts_of(found, about=form.its_provider())
        actions.edit_interest(interest=found, facts=facts, by=request.caller.by, at=timezone.now())
        messages.success(request, "Saved.")
        return redirect("governance:interests", system=system)
    title = "Which provider is it about?"
    context = _below(request, here, title) | {
        "form": form,
        "asked": asked,
        "found_any": bool(locations),
        "interest": found,
    }
    return render(request, "governance/interest_about.jinja", context)


@require_http_methods(["GET", "POST"])
def end_interest(request: Request, system: str, interest_id: int) -> HttpResponse:
    here, found = _find(request, system, interest_id)
    form = EndInterestForm(sent(request), initial={"on": timezone.localdate()})
    if form.is_valid():
        with form.showing_refusals("on"):
            actions.end_interest(
                interest=found,
                on=form.cleaned_data["on"],
                by=request.caller.by,
                at=timezone.now(),
            )
            messages.success(request, "It has ended. The register still shows it on earlier days.")
            return redirect("governance:interests", system=system)
    context = _below(request, here, "When did it end?") | {
        "form": form,
        "quoted": found.text,
        "quoted_from": found.holder.name,
        "label": "It has ended",
    }
    return render(request, "governance/ask.jinja", context)


def _find(request: Request, system: str, interest_id: int) -> tuple[System, Interest]:
    here = register.get_system(slug=system, caller=request.caller)
    to = Permission.KEEP_INTERESTS
    return here, queries.get_interest(
        system=here, interest_id=interest_id, caller=request.caller, to=to
    )


def _below(request: Request, here: System, title: str) -> dict[str, object]:
    back = reverse("governance:interests", kwargs={"system": here.slug})
    return page_of(request, here, title, crumbs=[("Interests", back)]) | {
        "back": back,
    }


def _url(here: System, found: Interest, name: str) -> str:
    where = {"system": here.slug, "interest_id": found.pk}
    return reverse(f"governance:{name}", kwargs=where)


def _filter(request: Request) -> queries.InterestFilter:
    return queries.InterestFilter(
        body_slug=request.GET.get("body", "")[:60].replace("\0", ""),
        words=request.GET.get("words", "")[:100].replace("\0", "").strip(),
    )


def _csv_url(request: Request, system: str) -> str:
    path = reverse("governance:interests_csv", kwargs={"system": system})
    encoded = request.GET.urlencode()
    return f"{path}?{encoded}" if encoded else path
