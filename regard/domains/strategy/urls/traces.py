"""The trace as a whole."""

from django.urls import URLPattern, URLResolver

trace_urls: list[URLPattern | URLResolver] = []
