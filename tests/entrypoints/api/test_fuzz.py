"""The API against its own document: what a fuzzer thinks of, as the public and with a key."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from regard.config.wsgi import application
from regard.domains.register.models import Location
from regard.entrypoints.api.application import api
from tests.factories.register import LoadFactory

pytestmark = pytest.mark.django_db

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]

document = schemathesis.openapi.from_dict(api.get_openapi_schema())
document.app = application

bounded = settings(
    max_examples=8,  # of each address: some five hundred requests in all
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def world(fens, settings):
    """Return what there is of each kind, so that the fuzzer gets past the first door."""
    settings.API_REQUESTS = 1_000_000
    location = Location.objects.earliest("pk")
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)  # it would close the test's own
    yield {
        "system": "fens",
        "load_id": LoadFactory(system=fens).pk,
        "location": location.pk,
        "organisation": location.organisation_id,
        "brand_id": "BD1",
    }
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def key(fens, key_for):
    return key_for(fens)


def ask(case, world, **headers):
    known = {name: value for name, value in world.items() if name in case.path_parameters}
    case.path_parameters.update(known)
    case.call_and_validate(checks=CHECKS, headers=headers)


@document.parametrize()
@bounded
def test_the_public_gets_what_the_document_says(case, world):
    ask(case, world)


@document.parametrize()
@bounded
def test_a_key_gets_what_the_document_says(case, world, key):
    ask(case, world, Authorization=f"Bearer {key}")
