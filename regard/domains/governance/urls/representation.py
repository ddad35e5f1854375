"""Addresses of who is heard where."""

from django.urls import URLPattern, URLResolver, path

from regard.domains.governance.views import representation

REPRESENTATION = "<slug:system>/representation"

representation_urls: list[URLPattern | URLResolver] = [
    path(f"{REPRESENTATION}/", representation.representation, name="representation"),
    path(
        f"{REPRESENTATION}/bodies/<slug:slug>/",
        representation.representation_of_body,
        name="representation_of",
    ),
    path(
        f"{REPRESENTATION}/bodies.csv",
        representation.representation_csv,
        name="representation_csv",
    ),
    path(
        f"{REPRESENTATION}/checks/",
        representation.representation_checks,
        name="representation_checks",
    ),
    path(f"{REPRESENTATION}/seats/", representation.seats_to_fill, name="seats_to_fill"),
]
