"""The pages of drawing lots. That a lot was drawn, and how, is public."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from regard.domains.governance import actions, queries
from regard.domains.governance.forms.lots import DrawForm, LotAnswerForm, LotForm, SplitForm
from regard.domains.governance.permissions import Permission
from regard.domains.governance.presenters import lots as words
from regard.domains.governance.queries.strata import list_strata
from regard.domains.governance.rules import lots as rules
from regard.domains.governance.types import LotState
from regard.domains.register import queries as register
from regard.foundation.accounts.requests import Request, sent
from regard.foundation.authority import is_allowed
from regard.foundation.base.errors import Refusal

from .pages import page_of
from .seating import address, find_body, to_body_seats, to_seats

if TYPE_CHECKING:
    from regard.domains.governance.models import Body, Lot
    from regard.domains.register.models import System

BOTH = ["GET", "POST"]


@require_GET
def lots(request: Request, system: str) -> HttpResponse:
    here = register.get_system(slug=system, caller=request.caller)
    rows = queries.list_lots(system=here)
    context = page_of(request, here, "Seats drawn by lot", crumbs=to_seats(here)) | {
        "lede": words.lots_lede(rows),
        "rows": rows,
        "tags": words.LOT_TAGS,
        "script": rules.SCRIPT,
    }
    return render(request, "governance/lots.jinja", context)


@require_GET
def lot(request: Request, system: str, lot_id: int) -> HttpResponse:
    """Show a lot: its pool, its seed, whom it drew, and how to draw it again."""
    here, found = _find(request, system, lot_id)
    parts = queries.list_parts_of(lot=found)
    context = page_of(request, here, found.title, crumbs=_to_lots(here)) | {
        "lot": found,
        "lede": words.lot_lede(found, parts),
        "lot_parts": parts,
        "is_drawn": found.state == LotState.DRAWN,
        "is_asked": words.is_asked,
        "drawn_tag": words.drawn_tag,
        "may_edit": is_allowed(request.caller, Permission.EDIT_SEATS, found.body),
        "script": rules.SCRIPT,
    }
    return render(request, "governance/lot.jinja", context)


@require_GET
def lot_pool(request: Request, system: str, lot_id: int) -> HttpResponse:
    """Send the pool of a lot as canonical JSON: the very bytes that were hashed."""
    _, found = _find(request, system, lot_id)
    text = rules.pool_json(rules.read_pool(found.pool))
    return _file(text, f"lot-{found.pk}-pool.json", "application/json")


@require_GET
def lot_script(request: Request, system: str) -> HttpResponse:
    """Send the program that draws any lot again."""
    register.get_system(slug=system, caller=request.caller)
    return _file(rules.SCRIPT, "draw.py", "text/x-python")


@require_http_methods(BOTH)
def new_lot(request: Request, system: str, slug: str) -> HttpResponse:
    """Prepare a lot: first by what to split, which the address then says; then how many."""
    here, body = find_body(request, system, slug, to=Permission.EDIT_SEATS)
    split = SplitForm(request.GET if "split" in request.GET else None)
    context = page_of(request, here, "Draw seats by lot", crumbs=to_body_seats(here, body)) | {
        "back": address(here, "body_seats", slug=slug)
    }
    if not split.is_valid():
        return render(request, "governance/lot_split.jinja", context | {"form": split})
    kind, types = split.chosen()
    form = LotForm(sent(request), rows=list_strata(system=here, split=kind, service_types=types))
    made = _prepare(request, body, form)
    if made is not None:
        messages.success(request, "The pool is fixed, and its hash is published on this page.")
        return redirect(address(here, "lot", lot_id=made.pk))
    return render(request, "governance/lot_form.jinja", context | {"form": form})


@require_http_methods(BOTH)
def draw_lot(request: Request, system: str, lot_id: int) -> HttpResponse:
    here, found = _find(request, system, lot_id, to=Permission.EDIT_SEATS)
    form = DrawForm(sent(request))
    back = address(here, "lot", lot_id=lot_id)
    if form.is_valid():
        with form.showing_refusals("seed"):
            actions.draw_lot(
                lot=found,
                seed=form.cleaned_data["seed"],
                by=request.caller.by,
                at=timezone.now(),
            )
            messages.success(request, "Drawn. Ask those who were drawn, and keep their answers.")
            return redirect(back)
    context = page_of(request, here, "Draw the lot", crumbs=_to_lots(here)) | {
        "form": form,
        "words": f"When the pool was fixed, this was said of the seed: {found.seed_source}. "
        "A lot is drawn once.",
        "label": "Draw it",
        "back": back,
    }
    return render(request, "governance/seat_form.jinja", context)


@require_http_methods(BOTH)
def answer_lot(request: Request, system: str, lot_id: int, drawn_id: int) -> HttpResponse:
    here, found = _find(request, system, lot_id)
    entry = queries.get_entry(
        lot=found, entry_id=drawn_id, caller=request.caller, to=Permission.EDIT_SEATS
    )
    form = LotAnswerForm(sent(request), initial={"on": timezone.localdate()})
    back = address(here, "lot", lot_id=lot_id)
    if form.is_valid():
        has_accepted = form.cleaned_data["has_accepted"] == "yes"
        with form.showing_refusals("has_accepted"):
            actions.answer_lot(
                entry=entry,
                has_accepted=has_accepted,
                on=form.cleaned_data["on"],
                by=request.caller.by,
                at=timezone.now(),
            )
            messages.success(request, _what_next(has_accepted=has_accepted))
            return redirect(back)
    title = f"What did {entry.location.name} answer?"
    context = page_of(request, here, title, crumbs=_to_lots(here)) | {
        "form": form,
        "label": "Keep the answer",
        "back": back,
    }
    return render(request, "governance/seat_form.jinja", context)


def _find(
    request: Request, system: str, lot_id: int, *, to: Permission | None = None
) -> tuple[System, Lot]:
    here = register.get_system(slug=system, caller=request.caller)
    return here, queries.get_lot(system=here, lot_id=lot_id, caller=request.caller, to=to)


def _to_lots(here: System) -> list[tuple[str, str]]:
    return [*to_seats(here), ("Seats drawn by lot", address(here, "lots"))]


def _prepare(request: Request, body: Body, form: LotForm) -> Lot | None:
    """Return the lot that was prepared; None where the form is only shown, or has a problem."""
    if not form.is_valid():
        return None
    try:
        return actions.prepare_lot(
            body=body, details=form.details(), by=request.caller.by, at=timezone.now()
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return None


def _what_next(*, has_accepted: bool) -> str:
    if has_accepted:
        return "Kept. Appoint whoever they send on the page of the seat."
    return "Kept. The next that waits is asked now, if any does."


def _file(text: str, name: str, media_type: str) -> HttpResponse:
    response = HttpResponse(text.encode(), content_type=f"{media_type}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
