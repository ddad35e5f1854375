"""How all duties stand, what is coming, and one duty with its history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from regard.domains.governance import queries
from regard.domains.governance.forms.duties import read_duty_filter
from regard.domains.governance.presenters import duties as words
from regard.domains.governance.presenters import duty_calendar as coming_words
from regard.domains.governance.presenters import duty_history as history_words
from regard.domains.governance.rules import duties as rules
from regard.domains.governance.types import DutyKind, DutyState
from regard.foundation.accounts.requests import Request
from regard.foundation.base.errors import NotFound

from .duty_asked import DUTIES, frame, get_here, get_one, read_on, read_page, rights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regard.domains.governance.queries import DutyRow

A_PAGE = 20
"""Duties on a page. The rest follow, and filters narrow them."""


@require_GET
def duties(request: Request, system: str) -> HttpResponse:
    here = get_here(request, system)
    on, today = read_on(request)
    rows = queries.list_duty_rows(system=here, on=on, caller=request.caller)
    wanted = read_duty_filter(request.GET, on=None if on == today else on)
    base = reverse("governance:duties", kwargs={"system": system})
    holders = words.holders_of(rows)
    may = rights(request, here)
    context = (
        frame(request, here, DUTIES, "duties")
        | _shown(words.narrow(rows, wanted), read_page(request), base + wanted.query())
        | {
            "lede": words.lede(rows, on=on, today=today) if rows else "",
            "is_any": bool(rows),
            "wanted": wanted,
            "on": on,
            "is_today": on == today,
            "base": base,
            "states": words.state_choices(rows, wanted, base),
            "holders": holders,
            "kinds": list(DutyKind),
            "by_holder": words.tally_rows(rows, [(name, name) for name in holders], "holder"),
            "by_kind": words.tally_rows(rows, [(k.value, k.label) for k in DutyKind], "kind"),
            "may": may,
            "first": words.first_to_do(rows, may) if on == today else None,
            "method": words.method_rows(),
            "say": lambda row: (words.words_of(row, on=on), words.next_words(row, on=on)),
            "tags": words.TAGS,
        }
    )
    return render(request, "governance/duties.jinja", context)


@require_GET
def duty_calendar(request: Request, system: str) -> HttpResponse:
    here = get_here(request, system)
    on, today = read_on(request)
    coming = coming_words.list_coming(
        slug=system,
        rows=queries.list_duty_rows(system=here, on=on, caller=request.caller),
        future=queries.list_future_rounds(system=here, on=on),
        versions=queries.list_duty_versions(system=here),
        on=on,
    )
    context = frame(request, here, "What is coming", "duties") | {
        "lede": coming_words.calendar_lede(coming, on=on),
        "past": [each for each in coming if each.day < on],
        "months": coming_words.by_month(coming, on=on),
        "on": on,
        "is_today": on == today,
    }
    return render(request, "governance/duty_calendar.jinja", context)


@require_GET
def duty(request: Request, system: str, obligation_id: int) -> HttpResponse:
    here, one = get_one(request, system, obligation_id)
    on, today = read_on(request)
    row = queries.get_duty_row(obligation=one, on=on)
    history = queries.get_history(obligation=one, on=on)
    versions = queries.get_duty_versions(system=here, code=one.code)
    text = row.duty if row else versions[-1]
    cards = history_words.round_cards(slug=system, row=row, history=history, on=on) if row else []
    is_now = on == today and one.valid_to is None
    context = frame(request, here, f"{one.code} {text.title}", "duties") | {
        "lede": f"{one.holder_name}. {text.summary}",
        "one": one,
        "row": row,
        "duty": text,
        "stands": (row.state.label, words.TAGS[row.state]) if row else None,
        "words": words.whole_words(row, on=on) if row else "",
        "cards": cards,
        "log": history_words.log_lines(history, on),
        "versions": versions,
        "is_exempt": bool(row and row.facts.why_exempt),
        "may": rights(request, here) if is_now else frozenset(),
        "to_look_at": next((each for each in cards if each.state is DutyState.OFFERED), None),
        "is_asked_for": bool(row and row.state in rules.ABSENT),
        "on": on,
        "is_today": on == today,
    }
    return render(request, "governance/duty.jinja", context)


@require_GET
def evidence_file(
    request: Request, system: str, obligation_id: int, evidence_id: int
) -> HttpResponseBase:
    _, one = get_one(request, system, obligation_id)
    piece = queries.get_evidence(obligation=one, evidence_id=evidence_id)
    if piece.file is None:
        raise NotFound("There is no file for this evidence")
    file = piece.file.path.open("rb")
    return FileResponse(file, as_attachment=True, filename=piece.file.name)


@require_GET
def assessment_file(request: Request, system: str, assessment_id: int) -> HttpResponseBase:
    here = get_here(request, system)
    found = queries.get_assessment(system=here, assessment_id=assessment_id)
    if found.file is None:
        raise NotFound("There is no file for this assessment")
    file = found.file.path.open("rb")
    return FileResponse(file, as_attachment=True, filename=found.file.name)


def _shown(found: Sequence[DutyRow], number: int, here: str) -> dict[str, object]:
    """Return a page of what was found, and the addresses of the next and the first."""
    more = "&" if "?" in here else "?"
    has_next = len(found) > number * A_PAGE
    return {
        "rows": found[(number - 1) * A_PAGE : number * A_PAGE],
        "how_many": len(found),
        "next_url": f"{here}{more}page={number + 1}" if has_next else "",
        "first_url": here if number > 1 else "",
    }
