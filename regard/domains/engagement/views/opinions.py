"""What the votes say: agreements, divisions, groups that hold, the map, the list, the data."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.presenters import opinion_list as listing
from regard.domains.engagement.presenters import opinion_map as maps
from regard.domains.engagement.presenters import opinions as presenters
from regard.domains.engagement.queries import conversations, voting
from regard.domains.engagement.queries import opinions as queries
from regard.domains.engagement.queries import votes_files as files
from regard.domains.engagement.rules.deliberation import reason_to_hide_groups
from regard.foundation.accounts.callers import require
from regard.foundation.accounts.requests import Request
from regard.foundation.authority import is_allowed
from regard.foundation.files.tables import csv_rows

from .voices import find_conversation, speaking
from .voting import talk_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from regard.domains.engagement.models import Conversation

STATE = "X-Votes-State"
"""By this a script says which votes its page shows; it is told where there is news."""

AT_A_TIME = 50


@never_cache
@require_GET
def opinions(request: Request, system: str, slug: str) -> HttpResponse:
    """Show what the votes say; to a script that has seen these votes, that nothing is new."""
    found = find_conversation(request, system, slug)
    state = _state(found)
    if request.headers.get(STATE) == state:
        return HttpResponse(status=204)
    context = talk_page(found, title="What people said") | _shown(request, found)
    context |= {"state": state, "live": found.closed_at is None, "conversation": found}
    part = STATE in request.headers
    name = "engagement/opinions_live.jinja" if part else "engagement/opinions.jinja"
    response = render(request, name, context)
    response[STATE] = state
    return response


@require_GET
def statements(request: Request, system: str, slug: str) -> HttpResponse:
    """List every statement with its votes, in an order that a link chooses."""
    found = find_conversation(request, system, slug)
    known = queries.get_found(conversation=found)
    texts = conversations.list_texts(conversation=found)
    asked = listing.read_order(request.GET.get("order", ""), request.GET.get("from", ""))
    page = listing.list_rows(known, texts=texts, asked=asked, limit=AT_A_TIME)
    context = talk_page(found, title="Every statement") | {
        "lede": listing.lede(page, known),
        "page": page,
        "orders": listing.orders(asked),
        "may_take_data": _may_take_data(request, found),
    }
    return render(request, "engagement/statements.jinja", context)


@require_GET
def votes_csv(request: Request, system: str, slug: str) -> StreamingHttpResponse:
    """Send every vote in the layout of Polis's export, without names."""
    found = _find_data(request, system, slug)
    rows = files.list_vote_rows(conversation=found)
    return _csv(f"{found.slug}-votes", files.VOTES_HEADER, rows)


@require_GET
def statements_csv(request: Request, system: str, slug: str) -> StreamingHttpResponse:
    """Send every statement in the layout of Polis's export, without who wrote it."""
    found = _find_data(request, system, slug)
    rows = files.list_statement_rows(conversation=found)
    return _csv(f"{found.slug}-statements", files.STATEMENTS_HEADER, rows)


def _shown(request: Request, found: Conversation) -> dict[str, object]:
    known = queries.get_found(conversation=found)
    numbers = presenters.wanted_numbers(known)
    voter = voting.find_voter(conversation=found, voice=speaking(request, found).voice)
    people, services = queries.count_voters(conversation=found)
    shows_groups = bool(
        known.opinions and not reason_to_hide_groups(known.opinions, known.steadiness)
    )
    told = presenters.present_opinions(
        known,
        texts=conversations.list_texts(conversation=found, numbers=numbers),
        counted=queries.count_votes_on(conversation=found, numbers=numbers),
        own=voting.list_votes_of(voter=voter) if voter else {},
        voices=people + services,
    )
    context: dict[str, object] = {"told": told, "lede": told.lede, "known": known}
    context["can_vote"] = not conversations.refusal_to_vote(
        conversation=found, today=timezone.localdate()
    )
    if known.opinions:
        context["drawing"] = maps.draw_opinion_map(known.opinions, shows_groups=shows_groups)
        context["map_rows"] = maps.map_rows(known.opinions, shows_groups=shows_groups)
        context["shows_groups"] = shows_groups
    return context


def _state(found: Conversation) -> str:
    """Return what names the votes, and what is known of them, without telling when they came."""
    state = queries.get_state(conversation_id=found.pk)
    drawn = queries.get_drawn(conversation_id=found.pk)
    said = f"{state}|{drawn.state}|{drawn.steadiness}|{found.updated_at}"
    return hashlib.sha256(said.encode()).hexdigest()[:20]


def _may_take_data(request: Request, found: Conversation) -> bool:
    """Test whether the caller may have the votes: everyone may once it is closed."""
    return found.closed_at is not None or is_allowed(
        request.caller, Permission.VIEW_CONTRIBUTIONS, found
    )


def _find_data(request: Request, system: str, slug: str) -> Conversation:
    """Return the conversation for a caller who may have its votes: anyone once it is closed."""
    found = find_conversation(request, system, slug)
    if found.closed_at is None:
        require(request.caller, Permission.VIEW_CONTRIBUTIONS, found)
    return found


def _csv(
    name: str, header: Sequence[str], rows: Iterable[Sequence[object]]
) -> StreamingHttpResponse:
    response = StreamingHttpResponse(
        csv_rows(header, rows), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
