"""Opening and filling in the pages of networks and their rolls."""

from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import GrantFactory, PersonFactory


def signed_in(role, scope_key):
    client, person = Client(), PersonFactory(name="Amara")
    GrantFactory(person=person, role=role, scope_key=scope_key)
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def url(name, system, network=None, **more):
    where = {"system": system.slug} | ({"network": network.slug} if network else {})
    return reverse(f"register:{name}", kwargs=where | more)


def day(name, year, month, date_):
    """Return a day as its three boxes send it."""
    return {f"{name}-day": str(date_), f"{name}-month": str(month), f"{name}-year": str(year)}
