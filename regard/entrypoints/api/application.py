"""The API as a whole: `/api/v1`."""

from collections.abc import Callable
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from typing_extensions import override

from regard.foundation.base.errors import Refusal

from . import problems
from .conditional import conditional
from .doors import Door, Turnstile
from .openapi import finish
from .routes import areas, loads, locations, networks, services, systems

ABOUT = """
All that Regard’s register holds and its pages show, for programs. Reading only.

Everyone may read what is public. For the rest, send a key (`Authorization: Bearer <key>`) that
whoever runs Regard makes with `regard people key add`: it may do what one role may in one system.

Lists come in stretches; `next` is the address of the next one. Send back the `ETag` of an answer
as `If-None-Match`, and what has not changed is not sent again. What goes wrong is said as
`application/problem+json`, in words.
"""


HANDLERS: tuple[tuple[type[Exception], Callable[[HttpRequest, Any], HttpResponse]], ...] = (
    (Refusal, problems.of_refusal),
    (ValidationError, problems.of_validation),
    (HttpError, problems.of_http),
    (Http404, problems.of_missing),
    (OperationalError, problems.of_database),
    (InterfaceError, problems.of_database),
    (Exception, problems.of_bug),
)
"""What says what went wrong; the one for the nearest kind is asked."""


class Api(NinjaAPI):
    """Puts what an answer is known again by on it, and says in the document what may go wrong."""

    @override
    def create_temporal_response(self, request: HttpRequest) -> HttpResponse:
        answer = super().create_temporal_response(request)
        request.answer = answer  # type: ignore[attr-defined]
        return answer

    @override
    def get_openapi_schema(self, *args: Any, **named: Any) -> OpenAPISchema:
        document = super().get_openapi_schema(*args, **named)
        return finish(document)  # type: ignore[return-value]


def make() -> Api:
    """Make the API with all of its routes."""
    api = Api(
        title="Regard",
        version="1",
        description=ABOUT.strip(),
        auth=Door(),
        throttle=Turnstile(),
        docs_url=None,
        openapi_url="openapi.json",
        urls_namespace="api",
    )
    for kind, handler in HANDLERS:
        api.add_exception_handler(kind, handler)
    api.add_decorator(conditional)
    api.add_router("/systems", systems.router)
    api.add_router("/systems", networks.router)
    api.add_router("/systems", loads.router)
    api.add_router("/areas", areas.router)
    api.add_router("", services.router)
    api.add_router("", locations.router)
    return api


api = make()
