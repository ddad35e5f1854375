"""What goes wrong, as `application/problem+json` (RFC 9457), in plain English."""

import uuid
from collections.abc import Sequence
from typing import Any

import structlog
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja.errors import HttpError, Throttled, ValidationError

from regard.foundation.base.errors import (
    Gone,
    NotAllowed,
    NotFound,
    Refusal,
    SignInNeeded,
    TooMany,
)

MEDIA_TYPE = "application/problem+json"

STATUSES: tuple[tuple[type[Exception], int], ...] = (
    (SignInNeeded, 401),
    (NotAllowed, 403),
    (NotFound, 404),
    (Gone, 410),
    (TooMany, 429),
    (Refusal, 409),
)
"""The status of each kind of refusal; the first that fits."""

TITLES = {
    400: "We cannot read this request",
    401: "Show a key",
    403: "Not allowed",
    404: "Not found",
    405: "Only reading is possible here",
    409: "Not possible",
    410: "Gone",
    422: "Something in the address is not right",
    429: "Too many requests",
    500: "Something of ours went wrong",
    503: "Not just now",
}

log = structlog.get_logger()


def problem(
    status: int, detail: str, *, errors: list[dict[str, str]] | None = None
) -> HttpResponse:
    """
    Return a problem.

    :param errors: what is wrong with each part of the address, where that is it.
    """
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": TITLES.get(status, "Not possible"),
        "status": status,
        "detail": detail,
    }
    if errors:
        body["errors"] = errors
    answer = JsonResponse(body, status=status, content_type=MEDIA_TYPE)
    if status == 401:
        answer["WWW-Authenticate"] = 'Bearer realm="Regard"'
    return answer


def of_refusal(_request: HttpRequest, refusal: Refusal) -> HttpResponse:
    status = next(status for kind, status in STATUSES if isinstance(refusal, kind))
    detail = str(refusal)
    if status == 401:
        detail = f"{detail}. Send a key in the header “Authorization: Bearer <key>”"
    return problem(status, detail)


def of_validation(request: HttpRequest, failure: ValidationError) -> HttpResponse:
    errors = [
        {"field": _field(request, error["loc"]), "problem": error["msg"]}
        for error in failure.errors
    ]
    first = errors[0]
    return problem(422, f"{first['field']}: {first['problem']}", errors=errors)


def _field(request: HttpRequest, path: Sequence[str | int]) -> str:
    """Return what was wrong as the address names it, without the names of our own functions."""
    parts = [str(part) for part in path[1:]]
    asked = next((n for n, part in enumerate(parts) if part in request.GET), 0)
    return ".".join(parts[asked:])


def of_http(_request: HttpRequest, failure: HttpError) -> HttpResponse:
    answer = problem(failure.status_code, f"{failure}")
    if isinstance(failure, Throttled) and failure.wait:
        answer = problem(429, f"You ask too often. Ask again in {failure.wait} seconds")
        answer["Retry-After"] = str(failure.wait)
    return answer


def of_missing(_request: HttpRequest, _failure: Http404) -> HttpResponse:
    return problem(404, "There is nothing at this address")


def of_database(_request: HttpRequest, failure: OperationalError | InterfaceError) -> HttpResponse:
    log.error("database.away", problem=str(failure))
    return problem(503, "The database does not answer. Try again in a minute")


def of_bug(_request: HttpRequest, failure: Exception) -> HttpResponse:
    reference = uuid.uuid4().hex[:8]
    log.error("api.failed", reference=reference, exc_info=failure)
    return problem(500, f"We are told of it. If you write to us, say {reference}")


def nothing_here(_request: HttpRequest) -> HttpResponse:
    return problem(
        404, "There is nothing at this address. /api/v1/openapi.json lists what there is"
    )
