"""Addresses of what taking part asks for."""

from django.urls import URLPattern, URLResolver, path

from regard.domains.governance.views import simplicity

SIMPLICITY = "<slug:system>/simplicity"

simplicity_urls: list[URLPattern | URLResolver] = [
    path(f"{SIMPLICITY}/", simplicity.simplicity, name="simplicity"),
    path(f"{SIMPLICITY}/bodies.csv", simplicity.simplicity_csv, name="simplicity_csv"),
    path(f"{SIMPLICITY}/providers/", simplicity.load_of_providers, name="load_of_providers"),
    path(
        f"{SIMPLICITY}/providers.csv",
        simplicity.load_of_providers_csv,
        name="load_of_providers_csv",
    ),
    path(f"{SIMPLICITY}/people/", simplicity.load_of_holders, name="load_of_holders"),
    path(f"{SIMPLICITY}/people.csv", simplicity.load_of_holders_csv, name="load_of_holders_csv"),
]
