"""A system with one body, whose secretary is signed in."""

import pytest

from tests.factories.governance import BodyFactory
from tests.factories.register import SystemFactory


@pytest.fixture
def system():
    return SystemFactory(
        slug="northmarch", name="Northmarch", partnership_name="Northmarch care partnership"
    )


@pytest.fixture
def body(system):
    return BodyFactory(system=system, name="Westmere Health and Wellbeing Board", slug="westmere")


@pytest.fixture
def secretary(client_as, system):
    return client_as("Board secretary", system)
