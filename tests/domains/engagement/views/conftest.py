from datetime import UTC, datetime

import pytest
import time_machine

from tests.factories.engagement_blind import coder

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _it_is_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def person():
    """Return somebody who may read blind, and nothing else."""
    return coder()


@pytest.fixture
def reader(client, person):
    """Return the browser of that person."""
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def lead(client_as):
    """Return the browser of a partnership lead of an exercise's system."""

    def lead(exercise):
        return client_as("Partnership lead", exercise.system)

    return lead
