"""Who is asking, and how often they may."""

import time
from typing import TYPE_CHECKING
from urllib.parse import unquote

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from ninja.errors import HttpError
from ninja.security import HttpBearer
from ninja.throttling import BaseThrottle
from typing_extensions import override

from regard.foundation.accounts.callers import ByKey, SignedIn
from regard.foundation.accounts.keys import open_with_key
from regard.foundation.authority import Caller
from regard.foundation.base.errors import SignInNeeded

if TYPE_CHECKING:
    from regard.foundation.accounts.requests import Request

MINUTE = 60


class Door(HttpBearer):
    """
    Lets everyone in, as who they are: by key, else whoever is signed in, else the public.

    What each may see, the queries decide.
    """

    openapi_name = "Key"

    @override
    def __call__(self, request: "Request") -> Caller:  # type: ignore[override]
        if "\0" in unquote(request.get_full_path()):
            raise HttpError(400, "The address holds a character that no address may hold")
        shown = request.headers.get("Authorization")
        if shown is None:
            return request.caller
        scheme, _, key = shown.partition(" ")
        if scheme.lower() != self.openapi_scheme:
            raise SignInNeeded("We know no way in but a key")
        return self.authenticate(request, key)

    @override
    def authenticate(self, request: HttpRequest, token: str) -> ByKey:
        return open_with_key(shown=token, at=timezone.now())


class Turnstile(BaseThrottle):
    """So many requests a minute for each key, each person, and each address of the public."""

    @override
    def allow_request(self, request: HttpRequest) -> bool:
        caller = caller_of(request)
        where = request.META.get("REMOTE_ADDR", "")
        who = caller.by if isinstance(caller, ByKey | SignedIn) else where
        knocks = f"api:{who}:{int(time.time()) // MINUTE}"
        cache.add(knocks, 0, 2 * MINUTE)
        try:
            return cache.incr(knocks) <= settings.API_REQUESTS
        except ValueError:  # forgotten between the two lines
            return True

    @override
    def wait(self) -> float:
        return MINUTE - time.time() % MINUTE


def caller_of(request: HttpRequest) -> Caller:
    """Return who asks, once they are through the door."""
    caller: Caller = request.auth  # type: ignore[attr-defined]
    return caller
