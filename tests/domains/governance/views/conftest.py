"""A system with one body, whose secretary is signed in, and days on which it is looked at."""

import pytest
from django.conf import settings

from regard.domains.governance.types import MeetingState
from tests.domains.governance.views.minute_pages import AFTER
from tests.domains.governance.views.pages import NOON
from tests.factories.accounts import GrantFactory
from tests.factories.governance import (
    AgendaItemFactory,
    BodyFactory,
    DutyFactory,
    MeetingFactory,
    ObligationFactory,
)
from tests.factories.register import SystemFactory


@pytest.fixture
def noon(time_machine):
    time_machine.move_to(NOON)


@pytest.fixture
def after_it(time_machine):
    time_machine.move_to(AFTER, tick=False)


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


@pytest.fixture
def lead(client, system):
    """Return the partnership lead, who is signed in in `client`."""
    grant = GrantFactory(
        person__name="Amara Okafor", role="Partnership lead", scope_key=f"system:{system.pk}"
    )
    client.force_login(grant.person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return grant.person


@pytest.fixture
def obligation(system):
    return ObligationFactory(system=system, duty=DutyFactory(code="X8"))


@pytest.fixture
def meeting(body):
    return MeetingFactory(body=body, state=MeetingState.HELD)


@pytest.fixture
def item(meeting):
    return AgendaItemFactory(meeting=meeting)
