from datetime import UTC, datetime

import pytest
from django.test import Client

from regard.domains.register import actions
from regard.domains.register.models import Board
from regard.domains.register.sources.reference import load_reference
from tests.factories.accounts import GrantFactory

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _reference(request):
    """Bring back the reference tables where a test with transactions of its own emptied them."""
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        if not Board.objects.exists():
            load_reference()


@pytest.fixture
def load():
    """Return what loads a file at a fixed time."""

    def load(path, **how):
        return actions.load_file(
            path=path, name=path.name, origin="a test", by="person:1", at=NOW, **how
        )

    return load


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
