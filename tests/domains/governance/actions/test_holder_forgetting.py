from datetime import UTC, date, datetime

import pytest

from regard.domains.governance import actions, jobs
from regard.domains.governance.models import Holder
from regard.foundation.audit.models import Entry
from regard.foundation.jobs.models import Job
from regard.foundation.jobs.progress import Progress
from tests.factories.accounts import PersonFactory
from tests.factories.governance import AppointmentFactory, HolderFactory
from tests.factories.register import LocationFactory

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def forget(holder):
    forgotten = actions.forget_holders(system=holder.system, by="schedule", at=NOON)
    holder.refresh_from_db()
    return forgotten


def left(on, **said):
    """Return somebody whose only seat ended on a day."""
    said = {f"holder__{name}": value for name, value in said.items()}
    return AppointmentFactory(
        valid_from=date(2018, 1, 1), valid_to=on, why_ended="Ill health", **said
    ).holder


class TestForgetHolders:
    def test_forgets_addresses_once_the_last_seat_ended(self):
        holder = left(date(2026, 11, 1), email="p@example.org", person=PersonFactory())

        assert forget(holder) == 1

        assert (holder.email, holder.person, holder.works_at) == ("", None, "Harbour Home Care")
        entry = Entry.objects.get()
        assert (entry.event, entry.detail) == (
            "holders.forgotten",
            {"addresses": 1, "names": 0},
        )

    def test_forgets_who_it_was_after_six_years(self):
        holder = left(date(2020, 11, 21), name="Priya Raman", location=LocationFactory())

        assert forget(holder) == 1

        assert (holder.name, holder.job, holder.location) == ("Somebody", "", None)
        assert holder.appointments.get().why_ended == ""

    def test_does_it_once(self):
        holder = left(date(2020, 1, 1), email="p@example.org")

        assert forget(holder) == 1
        assert forget(holder) == 0
        assert Entry.objects.count() == 1

    @pytest.mark.parametrize("ends", [None, date(2026, 11, 22)])
    def test_keeps_what_is_held_of_those_who_still_sit(self, ends):
        holder = left(date(2019, 1, 1), email="p@example.org")
        AppointmentFactory(seat__body__system=holder.system, holder=holder, valid_to=ends)

        assert forget(holder) == 0
        assert holder.email == "p@example.org"

    def test_keeps_names_for_six_years(self):
        holder = left(date(2020, 11, 22), name="Priya Raman")

        assert forget(holder) == 0
        assert holder.name == "Priya Raman"

    def test_forgets_those_who_never_sat_anywhere_as_long_after_they_were_added(self):
        holder, new = HolderFactory(email="p@example.org"), HolderFactory()
        added = Holder.objects.filter(pk=holder.pk)
        added.update(created_at=datetime(2020, 1, 1, tzinfo=UTC))

        assert forget(holder) == 1
        assert (holder.name, holder.email) == ("Somebody", "")
        assert forget(new) == 0

    def test_is_a_job_for_every_system(self, time_machine):
        time_machine.move_to(NOON)
        left(date(2026, 1, 1), email="p@example.org")
        left(date(2026, 1, 1), email="t@example.org")
        job = Job.objects.create(
            kind="governance.forget_holders", title="x", scope_key="everywhere", by="schedule"
        )

        assert jobs.forget_holders(Progress(job)) == "Something was forgotten of 2 people."
