"""Typing a sample of what was typed in a second time, without seeing the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from regard.domains.engagement.actions.keying import (
    draw_to_type_again,
    settle_typing,
    type_again,
)
from regard.domains.engagement.forms.keying import DrawForm, SettleForm, TypeAgainForm
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.presenters import keying as words
from regard.domains.engagement.queries.keying import (
    get_difference,
    get_drawn,
    get_keying,
    get_to_type,
    list_differences,
    list_drawn,
    list_questions_to_type,
)
from regard.domains.engagement.queries.sealing import is_sealed
from regard.domains.engagement.rules.keying import suggested_sample
from regard.domains.engagement.rules.words import count
from regard.domains.engagement.types import Channel
from regard.domains.engagement.types.keying import Settled
from regard.foundation.accounts.requests import Request, sent
from regard.foundation.base.errors import NotFound

from .finding import address, below, find_exercise
from .kept_files import hand_out

if TYPE_CHECKING:
    from regard.domains.engagement.models import Exercise


@require_http_methods(["GET", "POST"])
def keying(request: Request, system: str, slug: str) -> HttpResponse:
    """Show how far it has come and what it found; draw more."""
    found = find_exercise(request, system, slug, to=Permission.ENTER_CONTRIBUTIONS)
    stands = get_keying(exercise=found)
    left = stands.typed - stands.drawn
    form = DrawForm(sent(request), initial={"how_many": suggested_sample(left)})
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals("how_many"):
            drawn = draw_to_type_again(
                exercise=found,
                how_many=form.cleaned_data["how_many"],
                by=request.caller.by,
                at=timezone.now(),
            )
            messages.success(request, f"{count(drawn, 'answer')} drawn by lot.")
            return redirect(address("keying", found))
    rows = list_drawn(exercise=found, by=request.caller.by)
    context = below(found, title="Typed twice") | {
        "form": form,
        "stands": stands,
        "lede": words.lede(stands),
        "left": left,
        "of_contributions": words.rate_in_words(stands.of_contributions),
        "of_words": words.rate_in_words(stands.of_words),
        "rows": rows,
        "next": next((row for row in rows if not row.is_done and not row.by_reader), None),
        "channels": {str(each): each.label for each in Channel},
        "differences": list_differences(exercise=found),
    }
    return render(request, "engagement/keying.jinja", context)


@require_http_methods(["GET", "POST"])
def key_again(request: Request, system: str, slug: str, drawn_receipt: str) -> HttpResponse:
    """Type what was drawn from its original."""
    found = find_exercise(request, system, slug, to=Permission.ENTER_CONTRIBUTIONS)
    contribution = get_to_type(exercise=found, receipt=drawn_receipt, by=request.caller.by)
    questions = list_questions_to_type(exercise=found)
    form = TypeAgainForm(sent(request), questions=questions, total=len(questions))
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals():
            differing = type_again(
                contribution=contribution,
                answers=form.answers(),
                by=request.caller.by,
                at=timezone.now(),
            )
            messages.success(request, _outcome(differing))
            return redirect(address("keying", found))
    context = _under(found, title=f"Type answer {drawn_receipt} again") | {
        "form": form,
        "contribution": contribution,
        "channel": Channel(contribution.channel).label,
        "original_url": address("keying_original", found, drawn_receipt=drawn_receipt)
        if contribution.file_id
        else "",
        "back": address("keying", found),
    }
    return render(request, "engagement/key_again.jinja", context)


@require_http_methods(["GET", "POST"])
def settle(request: Request, system: str, slug: str, keying_id: int) -> HttpResponse:
    """Decide which of two typings is right."""
    found = find_exercise(request, system, slug, to=Permission.ENTER_CONTRIBUTIONS)
    difference = get_difference(exercise=found, keying_id=keying_id)
    form = SettleForm(
        sent(request), initial={"settled": difference.settled or "", "note": difference.note}
    )
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals():
            settle_typing(
                exercise=found,
                keying_id=keying_id,
                settled=Settled(form.cleaned_data["settled"]),
                note=form.cleaned_data["note"],
                by=request.caller.by,
                at=timezone.now(),
            )
            messages.success(request, "Decided.")
            return redirect(address("keying", found))
    context = _under(found, title="Which typing is right?") | {
        "form": form,
        "difference": difference,
        "original_url": address("keying_original", found, drawn_receipt=difference.receipt)
        if difference.has_original
        else "",
        "back": address("keying", found),
    }
    return render(request, "engagement/settle_typing.jinja", context)


@require_GET
def keying_original(
    request: Request, system: str, slug: str, drawn_receipt: str
) -> HttpResponseBase:
    """Send the original of what was drawn, to type it or to decide by it."""
    found = find_exercise(request, system, slug, to=Permission.ENTER_CONTRIBUTIONS)
    drawn = get_drawn(exercise=found, receipt=drawn_receipt)
    if drawn.file is None or is_sealed(contribution=drawn):
        raise NotFound("The original is not to be had here.")
    return hand_out(drawn.file)


def _under(exercise: Exercise, *, title: str) -> dict[str, object]:
    context = below(exercise, title=title)
    crumbs: list[tuple[str, str]] = context["crumbs"]  # type: ignore[assignment]
    return context | {"crumbs": [*crumbs, ("Typed twice", address("keying", exercise))]}


def _outcome(differing: int) -> str:
    if not differing:
        return "Both typings say the same."
    return f"The two differ in {count(differing, 'answer')}. Somebody decides which is right."
