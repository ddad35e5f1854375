"""One statement at a time: agree, disagree or pass. For everyone, on any phone."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from regard.domains.engagement.actions import voting as actions
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.presenters import talk as presenters
from regard.domains.engagement.queries import conversations, opinions
from regard.domains.engagement.queries import voting as queries
from regard.domains.engagement.queries.invitations import open_invitation
from regard.domains.engagement.types import StatementState
from regard.domains.engagement.types.deliberation import VOTE_WORDS
from regard.foundation.accounts.requests import Request
from regard.foundation.authority import is_allowed
from regard.foundation.base.errors import NotFound

from .voices import (
    MOST_NEW,
    MOST_VOTES,
    Speaking,
    find_conversation,
    give_cookie,
    refuse_floods,
    remember_invited,
    speaking,
)

if TYPE_CHECKING:
    from regard.domains.engagement.models import Conversation


@never_cache
@require_GET
def conversation(request: Request, system: str, slug: str) -> HttpResponse:
    """Show a statement to vote on; when it is over, the way to what was found."""
    found = find_conversation(request, system, slug)
    context = talk_page(found, title=found.title) | {
        "crumbs": [("Conversations", presenters.talks_address(found.system))],
        "team": _team_links(request, found),
    }
    refusal = conversations.refusal_to_vote(conversation=found, today=timezone.localdate())
    if refusal:
        context |= {"refusal": refusal, "step": _step(request, found)}
        return render(request, "engagement/conversation_over.jinja", context)
    spoken = speaking(request, found)
    response = render(
        request, "engagement/conversation.jinja", context | _voting(request, found, spoken)
    )
    return give_cookie(request, response, system)


@require_POST
def vote(request: Request, system: str, slug: str) -> HttpResponse:
    """Keep a vote, and go on to the next statement."""
    found = find_conversation(request, system, slug)
    spoken = speaking(request, found)
    number, value = request.POST.get("number", ""), request.POST.get("value", "")
    if not number.isdigit() or value not in {str(each) for each in VOTE_WORDS}:
        return redirect(presenters.talk_address("conversation", found) + spoken.query)
    refuse_floods(request, what="vote", rate=MOST_VOTES)
    if queries.find_voter(conversation=found, voice=spoken.voice) is None:
        refuse_floods(request, what="new", rate=MOST_NEW)
    actions.cast_vote(
        conversation=found,
        voice=spoken.voice,
        number=int(number),
        value=int(value),
        at=timezone.now(),
    )
    return redirect(presenters.talk_address("conversation", found) + spoken.query)


@require_POST
def take_vote_back(request: Request, system: str, slug: str) -> HttpResponse:
    """Take back a vote, and show its statement again."""
    found = find_conversation(request, system, slug)
    spoken = speaking(request, found)
    where = presenters.talk_address("conversation", found) + spoken.query
    number = request.POST.get("number", "")
    if not number.isdigit():
        return redirect(where)
    actions.take_vote_back(
        conversation=found, voice=spoken.voice, number=int(number), at=timezone.now()
    )
    return redirect(f"{where}{'&' if spoken.query else '?'}statement={number}")


@never_cache
@require_GET
def talk_by_link(request: Request, token: str, slug: str) -> HttpResponse:
    """Let whoever holds a service's invitation vote for it, in its exercise's conversation."""
    invitation = open_invitation(token=token, at=timezone.now())
    exercise = invitation.exercise
    found = conversations.get_conversation(
        system=exercise.system, slug=slug, caller=request.caller
    )
    if found.exercise_id != exercise.pk:
        raise NotFound("This link is for something else that was asked")
    remember_invited(
        request, found, location_id=invitation.location_id, name=invitation.location.name
    )
    messages.success(request, f"You vote for {invitation.location.name}. It has one voice.")
    return redirect(presenters.talk_address("conversation", found))


def talk_page(found: Conversation, *, title: str) -> dict[str, object]:
    """Return what the layout needs for a page of a conversation, or below it."""
    return {
        "system": found.system,
        "section": "asked",
        "title": title,
        "conversation": found,
        "crumbs": [
            ("Conversations", presenters.talks_address(found.system)),
            (found.title, presenters.talk_address("conversation", found)),
        ],
    }


def _voting(request: Request, found: Conversation, spoken: Speaking) -> dict[str, object]:
    voter = queries.find_voter(conversation=found, voice=spoken.voice)
    wanted = request.GET.get("statement", "")
    ask = queries.get_next(
        conversation=found,
        voter=voter,
        ticket=partial(_ticket, found, spoken),
        wanted=int(wanted) if wanted.isdigit() else None,
    )
    people, services = opinions.count_voters(conversation=found)
    last = queries.get_last_vote(voter=voter) if voter else None
    return {
        "lede": presenters.voting_lede(found, ask, people=people, services=services),
        "ask": ask,
        "how_far": presenters.how_far(ask),
        "choices": presenters.vote_choices(),
        "speaking": spoken,
        "last": last,
        "last_words": presenters.voted_words(last) if last else "",
        "written": presenters.written(queries.list_written_by(voter=voter)) if voter else [],
        "is_banned": bool(voter and voter.is_banned),
    }


def _ticket(found: Conversation, spoken: Speaking, answered: int) -> float:
    return queries.ticket_of(conversation=found, voice=spoken.voice, answered=answered)


def _step(request: Request, found: Conversation) -> tuple[str, str, str, str] | None:
    """Return what the team does next with a draft; None for others, and once it has opened."""
    if found.opened_at or not is_allowed(request.caller, Permission.RUN_EXERCISES, found):
        return None
    counts = conversations.count_statements(conversation=found)
    return presenters.next_in_draft(found, shown=counts[StatementState.SHOWN])


def _team_links(request: Request, found: Conversation) -> list[tuple[str, str]]:
    """Return what the team can do with a conversation: words and address."""
    links = []
    if is_allowed(request.caller, Permission.MODERATE, found):
        links.append(("Read and choose statements", "read_statements"))
    if is_allowed(request.caller, Permission.RUN_EXERCISES, found):
        links.append(("Add statements", "add_statements"))
        if found.closed_at is None:
            links.append(("Change what it is about, and its days", "edit_conversation"))
        if found.opened_at is None:
            links.append(("Open it", "open_conversation"))
        elif found.closed_at is None:
            links.append(("Close it", "close_conversation"))
    return [(words, presenters.talk_address(name, found)) for words, name in links]
