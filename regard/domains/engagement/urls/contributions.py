from django.urls import URLPattern, URLResolver, path

from regard.domains.engagement import views

from .prefixes import ASKED, LOADED

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{ASKED}/enter/", views.enter, name="enter"),
    path(f"{ASKED}/load/", views.load, name="load"),
    path(f"{ASKED}/load/template.csv", views.load_template, name="load_template"),
    path(f"{LOADED}/", views.load_columns, name="load_columns"),
    path(f"{LOADED}/result/", views.load_result, name="load_result"),
    path(f"{LOADED}/refused.csv", views.load_refused, name="load_refused"),
    path(f"{ASKED}/contributions/", views.contributions, name="contributions"),
    path(f"{ASKED}/contributions/<str:receipt>/", views.contribution, name="contribution"),
    path(f"{ASKED}/contributions/<str:receipt>/original/", views.original, name="original"),
]
