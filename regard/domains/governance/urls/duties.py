"""Addresses of duties and their evidence."""

from django.urls import URLPattern, URLResolver

duty_urls: list[URLPattern | URLResolver] = []
