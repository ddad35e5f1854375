"""What is shown to the regulator."""

from django.urls import URLPattern, URLResolver, path

from regard.domains.strategy import views

from .strategies import STRATEGY

proof_urls: list[URLPattern | URLResolver] = [
    path(f"{STRATEGY}/regulator/", views.regulator, name="regulator"),
    path(f"{STRATEGY}/regulator/files/<slug:kind>/", views.regulator_file, name="regulator_file"),
]
