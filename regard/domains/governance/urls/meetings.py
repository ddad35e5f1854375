"""Addresses of the calendar, meetings, agendas and papers."""

from django.urls import URLPattern, URLResolver

meeting_urls: list[URLPattern | URLResolver] = []
