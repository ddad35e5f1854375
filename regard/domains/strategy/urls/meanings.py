"""What a strategy means for each service."""

from django.urls import URLPattern, URLResolver

meaning_urls: list[URLPattern | URLResolver] = []
