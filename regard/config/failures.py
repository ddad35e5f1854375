"""Which part says that there is nothing at an address: the API to programs, else the pages."""

from django.http import HttpRequest, HttpResponse

from regard.entrypoints.api.problems import nothing_here
from regard.entrypoints.web.views import errors


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if request.path.startswith("/api/"):
        return nothing_here(request)
    return errors.not_found(request, exception)
