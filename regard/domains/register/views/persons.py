"""What the pages of people have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.urls import reverse

from regard.domains.register import presenters, queries
from regard.domains.register.permissions import Permission
from regard.foundation.accounts.requests import Request
from regard.foundation.mail import queries as mail

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regard.domains.register.models import Individual, System
    from regard.foundation.design.forms import Form


def get_both(request: Request, system: str, individual_id: int) -> tuple[System, Individual]:
    """Return the system and someone in it, for a caller who may change what is held of them."""
    found = queries.get_system(slug=system, caller=request.caller, to=Permission.EDIT_PEOPLE)
    whom = queries.get_person(
        system=found,
        individual_id=individual_id,
        caller=request.caller,
        to=Permission.EDIT_PEOPLE,
    )
    return found, whom


def initial_of(person: Individual) -> dict[str, object]:
    """Return what a form about someone begins with."""
    names = ("kind", "name", "email", "telephone", "address", "reached_by", "level", "needs")
    held: dict[str, object] = {name: getattr(person, name) for name in names}
    return held | {"place": str(person.place_id or "")}


def show(form: Form, reasons: Mapping[str, str]) -> None:
    """Put each reason beside its field; what has no field is said of the whole form."""
    for name, words in reasons.items():
        form.add_error(name if name in form.fields else None, words)


def crumbs(system: str) -> list[tuple[str, str]]:
    return [
        ("Register", reverse("register:services", kwargs={"system": system})),
        ("People", reverse("register:people", kwargs={"system": system})),
    ]


def held_response(person: Individual, name: str) -> HttpResponse:
    """Return a file of all that is held of someone."""
    refused = mail.get_refused(address=person.email)
    text = presenters.held_json(
        person,
        roles=queries.list_roles(individual=person),
        representatives=queries.list_representatives(individual=person),
        spoken_for=queries.list_spoken_for(individual=person),
        messages=queries.list_messages_about(individual=person),
        refused=refused.label if refused else "",
    )
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def read_number(text: str) -> int:
    """Return a number that an address says; 0 where it says none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
