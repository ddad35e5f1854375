"""Assessed needs, and where they are answered."""

from django.urls import URLPattern, URLResolver

need_urls: list[URLPattern | URLResolver] = []
