"""Versions, what changed between them, and documents brought in."""

from django.urls import URLPattern, URLResolver

document_urls: list[URLPattern | URLResolver] = []
