"""Drafts put before people for their comments."""

from django.urls import URLPattern, URLResolver

review_urls: list[URLPattern | URLResolver] = []
