from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from .callers import Anyone, SignedIn
from .models import Person


def name_the_caller(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Give every request its `caller`, found out only if something asks."""

    def middleware(request: HttpRequest) -> HttpResponse:
        def find() -> Anyone | SignedIn:
            person = request.user
            return SignedIn(person) if isinstance(person, Person) else Anyone()

        request.caller = SimpleLazyObject(find)  # type: ignore[attr-defined]
        return get_response(request)

    return middleware
