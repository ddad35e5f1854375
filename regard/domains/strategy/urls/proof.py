"""Annexes, packs, opinions and bundles."""

from django.urls import URLPattern, URLResolver

proof_urls: list[URLPattern | URLResolver] = []
