"""What Django calls where a request fails outside a view. See `failures` for the pages."""

import sys

import structlog
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from regard.entrypoints.web import failures

log = structlog.get_logger()


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    too_large = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
    if isinstance(exception, too_large):
        return failures.show(request, failures.TOO_LARGE)
    return failures.show(request, failures.BAD_REQUEST)


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    return failures.show(request, failures.NOT_ALLOWED)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    return failures.show(request, failures.NOT_FOUND)


def too_many(request: HttpRequest) -> HttpResponse:
    return failures.show(request, failures.TOO_MANY)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Show why a form without its token was not taken."""
    log.warning("request.forged", reason=reason, path=request.path)
    return failures.show(request, failures.FORGED)


def ours(request: HttpRequest) -> HttpResponse:
    """Show that we failed, with a reference that stands in the log beside the traceback."""
    reference = failures.new_reference()
    problem = sys.exc_info()[1]
    if isinstance(problem, OperationalError | InterfaceError):
        log.error("database.away", reference=reference, problem=str(problem))
        return failures.show(request, failures.AWAY, reference=reference)
    log.error("request.broke", reference=reference, path=request.path, exc_info=problem)
    return failures.show(request, failures.OURS, reference=reference)
