"""As whom somebody votes: what they chose, their services, and their browser's cookie."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse
from django_ratelimit.core import is_ratelimited

from regard.domains.engagement.queries import conversations
from regard.domains.engagement.queries import voting as queries
from regard.domains.engagement.types.deliberation import Voice
from regard.domains.register import queries as register
from regard.foundation.accounts.callers import SignedIn
from regard.foundation.accounts.requests import Request
from regard.foundation.base.errors import TooMany

if TYPE_CHECKING:
    from regard.domains.engagement.models import Conversation
    from regard.domains.engagement.permissions import Permission

COOKIE = "regard_voter"
COOKIE_AGE = 365 * 24 * 60 * 60
"""A year: as long as a conversation is likely to be open, so that nobody votes twice."""

ONESELF = "me"

MOST_VOTES = "3000/h"
MOST_NEW = "120/h"
MOST_WRITTEN = "30/h"
"""From one address of the network. A head office fits; a flood does not."""


@dataclass(frozen=True)
class Speaking:
    """
    As whom a request votes.

    Attributes:
        services: names of those that the caller may vote for, by id.
        chosen: what the page sends back as `for`: an id, "me", or nothing for the usual.
    """

    voice: Voice
    services: dict[int, str]
    chosen: str

    @property
    def name(self) -> str:
        """Return the service that is voted for; empty where it is oneself."""
        return self.services.get(self.voice.location_id or 0, "")

    @property
    def query(self) -> str:
        """Return what an address ends with so that the next page votes as the same."""
        return f"?for={self.chosen}" if self.chosen else ""

    @property
    def choices(self) -> list[tuple[str, str, bool]]:
        """Return as whom they may vote: words, address and whether it is so now."""
        if not self.services:
            return []
        own = [("Yourself", f"?for={ONESELF}", self.voice.location_id is None)]
        return own + [
            (name, f"?for={number}", number == self.voice.location_id)
            for number, name in self.services.items()
        ]


def speaking(request: Request, conversation: Conversation) -> Speaking:
    """Return as whom this request votes. What it may not vote for is not asked for twice."""
    services = queries.list_own_services(conversation=conversation, caller=request.caller)
    invited = request.session.get(_invited(conversation))
    if invited:
        services = {invited[0]: invited[1]} | services
    chosen = request.POST.get("for", request.GET.get("for", ""))
    location_id = int(chosen) if chosen.isdigit() and int(chosen) in services else None
    if not chosen and invited:
        location_id = invited[0]
    signed_in = request.caller.person.pk if isinstance(request.caller, SignedIn) else None
    key = queries.key_of(conversation=conversation, secret=request.COOKIES.get(COOKIE, ""))
    voice = Voice(
        person_id=None if location_id is not None else signed_in,
        location_id=location_id,
        key="" if location_id is not None else key,
    )
    return Speaking(voice, services, str(location_id or "") if location_id else chosen[:20])


def remember_invited(
    request: Request, conversation: Conversation, *, location_id: int, name: str
) -> None:
    """Let this browser vote for a service, whose invitation it opened, until it is closed."""
    request.session[_invited(conversation)] = [location_id, name]


def give_cookie(request: Request, response: HttpResponse, system: str) -> HttpResponse:
    """Give a browser that has none the cookie by which it votes once."""
    if COOKIE not in request.COOKIES:
        response.set_cookie(
            COOKIE,
            secrets.token_urlsafe(24),
            max_age=COOKIE_AGE,
            path=f"/{system}/talk/",
            secure=settings.IS_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response


def refuse_floods(request: Request, *, what: str, rate: str) -> None:
    """:raises TooMany: if this address of the network has done it too often."""
    group = f"engagement.talk.{what}"
    if is_ratelimited(request, group=group, key="ip", rate=rate, increment=True):
        raise TooMany(
            "Much has come from your network within the last hour. Please try again in an hour."
        )


def find_conversation(
    request: Request, system: str, slug: str, *, to: Permission | None = None
) -> Conversation:
    """
    Return the conversation at an address, for the caller to see or do `to` with.

    :raises NotFound: if there is none that they may see.
    :raises NotAllowed: if they may not do it.
    """
    found = register.get_system(slug=system, caller=request.caller)
    return conversations.get_conversation(system=found, slug=slug, caller=request.caller, to=to)


def _invited(conversation: Conversation) -> str:
    return f"talk:{conversation.pk}"
