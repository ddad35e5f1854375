"""A strategy as files and feeds."""

from django.urls import URLPattern, URLResolver

public_urls: list[URLPattern | URLResolver] = []
