"""Opening the pages of meetings."""

from datetime import UTC, datetime

from django.urls import reverse

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


THURSDAY = datetime(2026, 12, 3, 14, tzinfo=UTC)


def url(name, body, **more):
    return reverse(f"governance:{name}", kwargs={"system": body.system.slug} | more)


def of(name, meeting, **more):
    return url(name, meeting.body, meeting_id=meeting.pk, **more)


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    return response.content.decode()
