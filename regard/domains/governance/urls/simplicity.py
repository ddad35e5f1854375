"""Addresses of what taking part asks for, and who does what."""

from django.urls import URLPattern, URLResolver

simplicity_urls: list[URLPattern | URLResolver] = []
