"""Addresses of bodies, their terms and what became of them."""

from django.urls import URLPattern, URLResolver, path

from regard.domains.governance.views import bodies

BODIES = "<slug:system>/bodies"

body_urls: list[URLPattern | URLResolver] = [
    path(f"{BODIES}/", bodies.bodies, name="bodies"),
]
