"""Addresses of what taking part was supported with."""

from django.urls import URLPattern, URLResolver

support_urls: list[URLPattern | URLResolver] = []
