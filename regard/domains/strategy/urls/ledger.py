"""The ledger, sealed, for anybody to check."""

from django.urls import URLPattern, URLResolver

ledger_urls: list[URLPattern | URLResolver] = []
