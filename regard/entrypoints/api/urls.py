from django.urls import path

from .application import api
from .problems import nothing_here

urlpatterns = [
    path("v1/", api.urls),
    path("", nothing_here, name="api_nothing"),
    path("<path:rest>", nothing_here, name="api_nothing_below"),
]
