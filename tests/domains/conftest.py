import pytest
from django.test import Client

from tests.factories.accounts import GrantFactory


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
