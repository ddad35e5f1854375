"""Loads by people: in the background, with a question to answer."""

from datetime import UTC, datetime

import pytest

from regard.domains.register import actions, jobs
from regard.domains.register.models import Council, Load, Location
from regard.domains.register.types import LoadState
from regard.foundation.jobs.models import Job
from regard.foundation.jobs.progress import Progress
from tests.domains.register.files import latest, line, write_latest, write_ratings
from tests.factories.register import SystemFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def system():
    return SystemFactory(slug="here", council=Council.objects.get(name="Lincolnshire"))


@pytest.fixture
def start(system):
    def start(path, *, is_dry_run=False):
        return actions.start_load(
            system=system,
            chunks=[path.read_bytes()],
            name=path.name,
            is_dry_run=is_dry_run,
            by="person:7",
            at=NOW,
        )

    return start


class TestStartLoad:
    def test_keeps_the_file_and_starts_a_job_that_leads_to_its_result(
        self, start, system, tmp_path
    ):
        job = start(write_ratings(tmp_path / "a.csv", [line(100)]))

        load = Load.objects.get()
        assert (job.kind, job.args) == ("register.load", {"load_id": load.pk})
        assert job.next_url == f"/here/register/load/{load.pk}/"
        assert load.file.scope_key == job.scope_key == f"system:{system.pk}"
        assert load.state == LoadState.WAITING
        assert not Location.objects.exists()

    def test_is_read_by_the_job_once(self, start, tmp_path):
        job = start(write_ratings(tmp_path / "a.csv", [line(100)]))

        words = jobs.load(Progress(job))

        assert words == "1 location added, 0 changed, 0 no longer listed."
        assert Location.objects.count() == 1
        assert jobs.load(Progress(job)) == words

    def test_says_by_the_job_why_a_file_was_refused(self, start, tmp_path):
        path = tmp_path / "a.csv"
        path.write_bytes(b"%PDF-1.7")

        assert "is not a table" in jobs.load(Progress(start(path)))

        assert Load.objects.get().state == LoadState.REFUSED


class TestAcceptDrift:
    def test_starts_the_load_again_with_its_question_answered(self, start, tmp_path):
        jobs.load(Progress(start(write_ratings(tmp_path / "a.csv", [line(100), line(101)]))))
        job = start(write_latest(tmp_path / "b.csv", [latest(100)]))
        assert jobs.load(Progress(job)).startswith("Of 2 locations")
        asking = Load.objects.get(state=LoadState.ASKING)

        again = actions.accept_drift(load=asking, by="person:7", at=NOW)

        assert jobs.load(Progress(again)).endswith("1 no longer listed.")
        assert Job.objects.filter(kind="register.load").count() == 3

    def test_refuses_a_load_that_asks_nothing(self, start, tmp_path):
        start(write_ratings(tmp_path / "a.csv", [line(100)]))

        with pytest.raises(actions.CannotAnswer):
            actions.accept_drift(load=Load.objects.get(), by="person:7", at=NOW)
