"""Opening the pages of bodies."""

from datetime import UTC, datetime

from django.urls import reverse

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def url(name, system, **more):
    return reverse(f"governance:{name}", kwargs={"system": system.slug} | more)


def text(response):
    assert response.status_code == 200, response.status_code
    return response.content.decode()
