"""The public pages of regard: the register, what is missing, and the figures."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from regard.domains.governance import queries as governance
from regard.domains.register import queries as register
from regard.domains.strategy import queries
from regard.domains.strategy.permissions import Permission
from regard.domains.strategy.presenters import regard as words
from regard.domains.strategy.presenters import regard_files as files
from regard.domains.strategy.queries import regard as records
from regard.domains.strategy.queries.regard_documents import list_regard_documents
from regard.domains.strategy.queries.regard_figures import get_regard_figures
from regard.domains.strategy.queries.regard_owed import count_by_body, list_owed, list_waiting
from regard.domains.strategy.types import RegardEffect
from regard.foundation.accounts.requests import Request
from regard.foundation.authority import is_allowed
from regard.foundation.base.errors import NotFound
from regard.foundation.files import streams

A_PAGE = 50

FEW_ROWS = 8
"""Records that stand on one screen, so that nobody has to search them."""

NARROWS = {"words", "body", "document", "effect", "after"}

IN_FEED = 50
"""The newest records in the feed."""


@require_GET
def regards(request: Request, system: str) -> HttpResponse:
    here = register.get_system(slug=system, caller=request.caller)
    narrow = _filter(request)
    rows = records.list_regards(
        system=here,
        caller=request.caller,
        narrow=narrow,
        after=_after(request),
        limit=A_PAGE + 1,
    )
    owed = list_owed(system=here, caller=request.caller, on=timezone.localdate())
    documents = list_regard_documents(system=here)
    context = {
        "system": here,
        "section": "strategy",
        "title": "Records of regard",
        "lede": words.register_lede(signed=records.count_regards(system=here), owed=owed),
        "crumbs": words.regard_crumbs(here),
        "parts": words.regard_parts(here, "regards"),
        "rows": rows[:A_PAGE],
        "effects_words": words.effects_words,
        "record_url": words.record_url,
        "narrow": narrow,
        "is_narrowed": narrow != records.RegardFilter(),
        "shows_search": len(rows) > FEW_ROWS or request.GET.keys() & NARROWS,
        "bodies": governance.list_bodies(system=here, on=timezone.localdate()),
        "documents": {each.slug: each.title for each in documents},
        "effects": list(RegardEffect),
        "here": request.path,
        "links": {
            name: _with(request, reverse(f"strategy:{name}", args=[system]))
            for name in ("regards_csv", "regards_json", "regards_feed")
        },
        "next_url": _with(request, request.path, after=str(rows[A_PAGE - 1].record_id))
        if len(rows) > A_PAGE
        else None,
        "first_url": _with(request, request.path, after="") if _after(request) else None,
    }
    return render(request, "strategy/regards.jinja", context)


@require_GET
def regards_csv(request: Request, system: str) -> HttpResponseBase:
    """Send the signed records that the caller may read, a row for each passage."""
    here = register.get_system(slug=system, caller=request.caller)
    found = records.stream_regards(system=here, caller=request.caller, narrow=_filter(request))
    return streams.answer(
        "csv",
        name=f"{system}-regard",
        sheet="Regard",
        header=files.CSV_HEADER,
        rows=files.csv_rows(found),
    )


@require_GET
def regards_json(request: Request, system: str) -> HttpResponse:
    here = register.get_system(slug=system, caller=request.caller)
    found = records.stream_regards(system=here, caller=request.caller, narrow=_filter(request))
    data = {
        "system": here.slug,
        "partnership": here.partnership_name,
        "records": [files.json_record(here, row, passages) for row, passages in found],
    }
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})


@require_GET
def regards_feed(request: Request, system: str) -> HttpResponse:
    here = register.get_system(slug=system, caller=request.caller)
    rows = records.list_regards(
        system=here, caller=request.caller, narrow=_filter(request), limit=IN_FEED
    )
    feed = files.regard_feed(rows, system=here)
    return HttpResponse(feed, content_type="application/atom+xml; charset=utf-8")


@require_GET
def regards_owed(request: Request, system: str) -> HttpResponse:
    """Show which decisions have no signed record, by body, overdue first."""
    here = register.get_system(slug=system, caller=request.caller)
    owed = list_owed(system=here, caller=request.caller, on=timezone.localdate())
    body = request.GET.get("body", "")[:60]
    waiting = [row for row in list_waiting(owed) if not body or row.body_slug == body]
    context = {
        "system": here,
        "section": "strategy",
        "title": "Regard that is missing",
        "lede": words.owed_words(owed)
        if owed
        else "No decision was taken under the duty to have regard yet.",
        "crumbs": words.regard_crumbs(here, is_below=True),
        "parts": words.regard_parts(here, "regards_owed"),
        "bodies": count_by_body(owed),
        "waiting": waiting[:A_PAGE],
        "more": max(0, len(waiting) - A_PAGE),
        "body": body,
        "tags": words.STATE_TAGS,
        "missing_words": words.missing_words,
        "how": words.how_it_is_counted(),
        "may_record": is_allowed(request.caller, Permission.RECORD_REGARD, here),
    }
    return render(request, "strategy/regards_owed.jinja", context)


@require_GET
def regard_figures(request: Request, system: str) -> HttpResponse:
    """Show what share of a document decisions ever had regard to, and how long that took."""
    here = register.get_system(slug=system, caller=request.caller)
    documents = {each.slug: each.title for each in list_regard_documents(system=here)}
    asked = request.GET.get("document", "")
    slug = asked if asked in documents else next(iter(documents), "")
    figures = None
    if slug:
        found = queries.get_strategy(system=here, slug=slug, caller=request.caller)
        figures = get_regard_figures(strategy=found)
    context = {
        "system": here,
        "section": "strategy",
        "title": "Regard in figures",
        "lede": words.figures_lede(figures) if figures else "Nothing is published yet.",
        "crumbs": words.regard_crumbs(here, is_below=True),
        "parts": words.regard_parts(here, "regard_figures"),
        "figures": figures,
        "document_choices": [
            (title, f"{request.path}?document={each}", each == slug)
            for each, title in documents.items()
        ],
        "voices_words": words.voices_words,
        "quartile_words": words.quartile_words,
    }
    return render(request, "strategy/regard_figures.jinja", context)


@require_GET
def regard(request: Request, system: str, decision_ref: str, slug: str) -> HttpResponse:
    """Show one record: what a decision made of a document."""
    here = register.get_system(slug=system, caller=request.caller)
    decision = governance.get_decision(system=here, ref=decision_ref, caller=request.caller)
    record = records.find_record(decision=decision, slug=slug, caller=request.caller)
    if record is None:
        raise NotFound("There is no record of regard at this address")
    record.decision = decision
    passages = records.list_regarded(record=record)
    context = {
        "system": here,
        "section": "strategy",
        "title": f"Regard: {decision.title}",
        "lede": words.record_lede(record, passages=len(passages)),
        "crumbs": words.regard_crumbs(here, is_below=True),
        "record": record,
        "decision": decision,
        "passages": passages,
        "facts": words.record_facts(record),
        "involved": words.involved_words(record),
        "tags": words.EFFECT_TAGS,
        "may_record": is_allowed(request.caller, Permission.RECORD_REGARD, decision),
    }
    return render(request, "strategy/regard.jinja", context)


def _filter(request: Request) -> records.RegardFilter:
    effect = request.GET.get("effect", "")
    return records.RegardFilter(
        body_slug=_asked(request, "body"),
        strategy_slug=_asked(request, "document"),
        effect=RegardEffect(effect) if effect in set(RegardEffect) else None,
        words=_asked(request, "words"),
    )


def _asked(request: Request, name: str) -> str:
    return request.GET.get(name, "")[:100].replace("\0", "").strip()


def _after(request: Request) -> int:
    value = request.GET.get("after", "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 16 else 0


def _with(request: Request, path: str, **changes: str) -> str:
    query = request.GET.copy()
    for name, value in changes.items():
        query[name] = value
    if not query.get("after") or path != request.path:
        query.pop("after", None)
    encoded = query.urlencode()
    return f"{path}?{encoded}" if encoded else path
