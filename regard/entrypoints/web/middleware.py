from collections.abc import Callable

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse

Next = Callable[[HttpRequest], HttpResponse]


def health(get_response: Next) -> Next:
    """Answer the health addresses before hosts, sessions or anything else is looked at."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path == "/health/live":
            return JsonResponse({"live": True})
        if request.path == "/health/ready":
            with connection.cursor() as cursor:
                cursor.execute("select 1")
            return JsonResponse({"ready": True})
        return get_response(request)

    return middleware


def show_refusals(get_response: Next) -> Next:
    return get_response
