"""Opening the pages of governance, and filling in their forms."""

from datetime import UTC, datetime

from django.urls import reverse

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
"""When it is, for a test that asks for `noon`."""


def url(name, system, **more):
    return reverse(f"governance:{name}", kwargs={"system": system.slug} | more)


def at(name, **more):
    """Return the address of a page of the system that is called `northmarch`."""
    return reverse(f"governance:{name}", kwargs={"system": "northmarch"} | more)


def of(name, meeting, **more):
    return url(name, meeting.system, meeting_id=meeting.pk, **more)


def text(response, status=200):
    """Return the page, with every run of white space as one space."""
    assert response.status_code == status, response.status_code
    return " ".join(response.content.decode().split())


def read(client, address):
    return text(client.get(address))


def day(name, year, month, date_):
    """Return a day as its three boxes send it."""
    return {f"{name}-day": str(date_), f"{name}-month": str(month), f"{name}-year": str(year)}
