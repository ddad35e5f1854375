from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.test import Client

from regard.domains.register import actions
from regard.foundation.accounts import keys
from tests.factories.accounts import GrantFactory
from tests.factories.register import (
    LocationFactory,
    OrganisationFactory,
    ServiceFactory,
    SystemFactory,
)

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _nobody_knocked():
    cache.clear()


@pytest.fixture
def fens(db):
    """Return a system with three services of two providers."""
    system = SystemFactory(slug="fens", name="Fens")
    ash = OrganisationFactory(name="Ash Care", regulator_id="1-900", brand_id="BD1")
    for number, name in enumerate(("Birch House", "Cedar Lodge", "Damson Court"), start=1):
        location = LocationFactory(
            name=name,
            regulator_id=f"1-{number}",
            council=system.councils.get(),
            **({"organisation": ash} if number < 3 else {}),
        )
        ServiceFactory(location=location)
    actions.place_locations(at=NOW)
    return system


@pytest.fixture
def get():
    """Return what asks the API, with a key or without, and returns the answer."""

    def get(path, *, key=None, **headers):
        if key:
            headers["Authorization"] = f"Bearer {key}"
        return Client().get(f"/api/v1{path}", headers=headers)

    return get


@pytest.fixture
def client_as(settings):
    """Return a browser of someone with a role in a system."""

    def client_as(role, system):
        client = Client()
        grant = GrantFactory(role=role, scope_key=f"system:{system.pk}")
        client.force_login(grant.person, backend=settings.AUTHENTICATION_BACKENDS[0])
        return client

    return client_as


@pytest.fixture
def key_for():
    """Return what makes a key for a role in a system."""

    def key_for(system, role="Partnership lead"):
        _, shown = keys.make_key(
            name="A test",
            role=role,
            scope_key=f"system:{system.pk}",
            days=None,
            by="x",
            at=NOW,
        )
        return shown

    return key_for
