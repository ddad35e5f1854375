"""
Pages that are open to all, told to caches as such, and not sent again while they are the same.

What everyone sees may be kept by anybody, if it is asked for anew each time; what somebody sees
who is signed in may be kept by nobody else (RFC 9111). Every page has an ETag of its bytes, by
Django's ConditionalGetMiddleware. Where a page follows from few rows that are cheap to read, a
mark of these is its ETag, and whoever has it already costs no more than the mark.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.cache import (
    get_conditional_response,
    patch_cache_control,
    patch_vary_headers,
)
from django.utils.http import http_date

import regard

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    View = Callable[..., HttpResponseBase]

MESSAGES = "messages"
"""The cookie in which what was just done waits to be shown once."""

READING = frozenset({"GET", "HEAD"})

PARTS = ("*.py", "*.jinja", "*.toml", "*.css", "*.js")


@dataclass(frozen=True)
class Mark:
    """
    What a page follows from: equal words, equal pages.

    Attributes:
        changed_at: when it last changed, where that alone says so; None: it does not.
    """

    words: str
    changed_at: datetime | None = None


def open_to_all(view: View, *, mark: Callable[..., Mark | None] | None = None) -> View:
    """
    Return a view whose page everyone may see, with what caches have to know.

    :param mark: is given what the view is, checks what it checks, and returns what its page for
        the public follows from; None where that is not cheap to say.
    """

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401 (whatever the view takes)
        if request.method not in READING:
            return view(request, *args, **kwargs)
        if not is_nobody(request):
            return keep_private(view(request, *args, **kwargs))
        found = mark(request, *args, **kwargs) if mark else None
        response = _unchanged(request, found) or view(request, *args, **kwargs)
        if response.cookies or request.META.get("CSRF_COOKIE_NEEDS_UPDATE"):
            return keep_private(response)  # it holds a form that is this visitor's own
        if found is not None and response.status_code in {200, 304}:
            response["ETag"] = _etag(request, found)
            if found.changed_at is not None:
                response["Last-Modified"] = http_date(found.changed_at.timestamp())
        patch_cache_control(response, public=True, no_cache=True)
        patch_vary_headers(response, ["Cookie"])
        return response

    return checked


def is_nobody(request: HttpRequest) -> bool:
    """Test whether a request brings nothing by which its page could be anybody's own."""
    return not request.COOKIES.keys() & {settings.SESSION_COOKIE_NAME, MESSAGES}


def keep_private(response: HttpResponseBase) -> HttpResponseBase:
    """Let nobody but the reader's own browser keep a page, and that ask anew each time."""
    patch_cache_control(response, private=True, no_cache=True)
    patch_vary_headers(response, ["Cookie"])
    return response


def _unchanged(request: HttpRequest, mark: Mark | None) -> HttpResponseBase | None:
    """Return the answer for whoever has the page already, or None."""
    if mark is None:
        return None
    changed = int(mark.changed_at.timestamp()) if mark.changed_at else None
    return get_conditional_response(request, etag=_etag(request, mark), last_modified=changed)


def _etag(request: HttpRequest, mark: Mark) -> str:
    """Return a weak ETag: of what the page follows from, and of the release that made it."""
    made_of = f"{release()}\n{request.get_full_path()}\n{mark.words}"
    return f'W/"{hashlib.sha256(made_of.encode()).hexdigest()[:32]}"'


@cache
def release() -> str:
    """
    Return what differs when another release of Regard may make another page of the same rows.

    It is worked out once in a process, from the files of the program: some tenths of a second.
    """
    package, made_of = Path(regard.__file__).parent, hashlib.sha256()
    for path in sorted(path for part in PARTS for path in package.rglob(part)):
        made_of.update(f"{path.relative_to(package)} {path.stat().st_size}\n".encode())
        made_of.update(path.read_bytes())
    return made_of.hexdigest()
