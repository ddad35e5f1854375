from datetime import UTC, datetime, timedelta

import pytest

from regard.domains.register import actions, jobs
from regard.domains.register.models import Placement
from regard.domains.register.rules.places import PlaceDraft
from regard.foundation.jobs.models import Job
from regard.foundation.jobs.progress import Progress
from tests.factories.register import LocationFactory, SystemFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def test_a_place_that_begins_tomorrow_holds_its_services_tomorrow(time_machine):
    system = SystemFactory()
    LocationFactory(system=system)
    draft = PlaceDraft(name="City", districts=frozenset({"LN1"}))
    tomorrow = NOON + timedelta(days=1)
    actions.add_place(system=system, draft=draft, on=tomorrow.date(), by="amara", at=NOON)
    job = Job.objects.create(kind="register.place", title="x", scope_key="everywhere", by="x")

    time_machine.move_to(NOON)
    assert jobs.place(Progress(job)) == "0 services placed anew."
    time_machine.move_to(tomorrow)
    assert jobs.place(Progress(job)) == "1 services placed anew."

    assert Placement.objects.get().place.name == "City"
