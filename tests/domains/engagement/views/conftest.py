from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from tests.factories.accounts import GrantFactory

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _it_is_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def client_as(settings):
    """Return a browser of someone with a role in a system; of anyone where there is no role."""

    def client_as(role=None, system=None):
        client = Client()
        if role:
            grant = GrantFactory(role=role, scope_key=f"system:{system.pk}")
            client.force_login(grant.person, backend=settings.AUTHENTICATION_BACKENDS[0])
        return client

    return client_as


@pytest.fixture
def lead(client_as):
    """Return the browser of a partnership lead of an exercise's system."""

    def lead(exercise):
        return client_as("Partnership lead", exercise.system)

    return lead
