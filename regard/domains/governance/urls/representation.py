"""Addresses of who is heard where."""

from django.urls import URLPattern, URLResolver

representation_urls: list[URLPattern | URLResolver] = []
