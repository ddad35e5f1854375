"""Keeping words or a whole answer from readers, and reading the sealed original."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from regard.domains.engagement import queries
from regard.domains.engagement.actions import moderation as actions
from regard.domains.engagement.forms.care import BecauseForm, TakeOutForm, read_passages
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.presenters.care import kept_from_readers, to_choose
from regard.domains.engagement.queries import sealing
from regard.domains.engagement.queries.contributions import list_own_answers
from regard.domains.engagement.queries.showing import list_cuts
from regard.domains.engagement.rules.words import count
from regard.foundation.accounts.requests import Request
from regard.foundation.authority import is_allowed

from .finding import address, below, find_exercise

if TYPE_CHECKING:
    from regard.domains.engagement.models import Contribution, Exercise

WITHHOLD, GIVE_BACK, TAKE_OUT = "withhold", "give_back", "take_out"


@never_cache
@require_http_methods(["GET", "POST"])
def moderate(request: Request, system: str, slug: str, receipt: str) -> HttpResponse:
    """Show what is kept from readers of an answer; keep more of it from them, or give it back."""
    found, kept = _find(request, system, slug, receipt)
    doing = request.POST.get("do", "")
    take_out = TakeOutForm(request.POST if doing == TAKE_OUT else None)
    whole = _because(request, doing, is_withheld=kept.withheld_at is not None)
    if doing == TAKE_OUT and take_out.is_valid():
        with take_out.showing_refusals("words"):
            _take_out(request, kept, take_out)
            return redirect(address("moderate", found, receipt=kept.receipt))
    if whole.is_bound and whole.is_valid():
        with whole.showing_refusals("because"):
            _withhold(request, kept, whole.cleaned_data["because"], doing=doing)
            return redirect(address("contribution", found, receipt=kept.receipt))
    return render(
        request,
        "engagement/moderate.jinja",
        _page(request, found, kept)
        | {
            "take_out": take_out,
            "whole": whole,
            "form": whole if whole.is_bound else take_out,
            "ticked": request.POST.getlist("passage"),
        },
    )


@require_POST
def put_back_words(
    request: Request, system: str, slug: str, receipt: str, redaction_id: int
) -> HttpResponse:
    found, kept = _find(request, system, slug, receipt)
    actions.put_words_back(
        contribution=kept, redaction_id=redaction_id, by=request.caller.by, at=timezone.now()
    )
    messages.success(request, "Readers see these words again.")
    return redirect(address("moderate", found, receipt=kept.receipt))


@never_cache
@require_POST
def read_original(request: Request, system: str, slug: str, receipt: str) -> HttpResponse:
    """Show an answer as it came, with what was taken out; each time is written down."""
    found = find_exercise(request, system, slug, to=Permission.VIEW_SEALED)
    kept = queries.get_contribution(
        exercise=found, receipt=receipt, shows_who=True, sees_withheld=True
    )
    actions.record_original_read(contribution=kept, by=request.caller.by, at=timezone.now())
    context = below(found, title=f"Answer {kept.receipt}, the original") | {
        "answers": list_own_answers(contribution=kept),
        "back": address("contribution", found, receipt=kept.receipt),
    }
    return render(request, "engagement/original_words.jinja", context)


def _find(request: Request, system: str, slug: str, receipt: str) -> tuple[Exercise, Contribution]:
    found = find_exercise(request, system, slug, to=Permission.MODERATE)
    kept = queries.get_contribution(
        exercise=found, receipt=receipt, shows_who=True, sees_withheld=True
    )
    return found, kept


def _because(request: Request, doing: str, *, is_withheld: bool) -> BecauseForm:
    hint = (
        "The author sees it. Readers see it again."
        if is_withheld
        else "The author sees it. Nobody else but those who moderate reads the answer. It counts."
    )
    data = request.POST if doing in {WITHHOLD, GIVE_BACK} else None
    return BecauseForm(data, hint=hint, prefix="whole")


def _take_out(request: Request, kept: Contribution, form: TakeOutForm) -> None:
    how_many = actions.take_words_out(
        contribution=kept,
        passages=read_passages(request.POST.getlist("passage")),
        words=form.cleaned_data["words"],
        because=form.because(),
        by=request.caller.by,
        at=timezone.now(),
    )
    messages.success(request, f"{count(how_many, 'passage')} taken out. Readers do not see it.")


def _withhold(request: Request, kept: Contribution, because: str, *, doing: str) -> None:
    act = actions.withhold_contribution if doing == WITHHOLD else actions.give_contribution_back
    act(contribution=kept, because=because, by=request.caller.by, at=timezone.now())
    words = (
        "Readers do not see it any more. It counts." if doing == WITHHOLD else "Readers see it."
    )
    messages.success(request, words)


def _page(request: Request, found: Exercise, kept: Contribution) -> dict[str, object]:
    whole = sealing.list_whole(contribution=kept)
    redactions = sealing.list_redactions(contribution=kept)
    can_open = is_allowed(request.caller, Permission.VIEW_SEALED, found)
    return below(found, title=f"Answer {kept.receipt}: what readers see") | {
        "kept": kept,
        "withheld": kept_from_readers(sealing.list_moderations(contribution=kept)),
        "answers": to_choose(whole, list_cuts(answer_ids=[pk for pk, _, _ in whole])),
        "out": [row for row in redactions if row.undone_at is None],
        "back": address("contribution", found, receipt=kept.receipt),
        "original_url": address("read_original", found, receipt=kept.receipt) if can_open else "",
    }
