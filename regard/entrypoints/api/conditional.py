"""
Answers that a program has already are not sent again: `ETag`, `If-None-Match`, 304.

Whatever changes what Regard holds writes an entry into the ledger. So an answer is the same as
long as the newest entry is, the day (some answers are of today), who asks, the address, and the
version of Regard. That costs one look into an index, before anything else is asked of the
database. Only a search for words is made anew each time: its index is brought up to date after
the entry is written.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache, wraps
from importlib.metadata import version
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.http import http_date

from regard.foundation.audit import ledger

from .doors import caller_of


class Marks:
    """By what an answer is known again."""

    def __init__(self, request: HttpRequest) -> None:
        newest = ledger.newest()
        number, at = newest or (0, None)
        caller = caller_of(request)
        named = (
            request.get_full_path(),
            caller.by,
            str(number),
            timezone.localdate().isoformat(),
            _version(),
        )
        digest = hashlib.sha256("\n".join(named).encode("utf-8", "replace")).hexdigest()
        self.etag = f'W/"{digest[:32]}"'
        self.last_modified = http_date(at.timestamp()) if isinstance(at, datetime) else ""
        self.is_public = caller.by == "public"

    def are_held(self, request: HttpRequest) -> bool:
        """Test whether the one who asks has this answer already."""
        held = request.headers.get("If-None-Match")
        if held is not None:
            mine = self.etag.removeprefix("W/")
            return any(tag.strip().removeprefix("W/") in {mine, "*"} for tag in held.split(","))
        # Only the very time that we gave: entries of one second, or dated back, must not hide.
        return bool(self.last_modified) and (
            request.headers.get("If-Modified-Since") == self.last_modified
        )

    def put_on(self, answer: HttpResponseBase) -> None:
        answer["ETag"] = self.etag
        if self.last_modified:
            answer["Last-Modified"] = self.last_modified
        answer["Cache-Control"] = "no-cache" if self.is_public else "private, no-cache"
        answer["Vary"] = "Authorization, Cookie"


def conditional(view: Callable[..., Any]) -> Callable[..., Any]:
    """Answer 304 where the one who asks has the answer already, without making it."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **named: Any) -> Any:  # noqa: ANN401 (as the view's)
        if request.GET.get("words"):
            return view(request, *args, **named)
        marks = Marks(request)
        if marks.are_held(request):
            same = HttpResponse(status=304)
            marks.put_on(same)
            return same
        made = view(request, *args, **named)
        kept = made if isinstance(made, HttpResponseBase) else request.answer  # type: ignore[attr-defined]
        marks.put_on(kept)
        return made

    return answer


@lru_cache(maxsize=1)
def _version() -> str:
    return version("regard")
