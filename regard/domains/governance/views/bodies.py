"""The pages on which bodies are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from regard.domains.governance import queries
from regard.domains.governance.permissions import Permission
from regard.domains.governance.presenters import bodies as words
from regard.domains.governance.presenters import body_page, body_sections, body_steps
from regard.domains.governance.presenters.parts_of_topics import own_part_rows
from regard.domains.governance.rules.bodies import LEVELS
from regard.domains.governance.types import BodyKind, Section
from regard.domains.register import queries as register
from regard.domains.register.types import AreaLevel
from regard.foundation.accounts.requests import Request, read_day
from regard.foundation.authority import is_allowed
from regard.foundation.design.words import date_words

from .asked import address, below, find

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from regard.domains.governance.models import Body
    from regard.domains.governance.queries import BodyRow


@require_GET
def bodies(request: Request, system: str) -> HttpResponse:
    here = register.get_system(slug=system, caller=request.caller)
    today = timezone.localdate()
    on = read_day(request, today)
    rows = queries.list_bodies(system=here, on=on)
    ended = queries.list_ended_bodies(system=here, on=on)
    kind, level = _asked(request)
    shown = [
        row
        for row in rows
        if (kind is None or kind in row.kinds) and (level is None or row.level is level)
    ]
    context = below(request, here, title="Who decides") | {
        "lede": words.bodies_lede(rows, when="" if on == today else f" on {date_words(on)}")
        if rows or ended or on != today
        else "",
        "rows": words.listed(shown, system=here.name),
        "how_many": len(rows),
        "ended": [(row, words.kinds_words(row)) for row in ended],
        "on": None if on == today else on,
        "kind": kind,
        "kinds": [each for each in BodyKind if any(each in row.kinds for row in rows)],
        "levels": _level_choices(request, rows, level),
        "may_edit": is_allowed(request.caller, Permission.EDIT_BODIES, here),
    }
    return render(request, "governance/bodies.jinja", context)


@require_GET
def body(request: Request, system: str, body: str) -> HttpResponse:
    here, found = find(request, system, body)
    today = timezone.localdate()
    on = read_day(request, today)
    row = queries.get_row(body=found, on=on)
    may_edit = is_allowed(request.caller, Permission.EDIT_BODIES, found)
    crumbs = (("Who decides", reverse("governance:bodies", kwargs={"system": system})),)
    context = (
        below(request, here, title=found.name, above=crumbs)
        | {
            "body": found,
            "row": row,
            "lede": body_page.body_lede(row, on=on, system=here.name),
            "facts": body_page.facts(found, row),
            "tags": words.basis_tags(row.bases),
            "on": None if on == today else on,
            "here": address(found),
            "may_edit": may_edit,
            "sections": body_sections.list_sections(body=found, on=on, caller=request.caller),
        }
        | _what_it_is(request, found, row, on, may_edit=may_edit)
    )
    return render(request, "governance/body.jinja", context)


def _what_it_is(
    request: Request, body: Body, row: BodyRow, on: date, *, may_edit: bool
) -> dict[str, object]:
    """Return what a body rests on, says of itself, answers for, and came from."""
    bases = queries.list_bases(body=body)
    versions = queries.list_versions(body=body, caller=request.caller)
    chain = queries.list_chain(body=body)
    known = body_page.Known(bases, queries.list_roles(body=body), versions, chain)
    parts = queries.list_own_parts(body_ids=[body.pk], on=on)[body.pk]
    answering = queries.list_below(body=body, on=on)
    in_force = queries.get_terms_in_force(body=body, on=on)
    step = body_steps.next_step(body, row, versions=versions, parts=parts)
    is_over = body.valid_to is not None and body.valid_to <= on
    return {
        "warnings": body_page.list_warnings(row, bases=bases, below=answering, on=on),
        "events": body_page.list_events(body, known),
        "successors": [each for each in chain if each.steps == 1],
        "succession": body_page.succession_words(chain),
        "is_over": is_over,
        "below": answering,
        "topics": own_part_rows(parts),
        "in_force": in_force,
        "purpose": in_force.texts.get(Section.PURPOSE, "") if in_force else "",
        "to_do": step if may_edit and not is_over else None,
    }


def _asked(request: Request) -> tuple[BodyKind | None, AreaLevel | None]:
    """Return the kind and the level that the address asks for; None: all."""
    kind, level = request.GET.get("kind", ""), request.GET.get("level", "")
    return (
        BodyKind(kind) if kind in set(BodyKind) else None,
        AreaLevel(level) if level in set(AreaLevel) else None,
    )


def _level_choices(
    request: Request, rows: Sequence[BodyRow], current: AreaLevel | None
) -> list[tuple[str, str, bool]]:
    """Return the ways to narrow the list by level, which keep what else was asked."""
    asked = {name: request.GET[name] for name in ("on", "kind") if request.GET.get(name)}
    choices = [("All", f"?{urlencode(asked)}" if asked else request.path, current is None)]
    for level in LEVELS:
        how_many = sum(row.level is level for row in rows)
        if how_many:
            url = f"?{urlencode(asked | {'level': level.value})}"
            choices.append((f"{level.label} ({how_many})", url, current is level))
    return choices
