from datetime import UTC, date, datetime

import pytest

from regard.domains.register import actions, jobs
from regard.domains.register.models import Roll, RollEntry
from regard.domains.register.types import EntryState, RollState
from regard.foundation.audit.models import Entry
from regard.foundation.files.models import File
from regard.foundation.jobs.models import Job
from regard.foundation.jobs.progress import Progress
from tests.factories.networks import RollEntryFactory
from tests.factories.register import LocationFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2028, 11, 2, 12, tzinfo=UTC)
TWO_YEARS_BEFORE = date(2026, 11, 1)
SAID = ("name", "provider", "address", "town", "postcode", "telephone", "number")


def line(on, **more):
    said = {name: f"Secret {name}" for name in SAID} | {"cells": {"Name": "Secret"}}
    return RollEntryFactory(roll__as_at=on, **{"roll__state": RollState.FINISHED} | said | more)


def forget():
    return actions.forget_rolls(by="schedule", at=NOON)


class TestForgetRolls:
    def test_deletes_what_lines_say_and_keeps_what_they_came_to(self):
        location = LocationFactory()
        entry = line(
            TWO_YEARS_BEFORE, state=EntryState.MATCHED, location=location, decided_by="person:1"
        )
        other = RollEntryFactory(roll=entry.roll, state=EntryState.MATCHED, location=location)

        assert forget() == 1

        entry.refresh_from_db()
        assert {getattr(entry, name) for name in SAID} == {""}
        assert entry.cells == {}
        assert (entry.state, entry.location) == (EntryState.MATCHED, location)
        other.refresh_from_db()
        assert (entry.decided_by, other.decided_by) == ("forgotten", "")
        roll = Roll.objects.get()
        assert (roll.state, roll.forgotten_on) == (RollState.FINISHED, NOON.date())
        assert (roll.file, roll.file_name) == (None, "A file that is deleted")
        assert not File.objects.exists()
        told = Entry.objects.get(event="roll.forgotten")
        assert (told.by, told.detail) == ("schedule", {"lines": 2})

    def test_leaves_the_others_and_what_was_forgotten_alone(self):
        line(TWO_YEARS_BEFORE)
        younger = line(date(2026, 11, 2))
        assert forget() == 1

        assert forget() == 0
        younger.refresh_from_db()
        assert younger.name == "Secret name"
        assert Entry.objects.count() == 1

    def test_refuses_a_roll_that_nobody_finished(self):
        line(TWO_YEARS_BEFORE, roll__state=RollState.REVIEWING)

        forget()

        roll = Roll.objects.get()
        assert roll.state == RollState.REFUSED
        assert "Nobody finished it within two years" in roll.problem

    def test_is_done_by_a_job(self, time_machine):
        time_machine.move_to(NOON)
        line(TWO_YEARS_BEFORE)
        job = Job.objects.create(kind="x", title="x", scope_key="everywhere", by="schedule")

        assert jobs.forget_rolls(Progress(job)) == "The lines of 1 roll forgotten."

        assert not RollEntry.objects.exclude(name="").exists()
