"""Addresses of minutes, decisions, actions and interests."""

from django.urls import URLPattern, URLResolver

minute_urls: list[URLPattern | URLResolver] = []
