"""The demonstration's past: what is dated by the clock is dated as if it had happened then."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from unittest.mock import patch

from django.utils import timezone

from regard.foundation.jobs.models import Job, State
from regard.foundation.jobs.tasks import run_job


class JobFailed(Exception):
    """A job of the demonstration did not come to its end: a bug, not something to mend."""


@contextmanager
def as_at(at: datetime) -> Iterator[None]:
    """Let rows and jobs of this process find it to be `at` for a while."""
    with patch.object(timezone, "now", lambda: at):
        yield


def run_to_end(job: Job, *, at: datetime) -> str:
    """
    Do a job here and now, and return what came of it. The worker will find it done.

    :raises JobFailed: if it did not come to its end.
    """
    with as_at(at):
        run_job(job_id=job.pk)
    job.refresh_from_db()
    if job.state != State.FINISHED:
        raise JobFailed(f"{job.kind} is {job.state}: {job.message}")
    return job.message


def run_waiting(kind: str, *, at: datetime) -> None:
    """Do every job of a kind that waits, in the order in which they were started."""
    for job in Job.objects.filter(kind=kind, state=State.WAITING).order_by("pk"):
        run_to_end(job, at=at)
