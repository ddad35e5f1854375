"""Fetching by night: off until a setting says from where, and then a job like others."""

import subprocess
import sys

import pytest

from regard.domains.register import jobs
from regard.foundation.jobs.actions import start_job
from regard.foundation.jobs.progress import Progress
from tests.domains.register.files import line, write_ratings
from tests.domains.register.regulator import AGENT, KEY, Regulator, location, provider, serving

pytestmark = pytest.mark.django_db

SCRIPT = "from regard.config import settings; print(sorted(settings.SCHEDULE))"


def schedule(tmp_path, **variables):
    environment = {"REGARD_HOME": str(tmp_path), "DATABASE_URL": "postgresql:///x", "PATH": ""}
    done = subprocess.run(  # noqa: S603 (our own script)
        [sys.executable, "-c", SCRIPT],
        env=environment | variables,
        capture_output=True,
        check=True,
        text=True,
    )
    return done.stdout


@pytest.fixture
def regulator(settings):
    made = Regulator()
    made.add(location(), provider())
    with serving(made) as address:
        settings.REGULATOR_API, settings.REGULATOR_API_KEY = address, KEY
        settings.REGULATOR_AGENT, settings.REGULATOR_CALLS = AGENT, 60_000_000
        settings.REGULATOR_FILES = [f"{made.address}/files/ratings.csv"]
        yield made


def run(kind):
    job = start_job(kind=kind, title="x", scope_key="everywhere", by="schedule")
    done = getattr(jobs, kind.rpartition(".")[2])(Progress(job))
    job.refresh_from_db()
    return done, job


class TestSchedule:
    def test_is_off_until_a_setting_says_from_where(self, tmp_path):
        assert "fetch" not in schedule(tmp_path)

    def test_fetches_what_is_set(self, tmp_path):
        shown = schedule(tmp_path, REGARD_REGULATOR_API="https://example.org/v1")

        assert "register.fetch_changes" in shown
        assert "register.fetch_files" not in shown


class TestFetchChanges:
    def test_loads_and_says_how_far_it_is(self, regulator):
        words, job = run("register.fetch_changes")

        assert words == "all of England: 2 documents, loaded."
        assert (job.done, job.total) == (2, 2)

    def test_then_asks_only_for_what_changed(self, regulator):
        run("register.fetch_changes")

        assert run("register.fetch_changes")[0] == "all of England: nothing new."
        assert regulator.asked_for("/public/v1/changes/location")


class TestFetchFiles:
    def test_says_what_came_of_each(self, regulator, tmp_path):
        path = write_ratings(tmp_path / "ratings.csv", [line(100)])
        regulator.files["/files/ratings.csv"] = (path.read_bytes(), '"1"')

        assert "bytes, loaded." in run("register.fetch_files")[0]
        assert "nothing new." in run("register.fetch_files")[0]
