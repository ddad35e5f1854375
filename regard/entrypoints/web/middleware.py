from collections.abc import Callable

import structlog
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import Error, InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django_ratelimit.exceptions import Ratelimited

from regard.foundation.base.errors import (
    Gone,
    NotAllowed,
    NotFound,
    Refusal,
    SignInNeeded,
    TooMany,
)
from regard.foundation.design.validators import is_nobody, keep_private

from . import failures
from .failures import Failure

Next = Callable[[HttpRequest], HttpResponse]

log = structlog.get_logger()

PAGES: tuple[tuple[type[Exception], Failure], ...] = (
    (NotFound, failures.NOT_FOUND),
    (NotAllowed, failures.NOT_ALLOWED),
    (Gone, failures.GONE),
    (TooMany, failures.TOO_MANY),
    (Refusal, failures.REFUSED),
    (Ratelimited, failures.TOO_MANY),
    (RequestDataTooBig, failures.TOO_LARGE),
    (TooManyFieldsSent, failures.TOO_LARGE),
    (TooManyFilesSent, failures.TOO_LARGE),
)
"""The page of each kind of refusal; the first that fits."""


def health(get_response: Next) -> Next:
    """Answer the health addresses before hosts, sessions or anything else is looked at."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path == "/health/live":
            return JsonResponse({"live": True})
        if request.path == "/health/ready":
            return _ready()
        return get_response(request)

    return middleware


def behind_proxies(get_response: Next) -> Next:
    """
    Take the visitor's address from the proxies in front, as many as the settings trust.

    Each proxy adds whom it speaks for at the end of `X-Forwarded-For`; what a visitor wrote
    into it stands before that and is never believed. Where fewer stand there than there are
    proxies, the request came past them, and its own address counts.
    """
    trusted = settings.PROXIES
    if not trusted:
        return get_response

    def middleware(request: HttpRequest) -> HttpResponse:
        told = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
        if len(told) >= trusted and (visitor := told[-trusted]):
            request.META["REMOTE_ADDR"] = visitor
        return get_response(request)

    return middleware


def keep_apart(get_response: Next) -> Next:
    """Let nobody but their own browser keep what somebody sees who is, or was, signed in."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        is_own = not is_nobody(request) or settings.SESSION_COOKIE_NAME in response.cookies
        if is_own and not response.has_header("Cache-Control"):
            keep_private(response)
        return response

    return middleware


class ShowRefusals:
    """Turn what a view raises into the page for it, in this one place."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and not response.content:
            page = failures.show(request, failures.WRONG_METHOD)
            page["Allow"] = response["Allow"]
            return page
        return response

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        if isinstance(problem, SignInNeeded) and not failures.wants_json(request):
            if request.method == "GET":
                return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
            return redirect_to_login("/", settings.LOGIN_URL)
        for kind, failure in PAGES:
            if isinstance(problem, kind):
                message = str(problem) if isinstance(problem, Refusal) else ""
                return failures.show(request, failure, message=message)
        if isinstance(problem, OperationalError | InterfaceError):
            log.error("database.away", problem=str(problem))
            return failures.show(request, failures.AWAY, reference=failures.new_reference())
        return None


show_refusals = ShowRefusals
"""As the settings name it."""


def _ready() -> JsonResponse:
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1")
    except Error as problem:
        log.error("database.away", problem=str(problem))  # noqa: TRY400 (expected; no traceback)
        connection.close()
        words = "The database does not answer. `regard doctor` says why."
        return JsonResponse({"ready": False, "problem": words}, status=503)
    return JsonResponse({"ready": True})
