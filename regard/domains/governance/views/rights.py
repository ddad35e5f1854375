"""The pages on which it is said what else a body is, and by what right it is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from regard.domains.governance import actions, queries
from regard.domains.governance.actions import BasisFacts
from regard.domains.governance.forms.bodies import BasisForm, DayForm, RoleForm
from regard.domains.governance.permissions import Permission
from regard.domains.governance.presenters.bodies import BASIS_TAGS, dates_words
from regard.domains.governance.sources.bases import get_usual_basis
from regard.domains.governance.types import BasisKind, BodyKind
from regard.foundation.accounts.requests import Request, sent

from .asked import address, below, find

if TYPE_CHECKING:
    from regard.domains.governance.models import Body
    from regard.domains.governance.sources.bases import UsualBasis


@require_http_methods(["GET", "POST"])
def body_roles(request: Request, system: str, body: str) -> HttpResponse:
    here, found = find(request, system, body, to=Permission.EDIT_BODIES)
    form = RoleForm(sent(request))
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals("kind"):
            actions.add_role(
                body=found,
                kind=BodyKind(form.cleaned_data["kind"]),
                valid_from=form.cleaned_data["valid_from"],
                by=request.caller.by,
                at=timezone.now(),
            )
            messages.success(request, "Saved.")
            return redirect(address(found, "body_roles"))
    rows = [
        (role, BodyKind(role.kind).label, dates_words(role.valid_from, role.valid_to))
        for role in queries.list_roles(body=found)
    ]
    title = f"What {found.name} is"
    context = below(request, here, title=title, body=found) | {
        "lede": f"It is first of all: {BodyKind(found.kind).label}.",
        "rows": rows,
        "form": form,
        "today": timezone.localdate(),
    }
    return render(request, "governance/body_roles.jinja", context)


@require_http_methods(["GET", "POST"])
def end_role(request: Request, system: str, body: str, body_role_id: int) -> HttpResponse:
    here, found = find(request, system, body, to=Permission.EDIT_BODIES)
    role = queries.get_role(body=found, body_role_id=body_role_id)
    form = DayForm(sent(request), initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals("on"):
            actions.end_role(
                role=role, on=form.cleaned_data["on"], by=request.caller.by, at=timezone.now()
            )
            messages.success(request, "Saved.")
            return redirect(address(found, "body_roles"))
    label = BodyKind(role.kind).label
    above = ((f"What {found.name} is", address(found, "body_roles")),)
    context = below(request, here, title=f"{label} no more?", body=found, above=above) | {
        "form": form,
        "words": f"{found.name} stays, and is no {label[:1].lower()}{label[1:]} from that day.",
        "label": "Save",
        "back": address(found, "body_roles"),
    }
    return render(request, "governance/day_form.jinja", context)


@require_http_methods(["GET", "POST"])
def body_bases(request: Request, system: str, body: str) -> HttpResponse:
    here, found = find(request, system, body, to=Permission.EDIT_BODIES)
    held = queries.list_bases(body=found)
    usual = None if held else get_usual_basis(BodyKind(found.kind))
    form = BasisForm(sent(request), initial=_usual_initial(usual) if usual else None)
    if request.method == "POST" and form.is_valid() and _add_basis(request, found, form):
        messages.success(request, "Saved.")
        return redirect(address(found))
    rows = [
        (
            basis,
            (BasisKind(basis.kind).label, BASIS_TAGS[BasisKind(basis.kind)]),
            dates_words(basis.valid_from, basis.valid_to),
        )
        for basis in held
    ]
    title = f"What {found.name} rests on"
    context = below(request, here, title=title, body=found) | {
        "rows": rows,
        "form": form,
        "usual": usual,
        "today": timezone.localdate(),
        "back": address(found),
    }
    return render(request, "governance/body_bases.jinja", context)


@require_http_methods(["GET", "POST"])
def end_basis(request: Request, system: str, body: str, basis_id: int) -> HttpResponse:
    here, found = find(request, system, body, to=Permission.EDIT_BODIES)
    basis = queries.get_basis(body=found, basis_id=basis_id)
    form = DayForm(sent(request), initial={"on": basis.valid_to or timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals("on"):
            actions.end_basis(
                basis=basis, on=form.cleaned_data["on"], by=request.caller.by, at=timezone.now()
            )
            messages.success(request, "Saved. The body itself stays until you end it.")
            return redirect(address(found))
    above = ((f"What {found.name} rests on", address(found, "body_bases")),)
    context = below(request, here, title="When does it hold no more?", body=found, above=above) | {
        "form": form,
        "words": f"{basis.citation}. {found.name} stays until it is ended itself.",
        "label": "Save",
        "back": address(found, "body_bases"),
    }
    return render(request, "governance/day_form.jinja", context)


def _add_basis(request: Request, body: Body, form: BasisForm) -> bool:
    """Add what was said; return whether it was taken."""
    said = form.cleaned_data
    facts = BasisFacts(
        kind=BasisKind(said["kind"]),
        citation=said["citation"].strip(),
        words=said["words"].strip(),
        source=said["source"].strip(),
        valid_from=said["valid_from"],
        valid_to=said["valid_to"],
    )
    with form.showing_refusals("valid_to"):
        actions.add_basis(body=body, facts=facts, by=request.caller.by, at=timezone.now())
        return True
    return False


def _usual_initial(usual: UsualBasis) -> dict[str, object]:
    names = ("citation", "words", "source", "valid_from", "valid_to")
    return {name: getattr(usual, name) for name in names} | {"kind": usual.kind.value}
