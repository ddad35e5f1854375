"""The pages on which a body says what it made of a document when it decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from regard.domains.governance import queries as governance
from regard.domains.governance.types import Constituency, DecisionState
from regard.domains.register import queries as register
from regard.domains.strategy import actions, queries
from regard.domains.strategy.forms.regard import RegardForm, SignForm, initial_of
from regard.domains.strategy.permissions import Permission
from regard.domains.strategy.presenters import regard as words
from regard.domains.strategy.queries import regard as records
from regard.domains.strategy.queries.regard_documents import list_regard_documents
from regard.domains.strategy.queries.regard_prompts import (
    list_likely_passages,
    list_passages_to_regard,
)
from regard.domains.strategy.rules import regard as rules
from regard.foundation.accounts.callers import require
from regard.foundation.accounts.requests import Request, sent
from regard.foundation.base.errors import NotFound

if TYPE_CHECKING:
    from regard.domains.governance.models import Decision
    from regard.domains.register.models import System
    from regard.domains.strategy.models import RegardRecord, Strategy
    from regard.domains.strategy.types import LikelyPassage

SHOWN = "shown"
"""Name of the hidden field with the keys of the passages that the form shows."""

MOST_SHOWN = 200
"""Passages in one form: nobody fills in more."""


@require_http_methods(["GET", "POST"])
def record_regard(request: Request, system: str, decision_ref: str, slug: str) -> HttpResponse:
    """Say what a decision made of each passage, with those that seem to bear on it proposed."""
    here, decision = _find(request, system, decision_ref)
    record = records.find_record(decision=decision, slug=slug, caller=request.caller)
    if record is not None and record.signed_at is not None:
        return redirect(words.record_url(here.slug, decision.ref, slug))
    strategy = record.strategy if record else _version(here, decision, slug, request)
    likely = list_likely_passages(decision=decision, strategy=strategy)
    keys = _keys(request, record, [each.key for each in likely])
    is_looking = request.method == "POST" and "look" in request.POST
    looked = _looked_for(request, decision, strategy) if is_looking else []
    reasons = {each.key: each.words for each in (*likely, *looked)}
    shown = list_passages_to_regard(
        strategy=strategy, keys=[*keys, *(each.key for each in looked)], words=reasons
    )
    form = RegardForm(sent(request), passages=shown, initial=_initial(request, decision, record))
    if is_looking:
        form.keep_typed()
        del form.initial["words"]
    if form.is_valid():
        with form.showing_refusals():
            actions.record_regard(
                decision=decision,
                strategy=strategy,
                facts=form.facts(),
                by=request.caller.by,
                at=timezone.now(),
            )
            messages.success(request, "Saved. It is not public before it is signed.")
            return redirect(words.write_url(decision, slug, "sign_regard"))
    context = _page(here, decision, f"Regard to {strategy.title}") | {
        "lede": f"{decision.ref}, {decision.title}. What did it make of version "
        f"{strategy.number}, passage by passage?",
        "strategy": strategy,
        "form": form,
        "keys": ",".join(each.key for each in shown),
        "likely_words": words.likely_words,
        "is_looking": is_looking,
        "found": len(looked),
    }
    return render(request, "strategy/regard_form.jinja", context)


@require_http_methods(["GET", "POST"])
def sign_regard(request: Request, system: str, decision_ref: str, slug: str) -> HttpResponse:
    """Show a record as it will be public, with what it lacks, and sign it for good."""
    here, decision = _find(request, system, decision_ref)
    record = _record(request, decision, slug)
    if record.signed_at is not None:
        return redirect(words.record_url(here.slug, decision.ref, slug))
    form = SignForm(sent(request))
    if form.is_valid():
        with form.showing_refusals():
            actions.sign_regard(
                record=record,
                name=form.cleaned_data["name"],
                by=request.caller.by,
                at=timezone.now(),
            )
            messages.success(request, "Signed. It never changes from now on.")
            return redirect(words.record_url(here.slug, decision.ref, slug))
    record.decision = decision
    passages = records.list_regarded(record=record)
    context = _page(here, decision, "Look it over and sign it") | {
        "lede": words.record_lede(record, passages=len(passages)),
        "record": record,
        "passages": passages,
        "facts": words.record_facts(record),
        "involved": words.involved_words(record),
        "tags": words.EFFECT_TAGS,
        "form": form,
        "reasons": rules.reasons_not_to_sign(
            records.facts_of(record=record),
            is_recorded=decision.state == DecisionState.RECORDED,
            decided_on=decision.decided_on,
        ),
    }
    return render(request, "strategy/regard_sign.jinja", context)


@require_POST
def drop_regard(request: Request, system: str, decision_ref: str, slug: str) -> HttpResponse:
    here, decision = _find(request, system, decision_ref)
    actions.drop_regard(
        record=_record(request, decision, slug), by=request.caller.by, at=timezone.now()
    )
    messages.success(request, "What was written down is thrown away.")
    return redirect("governance:decision", system=here.slug, decision_ref=decision.ref)


def _find(request: Request, system: str, ref: str) -> tuple[System, Decision]:
    here = register.get_system(slug=system, caller=request.caller)
    decision = governance.get_decision(system=here, ref=ref, caller=request.caller)
    require(request.caller, Permission.RECORD_REGARD, decision)
    return here, decision


def _record(request: Request, decision: Decision, slug: str) -> RegardRecord:
    record = records.find_record(decision=decision, slug=slug, caller=request.caller)
    if record is None:
        raise NotFound("Nothing is written down of regard to this document yet")
    return record


def _version(system: System, decision: Decision, slug: str, request: Request) -> Strategy:
    """Return the version of a document in force on the day of the decision."""
    is_draft = decision.state == DecisionState.DRAFT
    day = timezone.localdate() if is_draft else decision.decided_on
    documents = rules.in_force(list_regard_documents(system=system), on=day)
    found = next((each for each in documents if each.slug == slug), None)
    if found is None:
        raise NotFound("No version of this document was in force on the day of the decision")
    return queries.get_strategy(
        system=system, slug=slug, caller=request.caller, number=found.number
    )


def _keys(request: Request, record: RegardRecord | None, likely: list[str]) -> list[str]:
    if request.method == "POST":
        return request.POST.get(SHOWN, "").split(",")[:MOST_SHOWN]
    recorded = [each.key for each in records.list_regarded(record=record)] if record else []
    return [*recorded, *likely]


def _looked_for(request: Request, decision: Decision, strategy: Strategy) -> list[LikelyPassage]:
    asked = request.POST.get("words", "")[:200].replace("\0", "").strip()
    if not asked:
        return []
    return list_likely_passages(decision=decision, strategy=strategy, words=asked)


def _initial(request: Request, decision: Decision, record: RegardRecord | None) -> dict[str, Any]:
    """Return what is written, or what the decision itself says of care providers."""
    if record is not None:
        return initial_of(records.facts_of(record=record))
    file = governance.get_decision_file(decision=decision, caller=request.caller)
    providers = [row for row in file.involved if row.of is Constituency.PROVIDERS]
    return {
        "providers_said": "\n".join(
            f"{row.who}: {row.what_came}" for row in providers if row.what_came
        ),
        "involved_on": providers[0].on if providers else None,
    }


def _page(system: System, decision: Decision, title: str) -> dict[str, object]:
    back = reverse("governance:decision", args=[system.slug, decision.ref])
    return {
        "system": system,
        "section": "strategy",
        "title": title,
        "crumbs": [*words.regard_crumbs(system, is_below=True), (decision.ref, back)],
        "decision": decision,
        "back": back,
    }
