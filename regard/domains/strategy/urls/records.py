"""Records of regard."""

from django.urls import URLPattern, URLResolver

record_urls: list[URLPattern | URLResolver] = []
