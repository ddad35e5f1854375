"""Stepping into the made-up people of the demonstration. Nowhere but there."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from regard.domains.register import queries as register
from regard.entrypoints.web.personas import PERSONAS, find_answer_path, find_persona
from regard.foundation.accounts.models import Person
from regard.foundation.accounts.requests import Request
from regard.foundation.base.errors import NotFound, Refusal


class NotBuilt(Refusal):
    """The demonstration's people have not been made yet."""


@require_safe
def personas(request: Request) -> HttpResponse:
    _refuse_outside_the_demonstration()
    system = next((s for s in register.list_systems() if s.is_made_up), None)
    context = {
        "title": "Who would you like to be?",
        "lede": "Step in with one press. Each sees only what such a person may see.",
        "system": system,
        "personas": PERSONAS,
    }
    return render(request, "web/personas.jinja", context)


@require_POST
def step_in(request: Request, key: str) -> HttpResponse:
    """Sign in as a made-up person; as a member of the public, sign out."""
    _refuse_outside_the_demonstration()
    persona = find_persona(key)
    if persona is None:
        raise NotFound("There is nobody of that name in the demonstration")
    if not persona.email:
        logout(request)
        return redirect("web:start")
    person = Person.objects.filter(email=persona.email).first()
    if person is None:
        raise NotBuilt("The made-up people are not there yet. Start `regard demo` again.")
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    messages.success(request, f"You are now {person.name}, {persona.label.lower()}.")
    return redirect(find_answer_path(persona.email) if persona.has_link else "web:start")


def _refuse_outside_the_demonstration() -> None:
    if not settings.DEMO:
        raise NotFound("There is nothing at this address")
