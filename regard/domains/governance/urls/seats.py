"""Addresses of seats, who holds them, and lots."""

from django.urls import URLPattern, URLResolver

seat_urls: list[URLPattern | URLResolver] = []
