from django.http import HttpRequest, JsonResponse
from django.urls import path, reverse
from django.views.decorators.http import require_GET

from .application import api


@require_GET
def home(request: HttpRequest) -> JsonResponse:
    """Say where the document of the API is."""
    document = request.build_absolute_uri(reverse("api:openapi-json"))
    return JsonResponse({"title": api.title, "version": api.version, "document": document})


_patterns, _app, _namespace = api.urls
_routes = [each for each in _patterns if getattr(each, "name", "") != "api-root"]

urlpatterns = [
    path("v1/", ([*_routes, path("", home, name="api-root")], _app, _namespace)),
]
