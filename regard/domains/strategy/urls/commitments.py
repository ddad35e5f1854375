"""Promises and how they are kept."""

from django.urls import URLPattern, URLResolver

commitment_urls: list[URLPattern | URLResolver] = []
