"""Look at jobs."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from regard.foundation.authority import Caller, is_allowed
from regard.foundation.base.errors import NotFound

from .models import Job, State
from .permissions import Permission

ALIVE_SECONDS = 15
"""A worker gives a sign of life every two seconds, unless it was started with other seconds."""


def get_job(*, job_id: int, caller: Caller) -> Job:
    """
    Return a job for its starter, or anyone who may view jobs in its scope.

    :raises NotFound: if there is none, or the caller may not see it.
    """
    job = Job.objects.filter(pk=job_id).first()
    if job is None:
        raise NotFound("There is no such job")
    if job.by != caller.by and not is_allowed(caller, Permission.VIEW_JOBS, job):
        raise NotFound("There is no such job")
    return job


def is_under_way(*, kind: str, **args: int) -> bool:
    """Test whether a job of a kind waits or runs that was given these things. For jobs."""
    ending = {State.WAITING, State.RUNNING}
    return Job.objects.filter(kind=kind, state__in=ending, args__contains=args).exists()


def count_overdue(*, now: datetime) -> int:
    """Return how many jobs have waited for over a minute, as they do when no worker runs."""
    waiting = Job.objects.filter(state=State.WAITING, created_at__lt=now - timedelta(minutes=1))
    return waiting.count()


@dataclass(frozen=True)
class Workers:
    """
    Who does the work in the background.

    Attributes:
        alive: workers that gave a sign of life in the last 15 seconds.
        silent_seconds: since the last sign of life of any worker; None if there was never one.
    """

    alive: int
    silent_seconds: float | None


def get_workers() -> Workers:
    """Return which workers give signs of life, by the database's own clock."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) filter (where last_heartbeat > now() - %s * interval '1 second'),"
            " extract(epoch from now() - max(last_heartbeat))::float from procrastinate_workers",
            [ALIVE_SECONDS],
        )
        alive, silent_seconds = cursor.fetchone()
    return Workers(alive=alive, silent_seconds=silent_seconds)
