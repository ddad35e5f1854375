from django.urls import URLPattern, URLResolver, path

from regard.domains.engagement import views
from regard.domains.engagement.views import load_reading

from .prefixes import ASKED, LOADED

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{ASKED}/enter/", views.enter, name="enter"),
    path(f"{ASKED}/load/", views.load, name="load"),
    path(f"{ASKED}/load/template.csv", views.load_template, name="load_template"),
    path(
        f"{ASKED}/load/saved/<int:mapping_id>/forget/",
        load_reading.forget_saved_layout,
        name="forget_saved_layout",
    ),
    path(f"{LOADED}/", load_reading.load_columns, name="load_columns"),
    path(f"{LOADED}/layout/", load_reading.load_layout, name="load_layout"),
    path(f"{LOADED}/result/", views.load_result, name="load_result"),
    path(f"{LOADED}/refused.csv", views.load_refused, name="load_refused"),
    path(f"{ASKED}/contributions/", views.contributions, name="contributions"),
    path(f"{ASKED}/contributions/<str:receipt>/", views.contribution, name="contribution"),
    path(f"{ASKED}/contributions/<str:receipt>/original/", views.original, name="original"),
]
