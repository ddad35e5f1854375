"""Joining the register, and one's own page behind a signed link: on a phone, with no password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_ratelimit.core import is_ratelimited

from regard.domains.register import actions, presenters, queries
from regard.domains.register.forms import JoinForm, MyForm
from regard.domains.register.rules.people import PURPOSES, UNCONFIRMED_FOR
from regard.foundation.accounts.requests import Request
from regard.foundation.base.errors import TooMany
from regard.foundation.mail import actions as mail
from regard.foundation.mail import queries as mail_queries
from regard.foundation.mail.models import Refused

from .persons import held_response, initial_of, show

if TYPE_CHECKING:
    from regard.domains.register.models import Individual

MOST_FROM_ONE_PLACE = "20/h"
"""From one address of the network. A day centre with twenty people fits; a flood does not."""

MOST_TO_ONE_ADDRESS = "3/h"
"""To one email address, so that nobody can fill another's inbox by the form."""

WRITE_AGAIN = "nothing"


@require_http_methods(["GET", "POST"])
def join(request: Request, system: str) -> HttpResponse:
    found = queries.get_system(slug=system, caller=request.caller)
    form = JoinForm(
        request.POST or None,
        places=queries.list_places(system=found),
        initial={"reached_by": "email", "level": "place"},
    )
    if request.method == "POST" and form.is_valid():
        _count(request, form.cleaned_data["email"])
        try:
            actions.join(system=found, said=form.said(), by=request.caller.by, at=timezone.now())
        except actions.CannotKeepPerson as refusal:
            show(form, refusal.reasons)
        else:
            return redirect(reverse("register:join", args=[system]) + "?asked")
    context = {
        "system": found,
        "section": "register",
        "title": "Look for our email" if "asked" in request.GET else "Be heard in your own right",
        "form": form,
        "is_asked": "asked" in request.GET,
        "days": UNCONFIRMED_FOR.days,
        "purposes": [(presenters.OWN_LABELS[key], words) for key, words in PURPOSES.items()],
    }
    return render(request, "register/join.jinja", context)


@never_cache
@require_GET
def me(request: Request, token: str) -> HttpResponse:
    """Show someone what is held about them, and what they can do about it."""
    person = queries.open_own_page(token=token, at=timezone.now())
    refused = mail_queries.get_refused(address=person.email) if person.email else None
    is_waiting = person.confirmed_on is None
    context = _page(person, "Was it you?" if is_waiting else "What we hold about you") | {
        "token": token,
        "person": person,
        "is_waiting": is_waiting,
        "rows": presenters.held_rows(person, is_own=True),
        "speakers": [
            presenters.spoken_words(row) for row in queries.list_representatives(individual=person)
        ],
        "spoken_for": queries.list_spoken_for(individual=person),
        "roles": queries.list_roles(individual=person),
        "refused": refused,
        "days": UNCONFIRMED_FOR.days,
    }
    return render(request, "register/me.jinja", context)


@never_cache
@require_http_methods(["GET", "POST"])
def change_me(request: Request, token: str) -> HttpResponse:
    person = queries.open_own_page(token=token, at=timezone.now())
    form = MyForm(
        request.POST or None,
        places=queries.list_places(system=person.system),
        initial=initial_of(person),
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_person(
                person=person, said=form.said(), by=_by(person), at=timezone.now()
            )
        except actions.CannotKeepPerson as refusal:
            show(form, refusal.reasons)
        else:
            messages.success(request, "Saved. Thank you.")
            return redirect("register:me", token=token)
    context = _page(person, "Change what we hold about you") | {"form": form, "token": token}
    return render(request, "register/me_change.jinja", context)


@never_cache
@require_POST
def confirm_me(request: Request, token: str) -> HttpResponse:
    person = queries.open_own_page(token=token, at=timezone.now())
    actions.confirm_person(person=person, by=_by(person), at=timezone.now())
    messages.success(request, "Thank you. You are on the register.")
    return redirect("register:me", token=token)


@never_cache
@require_POST
def keep_me(request: Request, token: str) -> HttpResponse:
    person = queries.open_own_page(token=token, at=timezone.now())
    until = actions.keep_longer(person=person, by=_by(person), at=timezone.now())
    messages.success(request, f"Thank you. We keep you until {until:%-d %B %Y}.")
    return redirect("register:me", token=token)


@never_cache
@require_POST
def stop_me(request: Request, token: str) -> HttpResponse:
    """Take down which emails someone wants, from their own page."""
    person = queries.open_own_page(token=token, at=timezone.now())
    wish = request.POST.get("stop", "")
    if wish in Refused.values:
        mail.opt_out(
            address=person.email,
            scope=Refused(wish),
            how="on their own page",
            by=_by(person),
            at=timezone.now(),
        )
    elif wish == WRITE_AGAIN:
        mail.opt_in(address=person.email, by=_by(person), at=timezone.now())
    return redirect("register:me", token=token)


@never_cache
@require_http_methods(["GET", "POST"])
def forget_me(request: Request, token: str) -> HttpResponse:
    person = queries.open_own_page(token=token, at=timezone.now())
    if request.method == "POST":
        actions.forget_person(person=person, by=_by(person), at=timezone.now())
        messages.success(request, "You are off the register. We hold nothing about you any more.")
        return redirect("web:home", system=person.system.slug)
    context = _page(person, "Take yourself off the register?") | {"token": token}
    return render(request, "register/me_forget.jinja", context)


@never_cache
@require_GET
def my_data(request: Request, token: str) -> HttpResponse:  # noqa: ARG001 (the address is enough)
    """Send someone all that is held about them, as a file."""
    person = queries.open_own_page(token=token, at=timezone.now())
    return held_response(person, "what-we-hold-about-you.json")


def _page(person: Individual, title: str) -> dict[str, object]:
    return {"system": person.system, "section": "register", "title": title}


def _by(person: Individual) -> str:
    """Return how the ledger names whoever holds someone's link."""
    return f"individual:{person.pk}"


def _count(request: Request, email: str) -> None:
    """:raises TooMany: if too much came from one network, or to one address, within the hour."""
    knocks = (
        ("register.join", "ip", MOST_FROM_ONE_PLACE),
        ("register.join_to", lambda _group, _request: email.strip().lower(), MOST_TO_ONE_ADDRESS),
    )
    for group, key, rate in knocks:
        if is_ratelimited(request, group=group, key=key, rate=rate, increment=True):
            raise TooMany(
                "Too many have asked from your network, or for this address, within the last "
                "hour. Please try again in an hour, or ask the partnership to add you."
            )
