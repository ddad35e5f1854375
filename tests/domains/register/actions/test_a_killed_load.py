"""A load by a real worker that is killed at several moments, and finished by the next."""

import os
import random
import signal
from datetime import UTC, datetime
from threading import Event

import pytest
from django.db import connection
from django.db.models import Count, Max

from regard.domains.register import actions
from regard.domains.register.models import (
    Change,
    Council,
    Listing,
    Load,
    Location,
    Organisation,
    Provenance,
    Rating,
    Service,
)
from regard.domains.register.sources.reference import load_reference
from regard.domains.register.types import LoadState
from regard.foundation.jobs.models import Job, State
from tests.domains.register.files import latest, line, write_latest, write_ratings
from tests.factories.register import SystemFactory
from tests.foundation.processes import Processes, until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
WORKER = ("-m", "regard.entrypoints.cli", "worker", "--dead-after", "1")
HELD = 3_000
"""Locations: enough that a load takes long enough to be hit in its middle."""

TABLES = (Location, Organisation, Service, Rating, Change, Listing, Provenance, Load)


@pytest.fixture(autouse=True)
def _empty_queue():
    """The test database's clean-up leaves the queue's own tables alone."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("truncate procrastinate_jobs, procrastinate_workers cascade")


@pytest.fixture
def processes(tmp_path, settings):
    settings.FILES_FOLDER = tmp_path / "data" / "files"
    started = Processes(tmp_path)
    yield started
    started.stop()


def stands():
    """Return all that a load writes: how much there is, and when it was last written."""
    return [
        (model.__name__, *model.objects.aggregate(n=Count("pk"), at=Max("updated_at")).values())
        for model in TABLES
    ]


def test_leaves_the_register_as_it_was_each_time_and_is_finished_in_the_end(processes, tmp_path):
    load_reference()
    system = SystemFactory(slug="here", council=Council.objects.get(name="Lincolnshire"))
    numbers = range(10_000, 10_000 + HELD)
    before = write_ratings(tmp_path / "a.csv", [line(n) for n in numbers])
    actions.load_file(
        path=before, name="a.csv", origin="a test", system=system, by="person:1", at=NOW
    )
    after = write_latest(
        tmp_path / "b.csv", [latest(n, rating="Outstanding") for n in numbers[9:]]
    )
    job = actions.start_load(
        system=system,
        chunks=[after.read_bytes()],
        name="b.csv",
        is_dry_run=False,
        by="person:1",
        at=NOW,
    )
    as_it_was = stands()

    for step in (0, 1, 2, 3):
        worker = processes.start(*WORKER)
        until(lambda step=step: how_far(job) >= step, within=90)
        Event().wait(random.random() / 4)  # noqa: S311 (any moment will do)
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait(10)
        until(processes.are_disconnected, within=60)  # its last statement may have been a commit
        is_whole = Load.objects.latest("pk").state == LoadState.FINISHED
        if is_whole or job_state(job) != State.RUNNING:
            break  # it was quicker than the signal
        assert stands() == as_it_was
        Job.objects.filter(pk=job.pk).update(done=-1)

    processes.start(*WORKER)
    until(lambda: job_state(job) in {State.FINISHED, State.FAILED}, within=120)

    load = Load.objects.latest("pk")
    assert (load.state, load.counts["changed"], load.counts["ended"]) == (
        LoadState.FINISHED,
        HELD - 9,
        9,
    )
    assert Location.objects.filter(rating="Outstanding", ended_on=None).count() == HELD - 9
    assert Change.objects.filter(load=load, kind="ended").count() == 9


def how_far(job):
    """Return how many steps are done; less than none while no worker is at it."""
    job.refresh_from_db()
    return job.done if job.state == State.RUNNING else -1


def job_state(job):
    job.refresh_from_db()
    return job.state
